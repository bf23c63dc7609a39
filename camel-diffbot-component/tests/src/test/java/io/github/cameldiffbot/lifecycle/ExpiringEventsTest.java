/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.LoggedLines;
import io.github.cameldiffbot.internal.monitor.DiffbotConsumerHealthCheck;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.sandbox.model.SandboxPlan;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The event expiring, before Diffbot deletes the results of an end that the route does not handle. */
@DisplayName("The event expiring comes before Diffbot deletes the results of an unhandled end")
class ExpiringEventsTest extends LifeCycleSupport {

    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    Path folder;
    /** The events whose route fails. */
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private final List<String> handled = new CopyOnWriteArrayList<>();
    /** Whether the route reads the results, after which the job is deleted. */
    private volatile boolean reading = true;
    @AutoClose
    private final LoggedLines log = new LoggedLines();
    private EndMonitors monitors;

    @AfterEach
    void keepJobs() {
        sandbox().plan(SandboxPlan.DEFAULT);
    }

    @Test
    @DisplayName("An end that fails raises it once on day seven, with the job as the body, and is delivered and deleted as before")
    void once() throws Exception {
        failing.add("completed");
        start();
        make("bulk", "shop");
        await().until(() -> !events().isEmpty());
        sandbox().clock().advance(DAY.multipliedBy(6));
        awaitPolls();
        assertThat(handled).isEmpty();

        sandbox().clock().advance(DAY);
        await().until(() -> handled.size() == 1);
        sandbox().clock().advance(DAY.multipliedBy(2));
        int tried = events().size();
        await().until(() -> events().size() > tried + 2);

        assertThat(handled).singleElement().asString().matches("expiring bulk/shop/\\d+/-/-/expiring/\\d+");
        Exchange expiring = events().stream().filter(event -> name(event).equals("expiring")).findFirst().orElseThrow();
        assertThat(expiring.getMessage().getBody(Job.class).getEndedDaysAgo()).isEqualTo(7);
        assertThat(expiring.getMessage().getHeader(DiffbotConstants.JOB_NAME)).isEqualTo("shop");
        assertThat(sandboxJob("shop")).isNotNull();
        failing.clear();
        await().until(() -> handled.size() == 2);
        assertThat(handled.get(1)).startsWith("completed ");
        await().until(() -> sandboxJob("shop") == null);
    }

    @Test
    @DisplayName("With its WARN it comes once, on day seven; when Diffbot deletes the job on day ten, one WARN says so, and monitoring forgets the end")
    void tenDays() throws Exception {
        reading = false;
        sandbox().plan(SandboxPlan.DEFAULT.retention(DAY.multipliedBy(10), DAY.multipliedBy(18)));
        start();
        make("bulk", "stored");
        await().until(() -> handled.size() == 1);
        failing.add("completed");
        make("bulk", "shop");
        awaitStatus("shop", 9);
        sandbox().clock().advance(DAY.multipliedBy(6));
        awaitTries();
        assertThat(handled).hasSize(1);
        assertThat(warnings()).isEmpty();

        sandbox().clock().advance(DAY);
        await().until(() -> handled.size() == 2 && !warnings().isEmpty());
        sandbox().clock().advance(DAY.multipliedBy(2));
        awaitTries();
        assertThat(handled.get(1)).startsWith("expiring bulk/shop/");
        assertThat(warnings()).singleElement().asString().contains("Job 'shop' ended 7 days ago, and route events");
        assertThat(monitors.oldestEnd()).isGreaterThanOrEqualTo(DAY.multipliedBy(9));
        assertThat(monitors.health()).containsKey(DiffbotConsumerHealthCheck.OLDEST_END_AGE);
        assertThat(unhandledEnds()).contains("shop").doesNotContain("stored");

        sandbox().clock().advance(DAY);
        await().until(() -> sandboxJob("shop") == null && warnings().size() == 2);
        awaitTries();
        assertThat(handled).hasSize(2);
        assertThat(warnings()).hasSize(2).last().asString().contains("Job 'shop' was deleted before route events handled");
        assertThat(monitors.oldestEnd()).isZero();
        assertThat(monitors.health()).doesNotContainKey(DiffbotConsumerHealthCheck.OLDEST_END_AGE);
        assertThat(unhandledEnds()).isEqualTo("[]");
        failing.clear();
        await().until(() -> handled.size() == 3);
        assertThat(handled.get(2)).startsWith("completed bulk/shop/");
        awaitPolls();
        assertThat(handled).hasSize(3);
        assertThat(warnings()).hasSize(2);
    }

