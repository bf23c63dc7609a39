/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.IOException;
import java.util.function.IntFunction;
import java.util.stream.Stream;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.error.DiffbotProtocolException;
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

@DisplayName("Downloads follow redirects on the same server")
@FaultCase("H9")
class RedirectTest {

    private static final String PATH = "/v3/bulk/download/" + Clients.TOKEN + "-a_data.json";

    private static RawServer.Reply redirect(int status, String location) {
        return RawServer.raw("HTTP/1.1 " + status + " x\r\nLocation: " + location + "\r\nContent-Length: 3\r\n\r\nabc");
    }

    @ParameterizedTest
    @ValueSource(ints = { 301, 302, 303, 307, 308 })
    @DisplayName("A redirect of a download is followed without adding the token")
    void aDownloadIsFollowedWithoutAddingTheToken(int status) throws IOException {
        try (RawServer server = new RawServer(redirect(status, PATH), redirect(status, "/last"), RawServer.ok("[1]"));
             var http = Clients.http(1);
             ResultStream data = Clients.client(Clients.settings(server.port(), 0), () -> http)
                     .downloads().data(JobType.bulk, "a", "json", null).open()) {
            assertThat(new String(data.readAllBytes())).isEqualTo("[1]");
            assertThat(server.requestLines()).hasSize(3).endsWith("GET " + PATH, "GET /last");
        }
    }

    @Test
    @DisplayName("A search is followed like a download, on the same server only")
    void search() throws IOException {
        try (RawServer server
                = new RawServer(redirect(302, "/found"), RawServer.ok("{\"data\":[]}"), redirect(302, "//other"))) {
            try (var http = Clients.http(1);
                 ResultStream found = Clients.client(Clients.settings(server.port(), 0), () -> http)
                         .downloads().search("a", "text:x", 0, 10)) {
                assertThat(new String(found.readAllBytes())).isEqualTo("{\"data\":[]}");
            }
            assertThatThrownBy(() -> Clients.client(server.port()).downloads().search("a", "text:x", 0, 10))
                    .isInstanceOf(DiffbotProtocolException.class).hasMessageContaining("another server");
            assertThat(server.requestLines()).hasSize(3).element(1).isEqualTo("GET /found");
        }
    }

    static Stream<Arguments> elsewhere() {
        IntFunction<String> otherPort = port -> "http://localhost:" + (port == 1 ? 2 : 1) + PATH;
        IntFunction<String> otherHost = port -> "http://127.0.0.1:" + port + PATH;
        IntFunction<String> https = port -> "https://localhost:" + port + PATH;
        IntFunction<String> user = port -> "http://me:" + Clients.TOKEN + "@localhost:" + port + PATH;
        IntFunction<String> scheme = port -> "file:" + PATH;
        IntFunction<String> rubbish = port -> "http://[" + Clients.TOKEN;
        IntFunction<String> empty = port -> "";
        IntFunction<String> hostHasToken = port -> "http://" + Clients.TOKEN + ".example/";
        return Stream.of(arguments(otherPort, "another server"), arguments(otherHost, "http://127.0.0.1"),
                arguments(https, "https://localhost"), arguments(user, "another server"),
                arguments(scheme, "another server"), arguments(rubbish, "not a valid URL"),
                arguments(empty, "without a Location"),
                arguments(hostHasToken, "another server"));
    }

    @ParameterizedTest
    @MethodSource("elsewhere")
    @DisplayName("A redirect to another server or to an invalid URL is an error, and the token is not shown")
    void noOtherServerIsCalled(IntFunction<String> location, String says) throws IOException {
        IntFunction<RawServer.Reply> reply = port -> redirect(302, location.apply(port));
        RawServer[] holder = new RawServer[1];
        try (RawServer server = new RawServer((request, socket) -> reply.apply(holder[0].port()).to(request, socket))) {
            holder[0] = server;
            assertThatThrownBy(() -> Clients.client(server.port()).downloads().data(JobType.bulk, "a", null, null).open())
                    .isInstanceOf(DiffbotProtocolException.class).hasMessageContaining(says)
                    .satisfies(e -> assertThat(e.toString().toLowerCase()).doesNotContain(Clients.TOKEN.toLowerCase()));
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    @DisplayName("A circle of redirects is an error")
    void circlesAreCut() throws IOException {
        try (RawServer server = new RawServer(redirect(302, "/a"), redirect(302, "/b"), redirect(302, "/a"))) {
            assertThatThrownBy(() -> Clients.client(server.port()).downloads().urlReport(JobType.bulk, "a", null).open())
                    .isInstanceOf(DiffbotProtocolException.class).hasMessageContaining("in a circle");
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    @DisplayName("More than five redirects are an error")
    void fiveAreEnough() throws IOException {
        try (RawServer server = new RawServer(
                redirect(302, "/1"), redirect(302, "/2"), redirect(302, "/3"), redirect(302, "/4"), redirect(302, "/5"),
                redirect(302, "/6"))) {
            assertThatThrownBy(() -> Clients.client(server.port()).downloads().data(JobType.bulk, "a", null, null).open())
                    .isInstanceOf(DiffbotProtocolException.class).hasMessageContaining("more than 5 times");
            assertThat(server.requests()).hasSize(6);
        }
    }

    @Test
    @DisplayName("Only redirects of downloads are followed")
    void onlyDownloadsAreFollowed() throws IOException {
        try (RawServer server = new RawServer(redirect(302, "/v3/other"))) {
            assertThatThrownBy(() -> Clients.client(server.port()).reads().list()).isInstanceOf(DiffbotProtocolException.class)
                    .hasMessageContaining("302");
            assertThat(server.requests()).hasSize(1);
        }
    }
}
