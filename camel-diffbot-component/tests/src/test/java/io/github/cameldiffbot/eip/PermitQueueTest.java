/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.FakeDiffbot;
import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.error.DiffbotUnauthorizedException;
import io.github.cameldiffbot.error.DiffbotWaitStoppedException;
import io.github.cameldiffbot.error.DiffbotWaitTimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A wait for a permit of maxActiveJobs ends with the timeout, a rejected token or a stop, and loses no permit")
@FaultCase("S11")
@Timeout(120)
class PermitQueueTest extends WaitTestSupport {

    private static final String URL = "http://example.org/1";

    @Override
    DiffbotComponent component() {
        DiffbotComponent component = super.component();
        component.setMaxActiveJobs(2);
        return component;
    }

    private void occupy() {
        diffbot.create("busy0");
        diffbot.create("busy1");
    }

    private void awaitQueued(long count) {
        Awaitility.await().until(
                () -> context.getComponent("diffbot", DiffbotComponent.class).getQueuedCreates() == count);
    }

    private CompletableFuture<Exchange> send(String uri, Object body) {
        return template.asyncSend(uri, exchange -> exchange.getMessage().setBody(body));
    }

    @ParameterizedTest
    @ValueSource(strings = { "create", "run" })
    @DisplayName("The timeout limits the wait for a permit, too, and nothing is submitted then")
    void timeout(String operation) throws Exception {
        occupy();

        Exchange exchange = done(send("diffbot:bulk/next?timeout=300&operation=" + operation, URL));

        assertThat(exchange.getException()).isInstanceOf(DiffbotWaitTimeoutException.class)
                .hasMessageContaining("maxActiveJobs").hasMessageContaining("not created").hasMessageContaining("PT0.3S");
        assertThat(((DiffbotWaitTimeoutException) exchange.getException()).getJob()).isNull();
        assertThat(diffbot.calls(FakeDiffbot.Call::submits)).isZero();
        awaitQueued(0);
    }

    @Test
    @DisplayName("The wait for the permit and the wait for the job share one timeout")
    void oneTimeoutForBoth() throws Exception {
        occupy();
        CompletableFuture<Exchange> run = send("diffbot:bulk/next?timeout=3000&operation=run", URL);
        awaitQueued(1);
        // a third of the timeout
        long polls = diffbot.polls();
        Awaitility.await().until(() -> diffbot.polls() > polls + Duration.ofSeconds(1).dividedBy(TICK));
        diffbot.end("busy0");

        Duration rest = time(() -> assertThat(done(run).getException()).isInstanceOf(DiffbotWaitTimeoutException.class)
                .hasMessageContaining("has not ended after PT3S"));

        // less by the wait for the permit, which is the longer the busier the machine is
        assertThat(rest).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    @DisplayName("A rejected token is reported immediately")
    void refusedToken() throws Exception {
        diffbot.refuse(401, call -> true);

        Duration taken = time(() -> assertThat(done(send("diffbot:bulk/next", URL)).getException())
                .isInstanceOf(DiffbotUnauthorizedException.class));

        assertThat(taken).isLessThan(SOON);
        assertThat(diffbot.calls()).hasSize(1);
    }

    @Test
    @DisplayName("A service that does not respond is waited for, up to the timeout, which then names the reason")
    void hangingService() throws Exception {
        diffbot.hang(FakeDiffbot.Call::isPoll);

        Duration taken = time(() -> assertThat(done(send("diffbot:bulk/next?timeout=300", URL)).getException())
                .isInstanceOf(DiffbotWaitTimeoutException.class));

        assertThat(taken).isLessThan(SOON);
    }

    @Test
    @DisplayName("Creates that fail before anything is sent return their permits immediately")
    void permitsOfFailedCreates() throws Exception {
        diffbot.create("busy0");
        for (int i = 0; i < 5; i++) {
            assertThat(done(send("diffbot:bulk/bad" + i, "no URL")).getException())
                    .isInstanceOf(IllegalArgumentException.class);
        }

        Duration taken = time(() -> assertThat(done(send("diffbot:bulk/good", URL)).getException()).isNull());

        assertThat(taken).isLessThan(SOON);
        assertThat(diffbot.status("good")).isEqualTo(7);
    }

    @Test
    @DisplayName("An Error of the message's URLs ends the exchange, and returns its permit")
    void errorInTheBody() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(done(send("diffbot:bulk/bad" + i, outOfOrder())).getException()).hasStackTraceContaining("out of order");
        }

        assertThat(done(send("diffbot:bulk/good", URL)).getException()).isNull();
    }

    private static Iterator<String> outOfOrder() {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public String next() {
                throw new AssertionError("out of order");
            }
        };
    }

    @Test
    @DisplayName("Queued creates of a template end with the context")
    void stopOfTheContext() throws Exception {
        occupy();
        CompletableFuture<Exchange> queued = send("diffbot:bulk/next", URL);
        awaitQueued(1);

        assertThat(time(context::stop)).isLessThan(SOON);

        assertThat(done(queued).getException()).isInstanceOf(DiffbotWaitStoppedException.class)
                .hasMessageContaining("not created");
        assertThat(diffbot.calls(FakeDiffbot.Call::submits)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = { "to", "toD" })
    @DisplayName("Queued creates end with their route, and survive its suspension and an eviction")
    void lifeCycle(String step) throws Exception {
        occupy();
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:to").routeId("to").setBody(constant(URL)).to("diffbot:bulk");
                from("direct:toD").routeId("toD").setBody(constant(URL)).toD("diffbot:bulk/${header.CamelDiffbotJobName}", 1);
            }
        });
        List<CompletableFuture<Exchange>> sent = new ArrayList<>(sendAll("direct:" + step, names(3)));
        awaitQueued(3);
        assertThat(time(() -> context.getRouteController().suspendRoute(step))).isLessThan(SOON);
        context.getRouteController().resumeRoute(step);
        awaitQueued(3);
        diffbot.end("busy0");
        awaitQueued(2);
        assertThat(done(sent.remove(0)).getException()).isNull();

        context.getRouteController().stopRoute(step);

        assertAllFail(sent, DiffbotWaitStoppedException.class);
        assertThat(diffbot.calls(FakeDiffbot.Call::submits)).isEqualTo(1);
    }

    @Test
    @DisplayName("While routes with a permit are slow, other creates are admitted")
    void slowRoutes() throws Exception {
        CompletableFuture<Void> release = new CompletableFuture<>();
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:slow").setBody(constant(URL)).to("diffbot:bulk").process(exchange -> release.join());
            }
        });
        List<CompletableFuture<Exchange>> slow = sendAll("direct:slow", names(2));
        Awaitility.await().until(() -> diffbot.names().size() == 2);
        diffbot.endAll();

        assertThat(done(send("diffbot:bulk/next", URL)).getException()).isNull();

        release.complete(null);
        assertAllSucceed(slow);
    }
}
