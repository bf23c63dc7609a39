/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameldiffbot.sandbox.model.CreditUse;
import io.github.cameldiffbot.sandbox.model.SandboxPlan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

@DisplayName("Jobs cost credits of their account, and without credits only reads succeed")
class CreditsTest extends SandboxTest {

    private static final String REFUSED = "{\"errorCode\":429,\"error\":\"Insufficient credits\"}";

    @AutoClose
    private final PageSite site = new PageSite().links("/a").links("/b").links("/c").file("/picture.txt", new byte[] { 1 });

    @BeforeEach
    @AfterEach
    void removePlan() {
        sandbox.plan(SandboxPlan.DEFAULT);
    }

    @Test
    @DisplayName("A page that was processed costs one credit, with a proxy two, and failures nothing")
    void costs() {
        bulk("plain", 9, "/a", "/b", "/gone", "/picture.txt");
        bulk("proxied", 9, "useProxies=1", "/a", "/b", "/c");
        api.json("/article", "url", site.url("/a"));
        api.json("/article", "url", site.url("/gone"));
        assertThat(sandbox.ledger()).extracting(CreditUse::job, CreditUse::type, CreditUse::credits, CreditUse::extractions,
                CreditUse::proxies)
                .containsExactly(tuple("plain", "bulk", 2L, 2L, 0L), tuple("proxied", "bulk", 6L, 3L, 3L),
                        tuple("", "extract", 1L, 1L, 0L));
    }

    @Test
    @DisplayName("Crawling costs nothing, and each round and restart costs again")
    void rounds() {
        site.links("/", "/a", "/b");
        api.crawl("c", site.url("/"), "urlProcessPattern", "/a", "onlyProcessIfNew", "0");
        api.awaitStatus("c", 9);
        assertThat(used()).isEqualTo(1);
        api.get("/crawl", "name", "c", "roundStart", "1");
        api.awaitStatus("c", 9);
        assertThat(used()).isEqualTo(2);
        api.get("/crawl", "name", "c", "restart", "1");
        api.awaitStatus("c", 9);
        api.get("/crawl", "name", "c", "delete", "1");
        assertThat(used()).isEqualTo(3);
    }

    @Test
    @DisplayName("The account shows the plan and the use of each day, newest first")
    void account() {
        sandbox.plan(SandboxPlan.DEFAULT.creditsPerMonth(1_000));
        bulk("one", 9, "/a", "/b");
        sandbox.clock().advance(Duration.ofDays(2));
        bulk("two", 9, "useProxies=1", "/a");
        JsonNode account = plan();
        assertThat(account.path("planCredits").asLong()).isEqualTo(1_000);
        assertThat(account.path("token").asText()).isEqualTo(sandbox.token());
        assertThat(account.path("usage")).extracting(day -> day.path("credits").asInt()).startsWith(2, 0, 2);
        assertThat(account.path("usage").path(0).path("date").asText())
                .isEqualTo(sandbox.clock().now().atOffset(ZoneOffset.UTC).toLocalDate().toString());
        assertThat(account.path("usage").path(0).path("proxies").asInt()).isEqualTo(1);
        assertThat(account.path("usage").path(2).path("extractions").asInt()).isEqualTo(2);
        assertThat(plan("days", "1").path("usage")).hasSize(1);
    }

    @Test
    @DisplayName("The account needs a token, and shows child tokens to the parent only")
    void accountTokens() {
        assertThat(Api.send(account(sandbox, "token=nobody")).statusCode()).isEqualTo(401);
        try (DiffbotSandbox family = DiffbotSandbox.builder().token("parent").tokens("child").start()) {
            assertThat(Api.parse(Api.send(account(family, "token=parent")).body()).path("childTokens"))
                    .extracting(JsonNode::asText).containsExactly("child");
            assertThat(Api.parse(Api.send(account(family, "token=child")).body()).path("childTokens")).isEmpty();
        }
    }

    @Test
    @DisplayName("Without credits, pages of a job are not processed, and calls that process pages are refused until next month")
    void outOfCredits() {
        sandbox.plan(SandboxPlan.DEFAULT.creditsPerMonth(2));
        bulk("long", 9, "/a", "/b", "/c");
        assertThat(used()).isEqualTo(2);
        assertThat(api.records("long")).hasSize(2);
        assertThat(List.of(api.row("long", site.url("/a")), api.row("long", site.url("/b")), api.row("long", site.url("/c"))))
                .filteredOn(row -> row.contains("Insufficient credits")).hasSize(1);
        assertThat(api.post("/bulk", "name", "more", "urls", site.url("/a")).body()).isEqualTo(REFUSED);
        assertThat(api.get("/bulk", "name", "long", "restart", "1").statusCode()).isEqualTo(429);
        assertThat(api.get("/bulk", "name", "long", "roundStart", "1").statusCode()).isEqualTo(429);
        assertThat(api.get("/article", "url", site.url("/a")).body()).isEqualTo(REFUSED);
        assertThat(sandbox.job("more")).isNull();
        assertThat(api.get("/bulk", "name", "long").statusCode()).isEqualTo(200);
        assertThat(api.get("/bulk/data", "name", "long").statusCode()).isEqualTo(200);
        assertThat(plan().path("planCredits").asInt()).isEqualTo(2);
        sandbox.clock().advance(Duration.ofDays(31));
        bulk("later", 9, "/a");
        assertThat(used()).isEqualTo(3);
    }

