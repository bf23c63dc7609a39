/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.error.DiffbotInvalidJobNameException;
import io.github.cameldiffbot.error.DiffbotJobExistsException;
import io.github.cameldiffbot.error.DiffbotNoSuchJobException;
import io.github.cameldiffbot.error.DiffbotOutOfCreditsException;
import io.github.cameldiffbot.error.DiffbotProtocolException;
import io.github.cameldiffbot.error.DiffbotRejectedException;
import io.github.cameldiffbot.error.DiffbotThrottledException;
import io.github.cameldiffbot.error.DiffbotTooManyJobsException;
import io.github.cameldiffbot.error.DiffbotUnauthorizedException;
import io.github.cameldiffbot.internal.client.form.UrlSource;
import io.github.cameldiffbot.internal.client.http.ClientSettings;
import io.github.cameldiffbot.internal.client.http.ResultStream;
import io.github.cameldiffbot.job.JobType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

@DisplayName("Each documented or observed error has its exception, and final ones are not retried")
class ErrorKindsTest {

    static Stream<Arguments> errors() {
        return Stream.of(
                arguments(401, "{\"errorCode\":401,\"error\":\"Not authorized API token.\"}",
                        DiffbotUnauthorizedException.class, 401, "option token"),
                arguments(401, "{\"requestId\":\"r1\",\"code\":401,\"message\":\"denied\"}",
                        DiffbotUnauthorizedException.class, 401, "denied"),
                arguments(403, "", DiffbotUnauthorizedException.class, 0, "option token"),
                arguments(500, "{\"error\":\"invalid token\"}", DiffbotUnauthorizedException.class, 0, "option token"),
                arguments(500, "{\"error\":\"crawlbot: token is over 32 chars\"}", DiffbotUnauthorizedException.class, 0,
                        "option token"),
                arguments(400, "{\"errorCode\":400,\"error\":\"No collection record\"}", DiffbotNoSuchJobException.class,
                        400, "No collection record"),
                arguments(500, "\r\n\n{\"errorCode\":\"500\",\"error\":\"no collection record.\"}",
                        DiffbotNoSuchJobException.class, 500, "HTTP 500"),
                arguments(500, "\uFEFF{\"error\":\"token or id (crawlid) invalid\"}", DiffbotNoSuchJobException.class, 0, ""),
                arguments(500, "{\"error\":\"Could not create job because missing seeds or urls.\"}",
                        DiffbotNoSuchJobException.class, 0, ""),
                arguments(500, "{\"errorCode\":\"500\",\"error\":\"no urls found\"}", DiffbotRejectedException.class, 500,
                        "CamelDiffbotUrls"),
                arguments(500, "{\"error\":\"crawlbot: name is over 30 chars\"}", DiffbotInvalidJobNameException.class, 0,
                        "1 to 30"),
                arguments(505, "{\"errorCode\":505,\"error\":\"Crawl names can consist only of letters, numbers.\"}",
                        DiffbotInvalidJobNameException.class, 505, "CamelDiffbotJobName"),
                arguments(505, "{\"errorCode\":505,\"error\":\"Too many collections for token\"}",
                        DiffbotTooManyJobsException.class, 505, "deleteAfterCompletion"),
                arguments(500, "{\"error\":\"Invalid regular expression: [\"}", DiffbotRejectedException.class, 0,
                        "urlCrawlRegEx"),
                arguments(500, "{\"error\":\"Job name/type mismatch. Job name has already been used.\"}",
                        DiffbotJobExistsException.class, 0, "other jobType"),
                arguments(457, "{\"errorCode\":457,\"error\":\"Invalid API. x\"}", DiffbotRejectedException.class, 457,
                        "option apiUrl"),
                arguments(500, "{\"response\":{\"statusCode\":400,\"statusMsg\":\"Bad thing\"}}",
                        DiffbotRejectedException.class, 400, "Bad thing"),
                arguments(404, "<html><title>Not Found</title></html>", DiffbotRejectedException.class, 0, "baseUrl"),
                arguments(402, "", DiffbotOutOfCreditsException.class, 0, "credits"),
                arguments(429, "{\"errorCode\":429,\"error\":\"429 Quota Exceeded\"}", DiffbotOutOfCreditsException.class,
                        429, "credits"),
                arguments(429, "Insufficient credits", DiffbotOutOfCreditsException.class, 0, "Buy credits"),
                arguments(403, "{\"error\":\"429 Quota Exceeded\"}", DiffbotOutOfCreditsException.class, 0, "credits"),
                // a success by its HTTP status
                arguments(200, "{\"errorCode\":402,\"error\":\"pay\"}", DiffbotOutOfCreditsException.class, 402, "HTTP 200"),
                arguments(200, "{\"errorCode\":401,\"error\":\"Not authorized API token.\"}",
                        DiffbotUnauthorizedException.class, 401, "HTTP 200"),
                arguments(200, "{\"requestId\":\"r\",\"code\":\"401\",\"message\":\"who?\"}",
                        DiffbotUnauthorizedException.class, 401, "who?"),
                arguments(200, "{\"error\":\"something else\"}", DiffbotRejectedException.class, 0, "something else"));
    }

