/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.FakeDiffbot;
import io.github.cameldiffbot.TestComponents;
import io.github.cameldiffbot.error.DiffbotOutcomeUnknownException;
import io.github.cameldiffbot.error.DiffbotWaitTimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("No job is deleted that a run or await in another route waits for, reads or returns to")
@Timeout(120)
class DeletionBesideRunTest extends WaitTestSupport {

    private static final String NAME = "job";
    private static final String FAST = "&startFrom=earliest&delay=20&initialDelay=0";

    private final CountDownLatch proceed = new CountDownLatch(1);

    @ParameterizedTest
    @CsvSource({ "run, data", "run, job", "run&onExisting=attach, data", "await, data" })
    @DisplayName("The consumer handles the end first: the job is deleted after the slower wait has read it")
    void consumerFirst(String operation, String fetch) throws Exception {
        DiffbotComponent slow = component();
        context.addComponent("slow", slow);
        if (!operation.equals("run")) {
            diffbot.create(NAME);
        }
        // the wait polls its only job, and run looks it up before
        AtomicInteger lookups = new AtomicInteger(operation.equals("await") ? 0 : 1);
        diffbot.hold(call -> call.isPoll() && !call.isList() && lookups.getAndDecrement() <= 0, proceed);
        consume();
        wait("slow:bulk?operation=" + operation + "&fetch=" + fetch, exchange -> {
        });
        CompletableFuture<Exchange> waiting = send("direct:wait", NAME);
        Awaitility.await().until(() -> slow.getPendingWaits() == 1);
        diffbot.end(NAME);

        awaitHandled(1);
        assertThat(waiting).isNotDone();
        isLeft();
        proceed.countDown();
        assertThat(done(waiting).getException()).isNull();
        isDeletedAtLast();
    }

    @ParameterizedTest
    @ValueSource(strings = { "run&fetch=data", "run&fetch=job", "await&fetch=data" })
    @DisplayName("The wait ends first: the job is deleted after the exchange that reads it is done")
    void waitFirst(String operation) throws Exception {
        if (operation.startsWith("await")) {
            diffbot.create(NAME);
        }
        wait("diffbot:bulk?operation=" + operation, exchange -> proceed.await());
        CompletableFuture<Exchange> waiting = send("direct:wait", NAME);
        awaitParked(1);
        diffbot.end(NAME);
        awaitParked(0);
        consume();

        awaitHandled(1);
        isLeft();
        proceed.countDown();
        assertThat(done(waiting).getException()).isNull();
        isDeletedAtLast();
    }

    @ParameterizedTest
    @ValueSource(strings = { "run&onExisting=replace", "await" })
    @DisplayName("A job whose wait timed out is not deleted before the redelivery has read it")
    void redeliveryAfterATimeout(String operation) throws Exception {
        if (operation.equals("await")) {
            diffbot.create(NAME);
        }
        CountDownLatch failed = new CountDownLatch(1);
        consume();
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(DiffbotWaitTimeoutException.class).maximumRedeliveries(1).redeliveryDelay(0)
                        .onExceptionOccurred(exchange -> failed.countDown()).onRedelivery(exchange -> proceed.await());
                from("direct:wait").setBody(constant(operation.equals("await") ? null : "http://a.example/"))
                        .to("diffbot:bulk?operation=" + operation + "&fetch=data&timeout=2000")
                        .split(body()).streaming().to("mock:records");
            }
        });
        CompletableFuture<Exchange> waiting = send("direct:wait", NAME);
        failed.await();
        diffbot.end(NAME);

        awaitHandled(1);
        isLeft();
        proceed.countDown();
        assertThat(done(waiting).getException()).isNull();
        assertThat(mock("mock:records").getReceivedCounter()).isOne();
        isDeletedAtLast();
    }

    @ParameterizedTest
    @ValueSource(strings = { "create", "run" })
    @DisplayName("A job whose submission had no response is not deleted before the redelivery finds it, and paid once")
    void redeliveryAfterAnUnknownOutcome(String operation) throws Exception {
        TestComponents.setGrace(context.getComponent("diffbot", DiffbotComponent.class), Duration.ofMillis(80));
        CountDownLatch failed = new CountDownLatch(1);
        diffbot.lose(call -> NAME.equals(call.name()) && diffbot.calls(FakeDiffbot.Call::submits) > 0
                && failed.getCount() > 0);
        consume();
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(DiffbotOutcomeUnknownException.class).maximumRedeliveries(1).redeliveryDelay(0)
                        .onExceptionOccurred(exchange -> failed.countDown()).onRedelivery(exchange -> proceed.await());
                from("direct:wait").setBody(constant("http://a.example/")).to("diffbot:bulk?operation=" + operation);
            }
        });
        CompletableFuture<Exchange> waiting = template.asyncSend("direct:wait",
                exchange -> exchange.getMessage().setHeader("CamelDiffbotJobName", NAME));
        failed.await();
        diffbot.end(NAME);

        awaitHandled(1);
        isLeft();
        proceed.countDown();
        assertThat(done(waiting).getException()).isNull();
        isDeletedAtLast();
        assertThat(diffbot.calls(FakeDiffbot.Call::submits)).isEqualTo(1);
    }

    @Test
    @DisplayName("A job that an exchange gave up is deleted")
    void givenUp() throws Exception {
        consume();
        wait("diffbot:bulk?operation=run&timeout=200", exchange -> {
        });
        assertThat(done(send("direct:wait", NAME)).getException()).isInstanceOf(DiffbotWaitTimeoutException.class);
        diffbot.end(NAME);

        isDeletedAtLast();
    }

    private void consume() throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("diffbot:bulk?deleteAfterCompletion=true" + FAST).to("mock:handled");
            }
        });
    }

    private void wait(String uri, Processor then) throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:wait").setBody(constant(uri.contains("await") ? null : "http://a.example/")).to(uri)
                        .process(then).choice().when(exchange -> uri.contains("fetch=data"))
                        .split(body()).streaming().to("mock:records").end().end();
            }
        });
    }

    private MockEndpoint mock(String uri) {
        return context.getEndpoint(uri, MockEndpoint.class);
    }

    private void awaitHandled(int count) {
        await().until(() -> mock("mock:handled").getReceivedCounter() == count);
    }

    /** Checks that the job exists after some more polls. */
    private void isLeft() {
        long before = diffbot.calls(FakeDiffbot.Call::isList);
        await().until(() -> diffbot.calls(FakeDiffbot.Call::isList) > before + 4);
        assertThat(diffbot.names()).containsExactly(NAME);
    }

    private void isDeletedAtLast() {
        await().until(() -> diffbot.names().isEmpty());
        assertThat(diffbot.calls(call -> call.is("delete"))).isEqualTo(1);
        assertThat(mock("mock:handled").getReceivedCounter()).isOne();
    }

    private static ConditionFactory await() {
        return Awaitility.await().pollInterval(Duration.ofMillis(10));
    }
}
