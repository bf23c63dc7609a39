/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.TestComponents;
import io.github.cameldiffbot.TestContext;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.DefaultContextReloadStrategy;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each real change is one event with its own id: through a restart of the application, a reload of its routes, a
 * suspension, and on a second node.
 */
@DisplayName("Each real change is one event with its own id, through restarts, reloads and suspensions and on a second node")
class EventIdentityTest extends EventTestSupport {

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final String NEW_TOKEN = "fedcba9876543210fedcba9876543210";
    private static final long NOW = 1_770_000_000;

    @TempDir
    Path folder;

    private final List<String> ids = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @CsvSource({
            "delay=20,delay=20&fetch=data", "delay=20&fetch=data,delay=20", "delay=20,delay=20&events=completed",
            "delay=20,delay=30",
            "delay=20,delay=20&maxMessagesPerPoll=1", "delay=20&startFrom=latest,delay=20&bridgeErrorHandler=true" })
    @FaultCase("R4")
    @DisplayName("Reload with another option: changes in between are delivered once, and no earlier ones")
    void reloadWithAnotherOption(String before, String after) throws Exception {
        diffbot.ended("old", 1);
        diffbot.put("shop", 7, 1);
        reloadable(before, TOKEN);
        awaitPolls();

        context.getRouteController().stopRoute("events");
        diffbot.ended("shop", 1);
        context.getPropertiesComponent().addOverrideProperty("options", after);
        reload();

        awaitJobs("shop");
    }

    @Test
    @FaultCase({ "R4", "X2" })
    @DisplayName("Reload with a new token in the URI: changes in between are delivered once, and no earlier ones")
    void reloadWithANewToken() throws Exception {
        diffbot.ended("old", 1);
        diffbot.put("shop", 7, 1);
        reloadable("delay=20", TOKEN);
        awaitPolls();

        context.getRouteController().stopRoute("events");
        diffbot.ended("shop", 1);
        context.getPropertiesComponent().addOverrideProperty("token", NEW_TOKEN);
        reload();

        awaitJobs("shop");
    }