    @ParameterizedTest
    @MethodSource("errors")
    @FaultCase({ "H4", "H5", "H6", "H14", "H15" })
    @DisplayName("Each final error has its exception and is sent once")
    void byWhatTheyMean(int status, String body, Class<? extends DiffbotException> type, int code, String says)
            throws IOException {
        try (RawServer server = new RawServer(RawServer.error(status, body))) {
            DiffbotClient client = Clients.client(server.port());
            assertThatThrownBy(() -> client.changes().restart(JobType.crawl, "shop"))
                    .isExactlyInstanceOf(type).hasMessageContaining(says)
                    .hasMessageStartingWith("Diffbot restart of job 'shop': ")
                    .satisfies(thrown -> {
                        DiffbotException error = (DiffbotException) thrown;
                        assertThat(error.getHttpResponseCode()).isEqualTo(status);
                        assertThat(error.getErrorCode()).isEqualTo(code);
                        assertThat(error.getJobName()).isEqualTo("shop");
                        assertThat(error.getOperation()).isEqualTo("restart");
                    });
            assertThat(server.requests()).hasSize(1);
            assertThat(client.statistics().getThrottles()).isZero();
        }
    }

    static Stream<Arguments> notUnderstood() {
        return Stream.of(arguments(302, "", "baseUrl"), arguments(200, "{\"foo\":\"bar\"}", "has no jobs"),
                arguments(200, "", "is empty"), arguments(200, "<html>Please log in</html>", "Please log in"),
                arguments(200, "[]", "no JSON object"));
    }

