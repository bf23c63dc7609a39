/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobStatusGroup;
import io.github.cameldiffbot.sandbox.DiffbotSandbox;
import io.github.cameldiffbot.sandbox.DiffbotSandboxExtension;
import io.github.cameldiffbot.sandbox.Fault;
import io.github.cameldiffbot.sandbox.model.ClockMode;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.console.DevConsole;
import org.apache.camel.support.PluginHelper;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The recipes of the cookbook do what they promise, on the sandbox")
class RecipesTest {

    private static final Path RECORDS = Path.of("records");
    private static final Path HANDLED = Path.of("work/handled.txt");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @RegisterExtension
    static final DiffbotSandboxExtension DIFFBOT = new DiffbotSandboxExtension();

    private final DiffbotSandbox sandbox = DIFFBOT.sandbox();

    @BeforeEach
    void reset() {
        sandbox.reset();
    }

    @Test
    @DisplayName("REST: 202 and the status as JSON, and 400, 404, 409 and 503 with the message")
    void rest() throws Exception {
        try (RunningRoutes running = running("REST in front", "yaml")) {
            running.context().getComponent("diffbot", DiffbotComponent.class).setMaxRetries(0);
            String shop = running.url() + "/jobs/shop";

            HttpResponse<String> submitted = put(shop, String.join("\n", Demo.urls(sandbox)));
            assertThat(submitted.statusCode()).isEqualTo(202);
            assertThat(submitted.body()).isEmpty();
            assertThat(submitted.headers().firstValue("Location")).contains("/jobs/shop");

            HttpResponse<String> status = get(shop);
            assertThat(status.statusCode()).isEqualTo(200);
            assertThat(status.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(new ObjectMapper().readTree(status.body()).path("name").asText()).isEqualTo("shop");
            assertThat(status.body()).doesNotContain(sandbox.token());

            assertError(put(shop, Demo.urls(sandbox).get(0)), 409, "exists already");
            assertError(get(running.url() + "/jobs/none"), 404, "no such job");
            assertError(put(running.url() + "/jobs/bad", "no URL"), 400, "does not start with http");
            sandbox.fail(Fault.on("/v3/bulk").status(503));
            assertError(get(shop), 503, "status of job 'shop'");
            sandbox.clearFaults();
        }
    }

    private static void assertError(HttpResponse<String> response, int status, String text) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValueSatisfying(
                type -> assertThat(type).startsWith("text/plain"));
        assertThat(response.body()).contains(text);
    }