    @Test
    @FaultCase("X2")
    @DisplayName("Reload with the token of another account: its old ends are ignored")
    void reloadWithTheTokenOfAnotherAccount() throws Exception {
        diffbot.show("mine", state(7, NOW - 50, 0, NOW));
        reloadable("delay=20", TOKEN);
        awaitPolls();

        context.getRouteController().stopRoute("events");
        diffbot.show("theirs", state(9, NOW - 90_000, NOW - 80_000, NOW + 60));
        context.getPropertiesComponent().addOverrideProperty("token", NEW_TOKEN);
        reload();
        awaitPolls();
        diffbot.show("mine", state(9, NOW - 50, NOW + 70, NOW + 80));

        awaitJobs("mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "diffbot:bulk?initialDelay=0&delay=20",
            "kamelet:diffbot-job-event-source?jobType=bulk&delay=20&token={{token}}&baseUrl={{baseUrl}}" })
    @FaultCase("R4")
    @DisplayName("Reload of a route with a generated id: changes in between are delivered once")
    void reloadOfARouteWithoutAnId(String uri) throws Exception {
        diffbot.put("shop", 7, 1);
        context.getPropertiesComponent().addOverrideProperty("token", TOKEN);
        context.getPropertiesComponent().addOverrideProperty("baseUrl", diffbot.baseUrl());
        add(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).process(EventIdentityTest.this::note);
            }
        });
        awaitPolls();

        context.getRouteController().stopAllRoutes();
        diffbot.ended("shop", 1);
        reload();

        awaitJobs("shop");
    }

    @ParameterizedTest
    @ValueSource(strings = { "route", "context" })
    @FaultCase("R4")
    @DisplayName("Suspended and resumed: changes in between are delivered once")
    void suspension(String what) throws Exception {
        diffbot.put("shop", 7, 1);
        listen(context, "diffbot:bulk?delay=20&initialDelay=0");
        awaitPolls();
        suspend(what, true);
        diffbot.ended("shop", 1);
        suspend(what, false);

        awaitJobs("shop");
    }

    @Test
    @DisplayName("pollEnrich: changes while the route was stopped are delivered once")
    void pollEnrichThatWasStopped() throws Exception {
        diffbot.put("shop", 7, 1);
        add(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").routeId("in").pollEnrich("diffbot:bulk?delay=20&initialDelay=0", 1_000)
                        .filter(body().isNotNull()).process(EventIdentityTest.this::note);
            }
        });
        diffbot.put("first", 7, 1);
        diffbot.ended("first", 1);
        template.sendBody("direct:in", "");

        context.getRouteController().stopRoute("in");
        diffbot.ended("shop", 1);
        context.getRouteController().startRoute("in");
        await().until(() -> {
            template.sendBody("direct:in", "");
            return names().contains("shop");
        });

        assertThat(names()).endsWith("shop").doesNotHaveDuplicates();
    }

    @Test
    @FaultCase({ "R1", "S14" })
    @DisplayName("Restart: ends and rounds of the time without a process are delivered once, also an end with the same "
                 + "counters")
    void restart() throws Exception {
        diffbot.show("shop", state(9, NOW, NOW + 10, NOW + 20));
        diffbot.show("rounds", repeating(4, 1, NOW + 10, NOW + 20));
        try (DefaultCamelContext first = application(repository())) {
            await().until(() -> ids.size() == 2);
            endPolls(first);
            first.stop();
        }
        diffbot.show("shop", state(9, NOW, NOW + 110, NOW + 120));
        diffbot.show("rounds", repeating(4, 4, NOW + 110, NOW + 120));
        ids.clear();

        try (DefaultCamelContext second = application(repository())) {
            assertThat(second.isStarted()).isTrue();
            await().until(() -> ids.size() >= 4);
            awaitPolls();
            endPolls(second);
        }
        assertThat(ids).containsExactlyInAnyOrder("bulk/rounds/1770000000/2/-/roundCompleted",
                "bulk/rounds/1770000000/3/-/roundCompleted", "bulk/rounds/1770000000/4/-/roundCompleted",
                "bulk/shop/1770000000/-/-/ended/1770000110");
    }

    @ParameterizedTest
    @ValueSource(ints = { 8, 6 })
    @FaultCase("S16")
    @DisplayName("A start during maintenance or a pause neither delivers nor deletes jobs that ended before")
    void startDuringMaintenance(int pause) throws Exception {
        for (String job : List.of("old1", "old2", "old3")) {
            diffbot.show(job, state(pause, NOW - 90_000, 0, NOW));
        }
        listen(context, "diffbot:bulk?startFrom=latest&deleteAfterCompletion=true&delay=20&initialDelay=0");
        awaitPolls();
        for (String job : List.of("old1", "old2", "old3")) {
            diffbot.show(job, state(9, NOW - 90_000, NOW - 80_000, NOW + 60));
        }
        awaitPolls();
        diffbot.show("new", state(9, NOW + 70, NOW + 80, NOW + 90));

        await().until(() -> diffbot.deleted().contains("new"));
        assertThat(names()).containsExactly("new");
        assertThat(diffbot.deleted()).containsExactly("new");
    }

    @Test
    @FaultCase("S15")
    @DisplayName("Pauses without progress are separate events, also for a repository")
    void pausesWithoutProgress() throws Exception {
        context.getRegistry().bind("handled", MemoryIdempotentRepository.memoryIdempotentRepository());
        diffbot.show("shop", state(7, NOW, 0, NOW));
        listen(context, "diffbot:bulk?events=status&idempotentRepository=#handled&delay=20&initialDelay=0");
        awaitPolls();
        int expected = 0;
        for (int status : new int[] { 6, 7, 6, 7, 8, 7, 8, 7 }) {
            diffbot.show("shop", state(status, NOW, 0, NOW + expected));
            int events = ++expected;
            await().untilAsserted(() -> assertThat(ids).hasSize(events));
        }
        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    @FaultCase("K1")
    @DisplayName("Two nodes with one repository that miss different polls deliver each end once")
    void twoNodes() throws Exception {
        IdempotentRepository shared = MemoryIdempotentRepository.memoryIdempotentRepository();
        diffbot.show("shop", state(7, NOW, 0, NOW));
        try (DefaultCamelContext a = application(shared); DefaultCamelContext b = application(shared)) {
            awaitPolls();
            // b misses the end itself, and a the second one
            b.getRouteController().suspendRoute("events");
            diffbot.show("shop", state(9, NOW, NOW + 10, NOW + 20));
            await().until(() -> ids.size() == 1);
            diffbot.show("shop", state(6, NOW, NOW + 10, NOW + 30));
            b.getRouteController().resumeRoute("events");
            awaitPolls();
            a.getRouteController().suspendRoute("events");
            diffbot.show("shop", state(9, NOW, NOW + 40, NOW + 50));
            await().until(() -> ids.size() == 2);
            diffbot.show("shop", state(8, NOW, NOW + 40, NOW + 60));
            a.getRouteController().resumeRoute("events");
            awaitPolls();
            endPolls(a);
            endPolls(b);
        }
        assertThat(ids).containsExactly("bulk/shop/1770000000/-/-/ended/1770000010",
                "bulk/shop/1770000000/-/-/ended/1770000040");
    }

    private static String state(int status, long created, long completed, long clock) {
        return "\"jobStatus\":{\"status\":" + status + ",\"message\":\"\"},\"jobCreationTimeUTC\":" + created
               + ",\"jobCompletionTimeUTC\":" + completed + ",\"currentTimeUTC\":" + clock
               + ",\"pageCrawlAttempts\":3,\"pageCrawlSuccesses\":3,\"repeat\":0";
    }

    private static String repeating(int status, int rounds, long completed, long clock) {
        return "\"jobStatus\":{\"status\":" + status + ",\"message\":\"\"},\"jobCreationTimeUTC\":" + NOW
               + ",\"jobCompletionTimeUTC\":" + completed + ",\"currentTimeUTC\":" + clock + ",\"roundsCompleted\":" + rounds
               + ",\"repeat\":1";
    }

    private IdempotentRepository repository() {
        return FileIdempotentRepository.fileIdempotentRepository(folder.resolve("handled").toFile());
    }

    private DefaultCamelContext application(IdempotentRepository handled) throws Exception {
        DefaultCamelContext application = new TestContext();
        application.addComponent("diffbot", component());
        application.getShutdownStrategy().setTimeout(5);
        application.getRegistry().bind("handled", handled);
        listen(application, "diffbot:bulk?idempotentRepository=#handled&delay=20&initialDelay=0&startFrom=earliest");
        application.start();
        return application;
    }

    private DiffbotComponent component() {
        return TestComponents.of(diffbot.baseUrl());
    }

    private void reloadable(String options, String token) throws Exception {
        context.getPropertiesComponent().addOverrideProperty("options", options);
        context.getPropertiesComponent().addOverrideProperty("token", token);
        listen(context, "diffbot:bulk?initialDelay=0&token={{token}}&{{options}}");
    }

    private void listen(CamelContext on, String uri) throws Exception {
        on.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("events").process(EventIdentityTest.this::note);
            }
        });
    }

    private void note(Exchange exchange) {
        ids.add(exchange.getMessage().getHeader(DiffbotConstants.EVENT_ID, String.class));
    }

    private void reload() throws Exception {
        DefaultContextReloadStrategy reload = new DefaultContextReloadStrategy();
        context.addService(reload);
        reload.onReload("test");
    }

    private void suspend(String what, boolean on) throws Exception {
        if (what.equals("route") && on) {
            context.getRouteController().suspendRoute("events");
        } else if (what.equals("route")) {
            context.getRouteController().resumeRoute("events");
        } else if (on) {
            context.suspend();
        } else {
            context.resume();
        }
    }

    private void awaitPolls() {
        int before = diffbot.calls();
        await().until(() -> diffbot.calls() > before + 2);
    }

    /** Checks that later polls deliver nothing. */
    private void awaitJobs(String... names) {
        await().untilAsserted(() -> assertThat(names()).contains(names));
        awaitPolls();
        assertThat(names()).containsExactly(names);
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        ids.forEach(id -> names.add(id.split("/")[1]));
        return names;
    }
}
