/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.IOException;
import java.util.List;
import java.util.function.BiConsumer;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.internal.client.form.FormParameters;
import io.github.cameldiffbot.internal.client.form.JobSubmission;
import io.github.cameldiffbot.internal.client.form.UrlSource;
import io.github.cameldiffbot.job.JobType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@DisplayName("Calls have the documented bytes")
class WireBytesTest {

    private static final String QUERY = "?token=" + Clients.TOKEN;

    @ParameterizedTest
    @EnumSource(names = { "bulk", "crawl" })
    @DisplayName("A create is a POST with an encoded form")
    void createPostsAForm(JobType type) throws IOException {
        try (RawServer server = new RawServer(RawServer.ok(Clients.jobs(type.name(), "shop1")))) {
            FormParameters parameters = new FormParameters()
                    .add("apiUrl", "https://api.diffbot.com/v3/article?fields=meta&x=a b").add("obeyRobots", false)
                    .add("customHeaders", "User-Agent:é+").add("customHeaders", "Cookie:a=b").add("repeat", 0.00001)
                    .add("notifyEmail", null);
            DiffbotClient client = Clients.client(server.port());
            try (JobSubmission form = new JobSubmission(
                    "create", type, "shop1", parameters,
                    UrlSource.of("https://a.example/?q=1&r=%20 \n https://b.example/ä", false))) {
                assertThat(client.changes().create(form, null, () -> {
                }).getName()).isEqualTo("shop1");
            }

            String list = type == JobType.bulk ? "urls" : "seeds";
            String body = "token=" + Clients.TOKEN + "&name=shop1"
                          + "&apiUrl=https%3A%2F%2Fapi.diffbot.com%2Fv3%2Farticle%3Ffields%3Dmeta%26x%3Da%20b&obeyRobots=0"
                          + "&customHeaders=User-Agent%3A%C3%A9%2B&customHeaders=Cookie%3Aa%3Db&repeat=0.00001&" + list
                          + "=https%3A%2F%2Fa.example%2F%3Fq%3D1%26r%3D%2520%20https%3A%2F%2Fb.example%2F%C3%A4";
            String request = server.requests().get(0);
            assertThat(request).startsWith("POST /v3/" + type + " HTTP/1.1\r\n").endsWith("\r\n\r\n" + body)
                    .contains("\r\nContent-Type: application/x-www-form-urlencoded\r\n")
                    .contains("\r\nContent-Length: " + body.length() + "\r\n");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    @DisplayName("URLs that can be read only once are sent in chunks")
    void aSourceThatCanBeReadOnceIsChunked() throws IOException {
        try (RawServer server = new RawServer(RawServer.ok(Clients.jobs("bulk", "a")))) {
            Clients.create(Clients.client(server.port()), JobType.bulk,
                    UrlSource.of(List.of("http://a.example", "http://b.example").iterator(), false));
            assertThat(server.requests().get(0)).contains("\r\nTransfer-Encoding: chunked\r\n")
                    .contains(
                            "token=" + Clients.TOKEN + "&name=a&urls=http%3A%2F%2Fa.example%20http%3A%2F%2Fb.example\r\n0\r\n");
        }
    }

    @Test
    @DisplayName("An update of settings sends only them")
    void updateOfSettingsSendsOnlyThem() throws IOException {
        try (RawServer server = new RawServer(RawServer.ok(Clients.jobs("crawl", "a")))) {
            Clients.update(Clients.client(server.port()), JobType.crawl, new FormParameters().add("maxToCrawl", 5), null);
            assertThat(server.requests().get(0)).startsWith("POST /v3/crawl HTTP")
                    .endsWith("\r\n\r\ntoken=" + Clients.TOKEN + "&name=a&maxToCrawl=5");
        }
    }

    @ParameterizedTest
    @EnumSource(names = { "bulk", "crawl" })
    @DisplayName("Control operations are a GET")
    void controlIsAGet(JobType type) throws IOException {
        expect(type, "&name=a&pause=1", (client, kind) -> client.changes().pause(kind, "a"));
        expect(type, "&name=a&pause=0", (client, kind) -> client.changes().resume(kind, "a"));
        expect(type, "&name=a&restart=1", (client, kind) -> client.changes().restart(kind, "a"));
        expect(type, "&name=a&roundStart=1", (client, kind) -> client.changes().startRound(kind, "a"));
        expect(type, "&name=a", (client, kind) -> client.reads().status(kind, "a"));
        expect(type, "&name=a&delete=1", (client, kind) -> client.changes().delete(Clients.named(kind, "a")));
    }

    private void expect(JobType type, String query, BiConsumer<DiffbotClient, JobType> call) throws IOException {
        try (RawServer server = new RawServer(RawServer.ok(Clients.jobs(type.name(), "a")))) {
            call.accept(Clients.client(server.port()), type);
            assertThat(server.requestLines()).containsExactly("GET /v3/" + type + QUERY + query);
            assertThat(server.requests().get(0)).contains("\r\nAccept-Encoding: gzip").doesNotContain("Content-Type");
        }
    }

    @Test
    @DisplayName("Downloads and searches are a GET")
    void downloadsAreGets() throws IOException {
        try (RawServer server = new RawServer(RawServer.ok("[]"))) {
            DiffbotClient client = Clients.client(server.port());
            client.downloads().data(JobType.bulk, "a", "json", null).open().close();
            client.downloads().data(JobType.crawl, "a", "csv", 10).open().close();
            client.downloads().urlReport(JobType.bulk, "a", null).open().close();
            client.downloads().urlReport(JobType.crawl, "a", 3).open().close();
            client.downloads().search("a", "type:article \"x y\"", 20, 10).close();
            client.downloads().search(null, "x", 0, 5).close();
            assertThat(server.requestLines()).containsExactly(
                    "GET /v3/bulk/data" + QUERY + "&name=a&format=json",
                    "GET /v3/crawl/data" + QUERY + "&name=a&format=csv&num=10",
                    "GET /v3/bulk/data" + QUERY + "&name=a&type=urls",
                    "GET /v3/crawl/data" + QUERY + "&name=a&type=urls&num=3",
                    "GET /v3/search" + QUERY + "&col=a&query=type%3Aarticle%20%22x%20y%22&start=20&num=10",
                    "GET /v3/search" + QUERY + "&query=x&start=0&num=5");
        }
    }

    @Test
    @DisplayName("A list has no job name")
    void listNamesNoJob() throws IOException {
        try (RawServer server = new RawServer(RawServer.ok("{}"))) {
            assertThat(Clients.client(server.port()).reads().list()).isEmpty();
            assertThat(server.requestLines()).containsExactly("GET /v3/bulk" + QUERY);
        }
    }

    @Test
    @FaultCase("S2")
    @DisplayName("A name with reserved characters injects no parameter and no header")
    void oddNamesInjectNothing() throws IOException {
        String name = "a b/c&delete=1%+\r\nX: y😀#";
        try (RawServer server = new RawServer(RawServer.ok("{\"response\":\"Successfully deleted job.\"}"))) {
            Clients.client(server.port()).changes().delete(Clients.named(JobType.bulk, name));
            assertThat(server.requestLines()).containsExactly(
                    "GET /v3/bulk" + QUERY + "&name=a%20b%2Fc%26delete%3D1%25%2B%0D%0AX%3A%20y%F0%9F%98%80%23&delete=1");
        }
    }

    @Test
    @DisplayName("A change without a job name is an error, and nothing is sent")
    void withoutANameNothingIsSent() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Clients.client(1).changes().delete(Clients.named(JobType.bulk, " ")))
                .withMessageContaining("name is needed");
    }
}
