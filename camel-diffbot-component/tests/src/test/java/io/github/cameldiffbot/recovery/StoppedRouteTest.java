/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.recovery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.QuickAwait;
import io.github.cameldiffbot.error.DiffbotWaitStoppedException;
import io.github.cameldiffbot.sandbox.DiffbotSandboxExtension;
import io.github.cameldiffbot.sandbox.model.RecordedRequest;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** R4: stopped, suspended or reloaded: changes in between are delivered later, once, and nothing is left behind. */
@DisplayName("Changes while a route is stopped, suspended or reloaded are delivered later, once")
@FaultCase("R4")
@ExtendWith(QuickAwait.class)
class StoppedRouteTest {

    @RegisterExtension
    static final DiffbotSandboxExtension DIFFBOT = new DiffbotSandboxExtension();

    private static final Duration DELAY = Duration.ofMillis(100);

    private final PoolingHttpClientConnectionManager pool = new PoolingHttpClientConnectionManager();
    private final DefaultCamelContext context = Contexts.of(DIFFBOT, pool);
    private final List<String> delivered = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("diffbot:bulk?initialDelay=0&delay=" + DELAY.toMillis()).routeId("events")
                        .process(exchange -> delivered.add(
                                exchange.getMessage().getHeader(DiffbotConstants.JOB_NAME, String.class)));
                from("direct:run").routeId("run").to("diffbot:bulk?operation=run");
            }
        });
        context.start();
        DIFFBOT.sandbox().hold();
        send("shop", "create");
        awaitPolls();
    }

    @AfterEach
    void end() throws Exception {
        context.close();
        DIFFBOT.sandbox().release();
    }

    @Test
    @DisplayName("The end of a job while the route is stopped is delivered once after its start")
    void stoppedAndStarted() throws Exception {
        context.getRouteController().stopRoute("events");
        finish("shop");
        context.getRouteController().startRoute("events");

        assertDeliveredOnce("shop");
    }

    @Test
    @DisplayName("The end of a job while the route is suspended is delivered once after its resumption")
    void suspendedAndResumed() throws Exception {
        context.getRouteController().suspendRoute("events");
        finish("shop");
        context.getRouteController().resumeRoute("events");

        assertDeliveredOnce("shop");
    }

    @Test
    @DisplayName("The end of a job while the context is suspended is delivered once after its resumption")
    void theContextSuspendedAndResumed() throws Exception {
        context.suspend();
        finish("shop");
        context.resume();

        assertDeliveredOnce("shop");
    }

    @Test
    @DisplayName("A reload while a job runs does not lose or repeat its end")
    void reloadedWhileTheJobRuns() throws Exception {
        context.getRouteController().reloadAllRoutes();
        finish("shop");

        assertDeliveredOnce("shop");
    }

    @Test
    @DisplayName("A reload after a job ended delivers its end once")
    void reloadedWhileTheJobEnds() throws Exception {
        context.getRouteController().stopRoute("events");
        finish("shop");
        context.getRouteController().reloadAllRoutes();

        assertDeliveredOnce("shop");
    }

    @Test
    @DisplayName("A reload after the end was delivered does not repeat it")
    void reloadedAfterTheEndWasDelivered() throws Exception {
        finish("shop");
        await().until(() -> delivered.size() == 1);

        context.getRouteController().reloadAllRoutes();

        assertDeliveredOnce("shop");
    }

    @Tag("platform-threads")
    @Test
    @DisplayName("A reload ends a wait with an exception, and the wait can be started again")
    void reloadedWithAWait() throws Exception {
        Future<Exchange> waiting = asyncRun("waited-for");
        await().until(() -> DIFFBOT.sandbox().job("waited-for") != null && Contexts.threads("DiffbotWatch") == 1);

        context.getRouteController().reloadAllRoutes();

        assertThat(waiting.get().getException()).isInstanceOf(DiffbotWaitStoppedException.class);
        Future<Exchange> again = context.createFluentProducerTemplate().to("diffbot:bulk/waited-for?operation=await")
                .asyncSend();
        DIFFBOT.sandbox().release();
        assertThat(again.get().getException()).isNull();
    }

    @Test
    @DisplayName("Many reloads and stops leave no thread and no connection")
    void manyTimesWithNoWatcherThreadOrConnectionLeft() throws Exception {
        for (int i = 0; i < 4; i++) {
            Future<Exchange> waiting = asyncRun("run-" + i);
            String job = "run-" + i;
            await().until(() -> DIFFBOT.sandbox().job(job) != null && context.getInflightRepository().size("run") == 1);
            context.getRouteController().stopRoute("run");
            context.getRouteController().stopRoute("events");
            assertThat(waiting.get().getException()).isInstanceOf(DiffbotWaitStoppedException.class);
            context.getRouteController().startRoute("events");
            context.getRouteController().startRoute("run");
            if (i % 2 == 0) {
                context.getRouteController().reloadAllRoutes();
            }
        }

        awaitPolls();
        assertThat(timeOfPolls(11)).isGreaterThan(DELAY.multipliedBy(8));
        assertThat(Contexts.threads("DiffbotWatch")).isLessThanOrEqualTo(1);
        await().until(() -> pool.getTotalStats().getLeased() == 0);
        assertThat(Contexts.connections(pool)).isLessThanOrEqualTo(2);

        context.close();
        // a thread that was interrupted may still end
        await().untilAsserted(() -> assertThat(Contexts.threads("Diffbot")).isZero());
        await().untilAsserted(() -> assertThat(Contexts.threads(context.getName() + ")")).isZero());
        await().untilAsserted(() -> assertThat(Contexts.connections(pool)).isZero());
    }

    private void assertDeliveredOnce(String job) throws Exception {
        await().until(() -> delivered.contains(job));
        send("last", "create");
        await().until(() -> delivered.contains("last"));
        assertThat(delivered).containsExactly(job, "last");
    }

    private void finish(String job) {
        DIFFBOT.sandbox().release();
        await().until(() -> DIFFBOT.sandbox().job(job).status() == 9);
    }

    private void send(String job, String operation) {
        Exchange exchange = context.createFluentProducerTemplate().to("diffbot:bulk/" + job + "?operation=" + operation)
                .withBody(DIFFBOT.sandbox().demoSite() + "notes/7").send();
        assertThat(exchange.getException()).isNull();
    }

    private Future<Exchange> asyncRun(String job) {
        return context.createFluentProducerTemplate().to("direct:run").withHeader(DiffbotConstants.JOB_NAME, job)
                .withBody(DIFFBOT.sandbox().demoSite() + "notes/7").asyncSend();
    }

    /** Returns the time between the first and the last of the next polls: with two pollers it would be half as long. */
    private static Duration timeOfPolls(int count) {
        int before = DIFFBOT.sandbox().requests().size();
        await().until(() -> polls(before).size() >= count);
        List<RecordedRequest> polls = polls(before);
        return Duration.between(polls.get(0).time(), polls.get(count - 1).time());
    }

    private static List<RecordedRequest> polls(int before) {
        List<RecordedRequest> requests = DIFFBOT.sandbox().requests();
        return requests.subList(before, requests.size()).stream().filter(request -> request.method().equals("GET")).toList();
    }

    private static void awaitPolls() {
        int before = DIFFBOT.sandbox().requests().size();
        await().until(() -> DIFFBOT.sandbox().requests().size() >= before + 3);
    }

    private static ConditionFactory await() {
        return Awaitility.await().pollInterval(Duration.ofMillis(10));
    }
}