    @Test
    @DisplayName("After a restart it does not come again, and without its entry in the repository it has the same id")
    void restart() throws Exception {
        failing.add("completed");
        start();
        make("bulk", "shop");
        awaitStatus("shop", 9);
        sandbox().clock().advance(DAY.multipliedBy(9));
        await().until(() -> handled.size() == 1);

        context.getRouteController().stopRoute("events");
        context.getRouteController().startRoute("events");
        awaitTries();
        assertThat(handled).hasSize(1);
        stop();
        start();
        awaitTries();
        assertThat(handled).hasSize(1);
        stop();
        Files.delete(folder.resolve("handled.txt"));
        start();
        await().until(() -> handled.size() == 2);
        assertThat(handled.get(1)).isEqualTo(handled.get(0));
    }

    @Test
    @DisplayName("If its route fails, too, it is delivered again, and the end does not wait for it")
    void failing() throws Exception {
        failing.addAll(Set.of("completed", "expiring"));
        start();
        make("bulk", "shop");
        awaitStatus("shop", 9);
        sandbox().clock().advance(DAY.multipliedBy(8));
        await().until(() -> events().stream().filter(event -> name(event).equals("expiring")).count() > 1);
        make("bulk", "other");
        failing.remove("expiring");
        await().until(() -> handled.size() == 1);

        failing.clear();

        await().until(() -> handled.size() == 3);
        assertThat(handled).filteredOn(event -> event.startsWith("expiring ")).hasSize(1);
    }

    @Test
    @DisplayName("An end that was handled raises none, nor one that is handled when a suspended route polls again after day seven")
    void handledEnds() throws Exception {
        start();
        make("bulk", "shop");
        await().until(() -> handled.size() == 1);
        context.getRouteController().suspendRoute("events");
        make("bulk", "late");
        awaitStatus("late", 9);
        sandbox().clock().advance(DAY.multipliedBy(9));

        context.getRouteController().resumeRoute("events");

        await().until(() -> handled.size() == 2);
        awaitPolls();
        assertThat(handled).hasSize(2).allMatch(event -> event.startsWith("completed "));
    }

    @Test
    @DisplayName("An end from before the start raises it, if the repository outlives the process")
    void beforeTheStart() throws Exception {
        failing.add("completed");
        start();
        make("bulk", "shop");
        awaitStatus("shop", 9);
        stop();
        sandbox().clock().advance(DAY.multipliedBy(8));

        start();

        await().until(() -> handled.size() == 1);
        assertThat(handled.get(0)).startsWith("expiring ");
        assertThat(name(events().get(0))).isEqualTo("completed");
    }

    @Test
    @DisplayName("An end that is to be delivered again, and fails after day seven, raises it once")
    void redelivered() throws Exception {
        reading = false;
        start();
        make("bulk", "shop");
        await().until(() -> handled.size() == 1);
        sandbox().clock().advance(DAY.multipliedBy(8));
        awaitPolls();
        assertThat(handled).hasSize(1);
        failing.add("completed");

        job("diffbot:job/shop?operation=redeliver", null);

        await().until(() -> handled.size() == 2);
        assertThat(handled.get(1)).startsWith("expiring ");
        failing.clear();
        await().until(() -> handled.size() == 3);
        assertThat(handled.get(2)).isEqualTo(handled.get(0));
    }

    private void start() throws Exception {
        Processor handler = exchange -> {
            if (failing.contains(name(exchange))) {
                throw new IllegalStateException("The store is full");
            }
            if (reading && name(exchange).equals("completed")) {
                exchange.getMessage().getBody(List.class);
            }
            handled.add(name(exchange) + " " + exchange.getMessage().getHeader(DiffbotConstants.EVENT_ID));
        };
        start(Map.of("handler", handler, "handled",
                FileIdempotentRepository.fileIdempotentRepository(folder.resolve("handled.txt").toFile())));
    }

    /** Waits until the end was tried again at two polls. */
    private void awaitTries() {
        await().until(() -> !events().isEmpty());
        int tried = events().size();
        await().until(() -> events().size() > tried + 2);
    }

    /** Returns the warnings of ends that are not handled. */
    private List<String> warnings() {
        return log.lines().stream().filter(line -> line.startsWith("WARN RetentionCheck ")).toList();
    }

    /** Returns the list in the console. */
    private String unhandledEnds() throws Exception {
        JsonObject console = (JsonObject) PluginHelper.getDevConsoleResolver(context).resolveDevConsole("diffbot")
                .call(DevConsole.MediaType.JSON);
        return new ObjectMapper().readTree(console.toJson()).at("/sessions/0/consumers/0/unhandledEnds").toString();
    }

    @Override
    void prepare() {
        monitors = new EndMonitors(context);
    }

    private static String name(Exchange event) {
        return event.getMessage().getHeader(DiffbotConstants.EVENT, String.class);
    }

    @Override
    RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("diffbot:job?events=completion,expiring&fetch=data&deleteAfterCompletion=true"
                     + "&idempotentRepository=#handled&delay=50&initialDelay=0")
                        .routeId("events").to("mock:events").process("handler");
            }
        };
    }
}
