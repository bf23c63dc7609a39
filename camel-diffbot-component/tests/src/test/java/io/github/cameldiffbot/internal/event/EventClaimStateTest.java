/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.github.cameldiffbot.QuickAwait;
import org.apache.camel.Exchange;
import org.apache.camel.component.seda.SedaEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.DefaultUnitOfWork;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The claim of an event ends once, with the exchange of the event or when that exchange was dropped. */
@DisplayName("The claim of an event ends once")
@ExtendWith(QuickAwait.class)
class EventClaimStateTest {

    @AutoClose
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<String> calls = new ArrayList<>();
    private final AtomicLong now = new AtomicLong(1);
    private final Object owner = new Object();
    private final EventClaim claim = new EventClaim(
            EventFixture.completed("shop"), owner, tried -> calls.add("released " + tried), ended -> calls.add("ended"),
            now::get);

    @BeforeEach
    void start() {
        context.start();
    }

    private Exchange bind() {
        Exchange exchange = new DefaultExchange(context);
        claim.bind(completion(exchange));
        return exchange;
    }

    private EventClaim.Completion completion(Exchange exchange) {
        return claim.endWith(exchange, done -> calls.add("handled"));
    }

    /** Routes an exchange to another one, as seda does. */
    private static Exchange handOver(Exchange exchange) {
        Exchange target = new DefaultExchange(exchange.getContext());
        exchange.getExchangeExtension().setUnitOfWork(new DefaultUnitOfWork(exchange));
        exchange.getExchangeExtension().handoverCompletions(target);
        return target;
    }

    private void passDropTime() {
        now.addAndGet(Duration.ofSeconds(1).toNanos() + 1);
    }

    @Test
    @DisplayName("A claim that is released before its route began has not tried to deliver")
    void releasedBefore() {
        claim.release();

        assertThat(claim.begin()).isFalse();
        assertThat(claim.isReleased()).isTrue();
        claim.release();
        claim.acknowledge();
        assertThat(calls).containsExactly("ended", "released false");
    }

    @Test
    @DisplayName("A claim that is released after its route began has tried to deliver")
    void releasedAfter() {
        assertThat(claim.begin()).isTrue();
        assertThat(claim.begin()).isFalse();
        assertThat(claim.isReleased()).isFalse();

        claim.release();

        assertThat(calls).containsExactly("ended", "released true");
    }

    @Test
    @DisplayName("A claim is left to another node once, is not released as well, and routes nothing")
    void left() {
        assertThat(claim.leave()).isTrue();
        assertThat(claim.leave()).isFalse();
        claim.release();

        assertThat(calls).containsExactly("ended");
        assertThat(claim.begin()).isFalse();
    }

    @Test
    @DisplayName("A claim that was released before cannot be left to another node")
    void releasedBeforeItIsLeft() {
        claim.release();

        assertThat(claim.leave()).isFalse();

        assertThat(calls).containsExactly("ended", "released false");
    }

    @Test
    @DisplayName("A handled event is not released any more")
    void acknowledged() {
        claim.begin();

        claim.acknowledge();
        claim.release();

        assertThat(calls).containsExactly("ended");
        assertThat(claim.isReleased()).isFalse();
    }

    @Test
    @DisplayName("Before its exchange exists a claim lives while the route has begun")
    void aliveWithoutExchange() {
        assertThat(claim.isAlive()).isFalse();
        assertThat(claim.isDropped()).isFalse();

        claim.begin();

        assertThat(claim.isAlive()).isTrue();
        assertThat(claim.isDropped()).isFalse();
    }

    @Test
    @DisplayName("An exchange that is processed keeps the claim alive")
    void processed() {
        Exchange exchange = bind();
        exchange.getExchangeExtension().setUnitOfWork(new DefaultUnitOfWork(exchange));

        assertThat(claim.isAlive()).isTrue();
        passDropTime();
        assertThat(claim.isDropped()).isFalse();
    }

    @Test
    @DisplayName("An exchange that waits in the consumer's own queue does not survive its stop, but is not dropped before")
    void waiting() {
        bind();

        assertThat(claim.isAlive()).isFalse();
        passDropTime();
        assertThat(claim.isDropped()).isFalse();
    }

    @Test
    @DisplayName("An exchange in a seda queue is alive. A second after it has left the queue unprocessed it was dropped")
    void queued() throws Exception {
        SedaEndpoint queue = context.getEndpoint("seda:work", SedaEndpoint.class);
        Exchange target = handOver(bind());
        queue.getQueue().add(target);

        assertThat(claim.isDropped()).isFalse();
        assertThat(claim.isAlive()).isTrue();
        passDropTime();
        assertThat(claim.isDropped()).isFalse();
        queue.purgeQueue();
        assertThat(claim.isDropped()).isFalse();
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(claim.isDropped()).isFalse();
        now.addAndGet(1);
        assertThat(claim.isDropped()).isTrue();
        assertThat(claim.isAlive()).isFalse();
    }