    @ParameterizedTest
    @MethodSource("notUnderstood")
    @DisplayName("A response that is not from Diffbot is a protocol error")
    void fromWhatDiffbotDoesNotSay(int status, String body, String says) throws IOException {
        try (RawServer server = new RawServer(RawServer.error(status, body))) {
            assertThatThrownBy(() -> Clients.client(server.port()).reads().status(JobType.crawl, "shop"))
                    .isExactlyInstanceOf(DiffbotProtocolException.class).hasMessageContaining(says);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 408, 460, 499, 504, 524, 598 })
    @DisplayName("A read that was given up before its response is sent again")
    void fromWhatWasGivenUp(int status) throws IOException {
        try (RawServer server = new RawServer(RawServer.error(status, ""), RawServer.ok("{}"))) {
            assertThat(Clients.client(server.port()).reads().list()).isEmpty();
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    @FaultCase({ "H14", "H15" })
    @DisplayName("Without credits jobs can still be read immediately")
    void readsContinueWithoutCredits() throws IOException {
        try (RawServer server = new RawServer(
                RawServer.error(429, "{\"error\":\"429 Insufficient credits\"}"), RawServer.ok(Clients.jobs("bulk", "a")),
                RawServer.ok(Clients.jobs("bulk", "a")));
             var http = Clients.http(2)) {
            ClientSettings quick = Clients.settings(server.port(), 2);
            Duration pause = Duration.ofSeconds(60);
            DiffbotClient client = Clients.client(
                    new ClientSettings(
                            quick.baseUrl(), quick.token(), quick.requestTimeout(), quick.dataTimeout(), 2, pause, pause, 0,
                            ClientSettings.GRACE),
                    () -> http);
            assertThatThrownBy(() -> Clients.create(client, JobType.bulk, UrlSource.of("http://a.example", false)))
                    .isInstanceOf(DiffbotOutOfCreditsException.class);
            assertThat(client.statistics().getOutOfCredits().operation()).isEqualTo("create");
            long start = System.nanoTime();
            assertThat(client.reads().list()).hasSize(1);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
            assertThat(client.statistics().getOutOfCredits()).isNotNull();
            Clients.create(client, JobType.bulk, UrlSource.of("http://a.example", false));
            assertThat(client.statistics().getOutOfCredits()).isNull();
            assertThat(server.requests()).hasSize(3);
        }
    }

    static Stream<Arguments> throttles() {
        String text = "Site has received too many requests. Please try again later.";
        return Stream.of(arguments(429, "{\"errorCode\":429,\"error\":\"" + text + "\"}"), arguments(429, ""),
                arguments(500, "{\"errorCode\":500,\"error\":\"" + text + "\"}"), arguments(400, text),
                arguments(200, "{\"errorCode\":429,\"error\":\"x\"}"), arguments(200, "{\"error\":\"" + text + "\"}"));
    }

    @ParameterizedTest
    @MethodSource("throttles")
    @FaultCase("H3")
    @DisplayName("Each form of a throttle is retried")
    void eachFormOfAThrottle(int status, String body) throws IOException {
        try (RawServer server = new RawServer(RawServer.error(status, body))) {
            DiffbotClient client = Clients.client(server.port(), 2);
            assertThatThrownBy(() -> client.changes().restart(JobType.bulk, "a"))
                    .isExactlyInstanceOf(DiffbotThrottledException.class)
                    .hasMessageContaining("maxRequestsPerSecond");
            assertThat(client.statistics().getThrottles()).isEqualTo(3);
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    @DisplayName("An error in place of a download is that error, whatever its status code")
    void anErrorInPlaceOfADownloadIsAnError() throws IOException {
        String noJob = "{\"errorCode\":400,\"error\":\"No collection record\"}";
        try (RawServer server = new RawServer(
                RawServer.ok(noJob), RawServer.error(400, noJob), RawServer.ok("{\"error\":\"too many requests\"}"),
                RawServer.raw("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 15\r\n\r\n\n\n<html>x</html>"))) {
            DiffbotClient client = Clients.client(server.port(), 0);
            assertThatThrownBy(() -> client.downloads().data(JobType.bulk, "a", "json", null).open())
                    .isInstanceOf(DiffbotNoSuchJobException.class);
            assertThatThrownBy(() -> client.downloads().urlReport(JobType.bulk, "a", null).open())
                    .isInstanceOf(DiffbotNoSuchJobException.class);
            assertThatThrownBy(() -> client.downloads().search("a", "x", 0, 1)).isInstanceOf(DiffbotThrottledException.class);
            assertThatThrownBy(() -> client.downloads().data(JobType.bulk, "a", "csv", null).open())
                    .isInstanceOf(DiffbotProtocolException.class).hasMessageContaining("web page");
        }
    }

    @Test
    @DisplayName("Records that resemble an error are read")
    void recordsThatResembleAnErrorAreRead() throws IOException {
        String page = "{\"request\":{},\"hits\":1,\"objects\":[{\"error\":\"x\"}]}";
        try (RawServer server = new RawServer(RawServer.ok(page));
             ResultStream found = Clients.client(server.port()).downloads().search("a", "x", 0, 1)) {
            assertThat(new String(found.readAllBytes())).isEqualTo(page);
        }
    }
}
