/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.error.DiffbotNoSuchJobException;
import io.github.cameldiffbot.error.DiffbotTruncatedDataException;
import io.github.cameldiffbot.internal.client.http.ResultStream;
import io.github.cameldiffbot.internal.data.TruncationCheck;
import io.github.cameldiffbot.internal.data.stream.MaskingInputStream;
import io.github.cameldiffbot.job.JobType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

@DisplayName("A download to a file starts again when its connection breaks, until it is complete, or leaves no file")
@Timeout(120)
@FaultCase("N8")
class DownloadRestartTest {

    private static final String JSON = IntStream.range(0, 2_000)
            .mapToObj(i -> "{\"id\":" + i + ",\"text\":\"ä" + "x".repeat(20 + i % 50) + "\"}")
            .collect(Collectors.joining(",\n", "[", "]"));
    private static final int LENGTH = JSON.getBytes(StandardCharsets.UTF_8).length;
    private static final ServedFile SERVED = ServedFile.of(JSON);

    @TempDir
    Path directory;

    private DownloadedFile download(RawServer server, int maxRetries) {
        return download(server, maxRetries, UnaryOperator.identity());
    }

    private DownloadedFile download(RawServer server, int maxRetries, UnaryOperator<InputStream> filter) {
        return Clients.client(server.port(), maxRetries).downloads().data(JobType.bulk, "shop", "json", null)
                .to(new FileTarget(directory, filter, 0, TruncationCheck::checkRecords)).run();
    }

    private static String text(DownloadedFile file) throws IOException {
        return Files.readString(file.path());
    }

    private void assertNothingIsLeft() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    static Stream<Arguments> cuts() {
        int[] places = {
                1, 2, 7, 100, 1_000, 8_191, 8_192, 8_193, 20_000, 65_535, 65_536, 65_537, LENGTH / 2, LENGTH - 2,
                LENGTH - 1 };
        return IntStream.of(places).boxed().flatMap(place -> Stream.of(arguments(place, false), arguments(place, true)));
    }

    @ParameterizedTest
    @MethodSource("cuts")
    @DisplayName("A download that was cut anywhere starts again without a range")
    void whereItWasCut(int place, boolean chunked) throws IOException {
        ServedFile served = chunked ? SERVED.chunked() : SERVED;
        try (RawServer server = new RawServer(served.cutAfter(place), served)) {
            assertThat(text(download(server, 2))).isEqualTo(JSON);
            assertThat(server.requests()).hasSize(2);
            assertThat(server.requests()).noneMatch(request -> request.contains("Range"));
        }
    }

    @Test
    @DisplayName("A download starts again up to maxRetries times")
    void asOftenAsItMayBeAskedFor() throws IOException {
        try (RawServer server = new RawServer(
                SERVED.cutAfter(10_000), SERVED.cutAfter(1), SERVED.cutAfter(0),
                SERVED.cutAfter(500), SERVED)) {
            assertThat(text(download(server, 4))).isEqualTo(JSON);
            assertThat(server.requests()).hasSize(5);
        }
    }

    @Test
    @DisplayName("A download that is cut after the last retry is an error")
    void butNotOnceMore() throws IOException {
        try (RawServer server = new RawServer(SERVED.cutAfter(1_000))) {
            assertThatThrownBy(() -> download(server, 3)).isInstanceOf(DiffbotTruncatedDataException.class)
                    .hasMessageContaining("Diffbot data of job 'shop'").hasMessageContaining("after 1000 bytes")
                    .hasMessageContaining("4 requests").hasMessageContaining("maxRetries");
            assertThat(server.requests()).hasSize(4);
        }
        assertNothingIsLeft();
    }

    @Test
    @DisplayName("A download behind a redirect starts again at Diffbot")
    void fromWhereTheRedirectLeads() throws IOException {
        RawServer.Reply redirect = RawServer.raw("HTTP/1.1 302 x\r\nLocation: /file\r\nContent-Length: 0\r\n\r\n");
        try (RawServer server = new RawServer(redirect, SERVED.cutAfter(900), redirect, SERVED)) {
            assertThat(text(download(server, 2))).isEqualTo(JSON);
            assertThat(server.requestLines()).hasSize(4).element(2).asString().contains("/bulk/data?token=");
            assertThat(server.requests().get(3)).startsWith("GET /file ");
        }
    }