    @Test
    @DisplayName("The exchanges of other events in the queue do not count")
    void otherExchanges() throws Exception {
        SedaEndpoint queue = context.getEndpoint("seda:work", SedaEndpoint.class);
        Exchange target = handOver(bind());
        queue.getQueue().add(target);
        assertThat(claim.isDropped()).isFalse();
        queue.purgeQueue();
        queue.getQueue().add(new DefaultExchange(context));
        claim.isDropped();
        passDropTime();

        assertThat(claim.isDropped()).isTrue();
    }

    @Test
    @DisplayName("An event is stored after the results of its exchange were closed")
    void order() {
        List<String> order = new ArrayList<>();
        Exchange exchange = new DefaultExchange(context);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                order.add("closed");
            }
        });
        claim.endWith(exchange, done -> order.add("stored"));
        exchange.getExchangeExtension().setUnitOfWork(new DefaultUnitOfWork(exchange));

        exchange.getUnitOfWork().done(exchange);

        assertThat(order).containsExactly("closed", "stored");
    }

    @Test
    @DisplayName("The queue of an exchange is known when the claim is bound to it")
    void queuedBefore() throws Exception {
        SedaEndpoint queue = context.getEndpoint("seda:work", SedaEndpoint.class);
        Exchange exchange = new DefaultExchange(context);
        EventClaim.Completion completion = completion(exchange);
        queue.getQueue().add(exchange);
        claim.bind(completion);

        queue.purgeQueue();
        claim.isDropped();
        passDropTime();

        assertThat(claim.isDropped()).isTrue();
    }

    @Test
    @DisplayName("An exchange that was handed over to a place that cannot be browsed is not considered dropped")
    void unknownPlace() throws Exception {
        SedaEndpoint queue = context.getEndpoint("seda:work", SedaEndpoint.class);
        Exchange target = handOver(bind());
        queue.getQueue().add(target);
        assertThat(claim.isDropped()).isFalse();
        queue.purgeQueue();
        handOver(target);

        claim.isDropped();
        passDropTime();

        assertThat(claim.isDropped()).isFalse();
        assertThat(claim.isAlive()).isTrue();
    }

    @Test
    @DisplayName("An exchange that was processed between two queues is looked for from the start")
    void processedAfterAQueue() throws Exception {
        SedaEndpoint queue = context.getEndpoint("seda:work", SedaEndpoint.class);
        Exchange target = handOver(bind());
        queue.getQueue().add(target);
        assertThat(claim.isDropped()).isFalse();
        queue.purgeQueue();
        assertThat(claim.isDropped()).isFalse();
        target.getExchangeExtension().setUnitOfWork(new DefaultUnitOfWork(target));
        passDropTime();
        assertThat(claim.isDropped()).isFalse();
        // in a place that is unknown
        handOver(target);
        claim.isDropped();
        passDropTime();

        assertThat(claim.isDropped()).isFalse();
    }

    @Test
    @DisplayName("A dropped exchange that was not collected ends with an error, which releases the claim")
    void abandoned() {
        claim.begin();
        Exchange exchange = bind();
        List<Exchange> closed = new ArrayList<>();
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onFailure(Exchange dropped) {
                closed.add(dropped);
            }
        });

        claim.abandon();

        assertThat(exchange.getException()).hasMessageContaining("dropped before it was processed");
        assertThat(closed).containsExactly(exchange);
        assertThat(calls).containsExactly("ended", "released true");
    }

    @Test
    @DisplayName("An exchange that is unreachable was dropped, and its claim can be abandoned")
    void collected() {
        claim.begin();
        bindUnreachable();

        Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> {
            System.gc();
            return claim.isDropped();
        });
        assertThat(claim.isAlive()).isFalse();
        claim.abandon();
        assertThat(calls).containsExactly("ended", "released true");
    }

    private void bindUnreachable() {
        bind();
    }

    @Test
    @DisplayName("An event whose handling cannot be recorded is released")
    void notRecorded() {
        Exchange exchange = new DefaultExchange(context);
        EventClaim.Completion failing = claim.endWith(exchange, done -> {
            throw new IllegalStateException("not recorded");
        });

        assertThatThrownBy(() -> failing.onComplete(exchange)).hasMessage("not recorded");

        assertThat(claim.isReleased()).isTrue();
    }
}