    private static HttpResponse<String> put(String url, String body) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(URI.create(url)).PUT(BodyPublishers.ofString(body)).build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String url) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(strings = { "yaml", "java" })
    @DisplayName("CSV: the column with URLs is submitted, and nothing else")
    void csv(String language) throws Exception {
        try (RunningRoutes running = running("URLs from CSV", language)) {
            List<String> urls = Demo.urls(sandbox).subList(0, 2);
            Demo.drop(Path.of("inbox"), "list.csv",
                    List.of("url,label", urls.get(0) + ",\"The first, of two\"", urls.get(1) + ",Second"));

            String name = language.equals("yaml") ? "csv-list" : "pages";
            await().until(() -> sandbox.job(name) != null);
            assertThat(sandbox.job(name).submitted()).isEqualTo(2);
            await().until(() -> !Files.exists(Path.of("inbox/list.csv")));
            assertThat(Path.of("inbox/.failed")).doesNotExist();
            assertThat(running.context().getInflightRepository().size()).isZero();
        }
    }

    @Test
    @DisplayName("Each night: triggers of one night make one job, and its records are delivered once, also after a restart")
    void nightly() throws Exception {
        try (RunningRoutes running = night(new RunningRoutes(sandbox))) {
            String name = trigger(running);
            assertThat(name).matches("nightly-\\d{8}");
            assertThat(trigger(running)).isEqualTo(name);
            await().until(() -> ended(name) && Files.size(HANDLED) > 0);
            assertThat(Demo.files(RECORDS)).hasSize((int) sandbox.job(name).objectsFound()).isNotEmpty();
        }
        long handled = Files.size(HANDLED);
        try (RunningRoutes again = night(RunningRoutes.restarted(sandbox))) {
            trigger(again);
            int before = sandbox.requests().size();
            await().until(() -> sandbox.requests().size() > before + 3);
        }
        assertThat(sandbox.requests(request -> request.method().equals("POST"))).hasSize(1);
        assertThat(HANDLED).hasSize(handled);
    }

    private static String trigger(RunningRoutes running) {
        return running.context().createProducerTemplate().requestBody("direct:two-o-clock", "", Job.class).getName();
    }

    private RunningRoutes night(RunningRoutes running) throws Exception {
        running.with("nightly.seed", sandbox.demoSite() + "magazine/").load(recipe("Each night, once", "yaml"));
        AdviceWith.adviceWith(running.context(), "nightly", advice -> advice.replaceFromWith("direct:two-o-clock"));
        running.start();
        return running;
    }

    private boolean ended(String name) {
        return sandbox.job(name) != null && JobStatusGroup.of(sandbox.job(name).status()).isEnd();
    }

    @Test
    @DisplayName("Alert: a failed job is a mail with its name")
    void alert() throws Exception {
        GreenMail mails = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mails.start();
        try (RunningRoutes running = new RunningRoutes(sandbox).with("mail.port", mails.getSmtp().getPort())) {
            running.load(recipe("A mail when a job fails", "yaml"));
            running.start();
            await().until(() -> !sandbox.requests().isEmpty());

            // a page on a host that the sandbox refuses
            running.context().createProducerTemplate().requestBody("diffbot:crawl/broken?seeds=http://192.0.2.1/",
                    (Object) null);

            await().until(() -> mails.getReceivedMessages().length > 0);
            assertThat(mails.getReceivedMessages()).hasSize(1);
            assertThat(mails.getReceivedMessages()[0].getSubject()).isEqualTo("Diffbot job broken: failed");
            assertThat(mails.getReceivedMessages()[0].getContent().toString()).contains("crawl job broken, status 10",
                    "0 records");
        } finally {
            mails.stop();
        }
    }

    @Test
    @DisplayName("Budget: a crawl is paused when it has cost more, and the job keeps its records")
    void budget() throws Exception {
        try (DiffbotSandbox slow = DiffbotSandbox.builder().pageTime(Duration.ofMillis(400)).start();
             RunningRoutes running = new RunningRoutes(slow).with("budget.credits", 2)) {
            running.load(recipe("Pause a crawl that costs too much", "yaml"));
            running.start();
            running.context().createProducerTemplate()
                    .requestBody("diffbot:crawl/large?crawlDelay=0.1&seeds=" + slow.demoSite(), (Object) null);

            await().until(() -> slow.job("large").status() == 6);
            assertThat(slow.job("large").objectsFound()).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "yaml", "java" })
    @DisplayName("Clean-up: ended jobs of this name and age are deleted, and no others")
    void cleanUp(String language) throws Exception {
        try (DiffbotSandbox virtual = DiffbotSandbox.builder().clock(ClockMode.VIRTUAL).start();
             RunningRoutes running = new RunningRoutes(virtual)) {
            running.load(recipe("Delete jobs older than 30 days", language));
            AdviceWith.adviceWith(running.context(), "clean-up", advice -> advice.replaceFromWith("direct:three-o-clock"));
            running.start();
            ProducerTemplate template = running.context().createProducerTemplate();
            virtual.generate("nightly-old", 1, 10);
            virtual.generate("invoices-old", 1, 10);
            virtual.clock().advance(Duration.ofDays(30));
            virtual.generate("nightly-new", 1, 10);
            template.requestBody("diffbot:bulk/nightly-running", Demo.urls(virtual).get(0));

            template.requestBody("direct:three-o-clock", "");

            assertThat(virtual.job("nightly-old")).isNull();
            assertThat(List.of("invoices-old", "nightly-new", "nightly-running")).allSatisfy(
                    name -> assertThat(virtual.job(name)).as(name).isNotNull());
        }
    }

    @Test
    @DisplayName("Failed URLs: they are another job, which is not tried again")
    void failedUrls() throws Exception {
        try (RunningRoutes running = running("Failed URLs again", "yaml")) {
            running.context().createProducerTemplate().requestBody("diffbot:bulk/shop-1", Demo.urls(sandbox));

            await().until(() -> ended("again-shop-1"));
            assertThat(sandbox.job("again-shop-1").submitted()).isEqualTo(1);
            assertThat(sandbox.job("again-again-shop-1")).isNull();
        }
    }

    @Test
    @DisplayName("Failures: a throttled message is repeated, and bad input is a dead letter at once")
    void failures() throws Exception {
        try (RunningRoutes running = failing("6h")) {
            sandbox.fail(Fault.on("/v3/bulk").status(429).times(2));
            batch(running, "throttled", Demo.urls(sandbox).get(0));
            assertThat(sandbox.job("throttled").submitted()).isEqualTo(1);
            assertThat(Demo.files(RECORDS)).hasSize(1);

            batch(running, "wrong", "no URL");
            assertThat(Path.of("dead/wrong.txt")).hasContent("no URL");
            assertThat(Path.of("dead/throttled.txt")).doesNotExist();
        }
    }

    @Test
    @DisplayName("Failures: a message that waits too long waits again for its job, and is then a dead letter")
    void timeouts() throws Exception {
        String page = Demo.urls(sandbox).get(0);
        try (RunningRoutes running = failing("200")) {
            sandbox.hold();
            batch(running, "slow", page);
            sandbox.release();
        }
        assertThat(Path.of("dead/slow.txt")).hasContent(page);
        assertThat(sandbox.requests(request -> request.method().equals("POST"))).hasSize(1);
        assertThat(sandbox.job("slow").submitted()).isEqualTo(1);
    }

    private RunningRoutes failing(String patience) throws Exception {
        RunningRoutes running = new RunningRoutes(sandbox).with("pause", 1).with("patience", patience);
        running.load(recipe("When it fails", "yaml"));
        DiffbotComponent diffbot = running.context().getComponent("diffbot", DiffbotComponent.class);
        diffbot.setMaxRetries(0);
        diffbot.setPollInterval(50);
        running.start();
        return running;
    }

    private static void batch(RunningRoutes running, String name, String urls) {
        running.context().createProducerTemplate().requestBodyAndHeader("direct:pages", urls, "batch", name);
    }

    @Test
    @DisplayName("Console: the Camel CLI sends a list to its console, which shows the jobs")
    void console() throws Exception {
        try (RunningRoutes running = running("When it fails", "yaml")) {
            sandbox.generate("shop", 1, 10);
            DevConsole send = PluginHelper.getDevConsoleResolver(running.context()).resolveDevConsole("send");
            running.context().addService(send);

            Object answer = send.call(DevConsole.MediaType.JSON,
                    Map.of("endpoint", "diffbot:bulk?operation=list", "exchangePattern", "InOut", "body", ""));

            assertThat(answer.toString()).contains("shop").doesNotContain(sandbox.token());
        }
    }

    private RunningRoutes running(String heading, String language) throws Exception {
        return RunningRoutes.of(sandbox, recipe(heading, language));
    }

    private static Snippet recipe(String heading, String language) {
        return Pages.snippet("docs/cookbook.md", heading, language);
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions();
    }
}