    @Test
    @DisplayName("A proxied page needs two credits, and many pages at once do not exceed the plan")
    void exactLimit() {
        sandbox.plan(SandboxPlan.DEFAULT.creditsPerMonth(31));
        String[] pages = new String[41];
        pages[0] = "useProxies=1";
        for (int i = 1; i < pages.length; i++) {
            site.links("/p" + i);
            pages[i] = "/p" + i;
        }
        bulk("many", 9, pages);
        assertThat(used()).isEqualTo(30);
        assertThat(sandbox.job("many").objectsFound()).isEqualTo(15);
    }

    @Test
    @DisplayName("The ledger survives a restart of the sandbox, also that of deleted jobs")
    void savedLedger(@TempDir Path folder) {
        Path state = folder.resolve("state");
        List<CreditUse> before;
        try (DiffbotSandbox first = DiffbotSandbox.builder().state(state).start()) {
            Api calls = new Api(first);
            calls.bulk("kept", site.url("/a") + " " + site.url("/b"));
            calls.awaitStatus("kept", 9);
            calls.bulk("deleted", site.url("/a"));
            calls.awaitStatus("deleted", 9);
            calls.get("/bulk", "name", "deleted", "delete", "1");
            calls.json("/article", "url", site.url("/a"));
            before = first.ledger();
            assertThat(before).extracting(CreditUse::credits).containsExactly(2L, 1L, 1L);
        }
        try (DiffbotSandbox second = DiffbotSandbox.builder().state(state).start()) {
            assertThat(second.ledger()).isEqualTo(before);
            second.save(folder.resolve("copy"));
            second.load(folder.resolve("copy"));
            assertThat(second.ledger()).isEqualTo(before);
            new Api(second).json("/article", "url", site.url("/a"));
        }
        try (DiffbotSandbox third = DiffbotSandbox.builder().state(state).start()) {
            assertThat(third.ledger()).extracting(CreditUse::credits).containsExactly(2L, 1L, 2L);
        }
    }

    @Test
    @DisplayName("The overview and the ledger of the admin API show what was used")
    void overview() {
        sandbox.plan(SandboxPlan.DEFAULT.creditsPerMonth(50));
        bulk("shown", 9, "/a", "/b");
        JsonNode accounts = admin("overview").path("accounts");
        assertThat(accounts).singleElement().satisfies(account -> {
            assertThat(account.path("creditsPerMonth").asInt()).isEqualTo(50);
            assertThat(account.path("usedThisMonth").asInt()).isEqualTo(2);
            assertThat(account.path("token").asText()).doesNotContain(sandbox.token());
        });
        assertThat(admin("ledger").path("ledger")).singleElement()
                .matches(use -> use.path("job").asText().equals("shown") && use.path("credits").asInt() == 2);
    }

    @Test
    @DisplayName("Ended and paused jobs are deleted after the retention of their type")
    void retention() {
        sandbox.plan(SandboxPlan.DEFAULT.retention(Duration.ofDays(10), Duration.ofDays(18)));
        bulk("ended", 9, "/a");
        api.crawl("crawl", site.url("/a"));
        api.awaitStatus("crawl", 9);
        api.crawl("repeating", site.url("/a"), "repeat", "5");
        api.awaitStatus("repeating", 4);
        sandbox.clock().advance(Duration.ofDays(4));
        bulk("paused", 9, "/a");
        api.get("/bulk", "name", "paused", "pause", "1");
        sandbox.clock().advance(Duration.ofDays(6).minusSeconds(5));
        assertThat(names()).containsExactly("ended", "crawl", "repeating", "paused");
        sandbox.clock().advance(Duration.ofSeconds(5));
        assertThat(names()).containsExactly("crawl", "repeating", "paused");
        assertThat(api.get("/bulk", "name", "ended").body()).contains("no collection record.");
        sandbox.clock().advance(Duration.ofDays(4));
        assertThat(names()).containsExactly("crawl", "repeating");
        sandbox.clock().advance(Duration.ofDays(4));
        assertThat(names()).containsExactly("repeating");
    }

    private void bulk(String name, int status, String... paths) {
        boolean proxy = paths[0].equals("useProxies=1");
        List<String> urls = List.of(paths).subList(proxy ? 1 : 0, paths.length).stream().map(site::url).toList();
        api.bulk(name, String.join(" ", urls), "useProxies", proxy ? "1" : "0");
        api.awaitStatus(name, status);
    }

    private long used() {
        return sandbox.ledger().stream().mapToLong(CreditUse::credits).sum();
    }

    private List<String> names() {
        return api.json("/bulk").path("jobs").findValuesAsText("name");
    }

    private JsonNode plan(String... params) {
        String query = "token=" + sandbox.token() + (params.length == 0 ? "" : "&" + params[0] + "=" + params[1]);
        return Api.parse(Api.send(account(sandbox, query)).body());
    }

    private static HttpRequest account(DiffbotSandbox of, String query) {
        return HttpRequest
                .newBuilder(URI.create("http://127.0.0.1:" + of.port() + "/v4/account?" + query)).build();
    }

    private JsonNode admin(String path) {
        return Api.parse(Api.send(HttpRequest
                .newBuilder(URI.create("http://127.0.0.1:" + sandbox.port() + "/sandbox/" + path)).build()).body());
    }
}
