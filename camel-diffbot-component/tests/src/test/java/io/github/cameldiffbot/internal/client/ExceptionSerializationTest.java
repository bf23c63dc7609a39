/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.cameldiffbot.error.DiffbotBadRecordException;
import io.github.cameldiffbot.error.DiffbotDownloadException;
import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.error.DiffbotInvalidJobNameException;
import io.github.cameldiffbot.error.DiffbotJobExistsException;
import io.github.cameldiffbot.error.DiffbotJobFailedException;
import io.github.cameldiffbot.error.DiffbotMissingRecordsException;
import io.github.cameldiffbot.error.DiffbotNoDataException;
import io.github.cameldiffbot.error.DiffbotNoSuchJobException;
import io.github.cameldiffbot.error.DiffbotOutOfCreditsException;
import io.github.cameldiffbot.error.DiffbotOutcomeUnknownException;
import io.github.cameldiffbot.error.DiffbotProtocolException;
import io.github.cameldiffbot.error.DiffbotRejectedException;
import io.github.cameldiffbot.error.DiffbotThrottledException;
import io.github.cameldiffbot.error.DiffbotTooManyJobsException;
import io.github.cameldiffbot.error.DiffbotTruncatedDataException;
import io.github.cameldiffbot.error.DiffbotUnauthorizedException;
import io.github.cameldiffbot.error.DiffbotUnavailableException;
import io.github.cameldiffbot.error.DiffbotWaitStoppedException;
import io.github.cameldiffbot.error.DiffbotWaitTimeoutException;
import io.github.cameldiffbot.error.ErrorDetails;
import io.github.cameldiffbot.internal.client.http.ClientSettings;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

@DisplayName("Exceptions can be serialized with their properties")
class ExceptionSerializationTest {

    private static final ErrorDetails FAILURE = ErrorDetails.of("status", "shop", "it went wrong", "Mend it")
            .withResponse(500, 17, "what the server said").withCause(new IOException("x"));
    private static final Job JOB = Job.of(Map.of("name", "shop", "type", "bulk", "jobStatus",
            Map.of("status", 10, "message", "Failed"), "deep", List.of(Map.of("a", 1))));

    static Stream<DiffbotException> exceptions() {
        return Stream.of(new DiffbotException(FAILURE),
                new DiffbotBadRecordException(FAILURE, DiffbotBadRecordException.Reason.empty, 3, 4),
                new DiffbotDownloadException(FAILURE), new DiffbotInvalidJobNameException(FAILURE),
                new DiffbotJobExistsException(FAILURE), new DiffbotJobFailedException(FAILURE, JOB),
                new DiffbotMissingRecordsException(FAILURE, 5, 6), new DiffbotNoDataException(FAILURE, JOB),
                new DiffbotNoSuchJobException(FAILURE), new DiffbotOutOfCreditsException(FAILURE),
                new DiffbotOutcomeUnknownException(FAILURE), new DiffbotProtocolException(FAILURE),
                new DiffbotRejectedException(FAILURE), new DiffbotThrottledException(FAILURE, Duration.ofHours(1)),
                new DiffbotTooManyJobsException(FAILURE), new DiffbotTruncatedDataException(FAILURE),
                new DiffbotUnauthorizedException(FAILURE), new DiffbotUnavailableException(FAILURE),
                new DiffbotWaitStoppedException(FAILURE, JOB), new DiffbotWaitTimeoutException(FAILURE, JOB));
    }

    @ParameterizedTest
    @MethodSource("exceptions")
    @DisplayName("An exception keeps all its properties")
    void withAllTheyKnow(DiffbotException before) throws Exception {
        DiffbotException after = copy(before);

        assertThat(after).hasSameClassAs(before).usingRecursiveComparison().ignoringFields("cause", "stackTrace")
                .isEqualTo(before);
        assertThat(after.getMessage()).isEqualTo(before.getMessage());
        assertThat(after.getJobName()).isEqualTo("shop");
        assertThat(after.getOperation()).isEqualTo("status");
        assertThat(after.getHttpResponseCode()).isEqualTo(500);
        assertThat(after.getErrorCode()).isEqualTo(17);
        assertThat(after.getServerText()).isEqualTo("what the server said");
        assertThat(after.getCause()).hasMessage("x");
    }

    @ParameterizedTest
    @MethodSource("exceptions")
    @DisplayName("An exception can be passed between two versions of the component")
    void withAVersion(DiffbotException exception) {
        assertThat(ObjectStreamClass.lookup(exception.getClass()).getSerialVersionUID()).isEqualTo(1);
    }

    @Test
    @DisplayName("An exception keeps its job")
    void withTheJob() throws Exception {
        Job job = copy(new DiffbotJobFailedException(FAILURE, JOB)).getJob();
        assertThat(job).isEqualTo(JOB);
        assertThat(job.getStatus().toString()).isEqualTo("10 (Failed)");
    }

    @Test
    @DisplayName("An exception keeps the causes that the network and HttpClient add")
    void withTheirCauses() throws Exception {
        Map<String, RawServer.Reply> replies = Map.of("reset", RawServer.reset(), "empty", RawServer.thenClose(""), "garbage",
                RawServer.thenClose("nonsense\r\n\r\n"), "gzip",
                RawServer.raw("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx"), "json",
                RawServer.ok("{\"jobs\":["), "silence", (request, socket) -> true, "odd", RawServer.ok("[]"));
        for (RawServer.Reply reply : replies.values()) {
            try (RawServer server = new RawServer(reply); var http = Clients.http(1)) {
                ClientSettings quick = Clients.settings(server.port(), 0);
                DiffbotClient client = Clients.client(
                        new ClientSettings(
                                quick.baseUrl(), quick.token(), Duration.ofMillis(100), quick.dataTimeout(), 0,
                                quick.retryDelay(), quick.maxRetryDelay(), 0, ClientSettings.GRACE),
                        () -> http);
                copy((DiffbotException) catchThrowable(client.reads()::list));
                copy((DiffbotException) catchThrowable(() -> client.changes().restart(JobType.bulk, "a")));
            }
        }
        // a closed port
        copy((DiffbotException) catchThrowable(() -> Clients.client(1, 0).reads().list()));
    }

    @SuppressWarnings("unchecked")
    private static <T extends DiffbotException> T copy(T exception) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(exception);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            T copy = (T) in.readObject();
            assertThat(copy.getMessage()).isEqualTo(exception.getMessage());
            return copy;
        }
    }
}