    @Test
    @DisplayName("A file that has changed meanwhile replaces the part")
    void fromTheStartWhenItHasChanged() throws IOException {
        String other = "[{\"id\":\"other\"}]";
        try (RawServer server = new RawServer(SERVED.cutAfter(70_000), ServedFile.of(other))) {
            assertThat(text(download(server, 2))).isEqualTo(other);
        }
    }

    @Test
    @DisplayName("A compressed download starts again")
    void fromTheStartWhenItWasPacked() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(JSON.getBytes(StandardCharsets.UTF_8));
        }
        RawServer.Reply half = (request, socket) -> {
            socket.getOutputStream().write(("HTTP/1.1 200\r\nETag: \"v1\"\r\nContent-Encoding: gzip\r\nContent-Length: "
                                            + packed.size() + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(Arrays.copyOf(packed.toByteArray(), packed.size() - 20));
            return false;
        };
        try (RawServer server = new RawServer(half, SERVED.cutAfter(9_000), SERVED)) {
            assertThat(text(download(server, 2))).isEqualTo(JSON);
        }
    }

    @Test
    @DisplayName("JSON that ends early starts again, whatever the length says")
    void fromTheStartAfterAWrongEnd() throws IOException {
        RawServer.Reply short1 = RawServer.ok(JSON.substring(0, JSON.indexOf("},", 50_000) + 1));
        RawServer.Reply short2 = RawServer.thenClose("HTTP/1.1 200\r\n\r\n" + JSON.substring(0, 60_000));
        try (RawServer server = new RawServer(short1, short2, SERVED)) {
            assertThat(text(download(server, 2))).isEqualTo(JSON);
        }
        try (RawServer server = new RawServer(short1)) {
            assertThatThrownBy(() -> download(server, 1)).isInstanceOf(DiffbotTruncatedDataException.class);
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    @DisplayName("The token is masked, also if the download was cut within it")
    void withTheTokenMaskedAlsoWhereItWasCut() throws IOException {
        String secret = "[{\"a\":\"" + Clients.TOKEN + "\"},{\"b\":\"" + Clients.TOKEN + "\"}]";
        ServedFile served = ServedFile.of(secret);
        for (int place = 8; place < 40; place += 5) {
            try (RawServer server = new RawServer(served.cutAfter(place), served)) {
                DownloadedFile file = download(server, 1, in -> new MaskingInputStream(in, Clients.TOKEN));
                assertThat(text(file)).isEqualTo(secret.replace(Clients.TOKEN, "x".repeat(Clients.TOKEN.length())));
            }
        }
    }

    @Test
    @DisplayName("A download of a job that was deleted meanwhile does not start again")
    void notIfTheJobWasDeletedMeanwhile() throws IOException {
        RawServer.Reply gone = RawServer.error(400, "{\"error\":\"No collection record\"}");
        try (RawServer server = new RawServer(SERVED.cutAfter(9_000), gone)) {
            assertThatThrownBy(() -> download(server, 5)).isInstanceOf(DiffbotNoSuchJobException.class);
            assertThat(server.requests()).hasSize(2);
        }
        assertNothingIsLeft();
    }

    @Test
    @DisplayName("The file is deleted with its stream")
    void andIsReadFromTheFileThatGoesWithIt() throws IOException {
        try (RawServer server = new RawServer(SERVED)) {
            DownloadedFile file = download(server, 0);
            assertThat(file.path().getFileName().toString()).startsWith(FileDownload.PREFIX);
            try (ResultStream bytes = file.readAndDelete()) {
                assertThat(bytes.readNBytes(5)).isEqualTo(JSON.substring(0, 5).getBytes());
            }
        }
        assertThat(List.of(directory.toFile().list())).isEmpty();
    }
}
