/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

import io.github.cameldiffbot.Fetch;
import io.github.cameldiffbot.job.JobEvent;
import org.apache.camel.Exchange;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A batch claims all its events first, routes them in order, and releases what it did not route")
class EventBatchOrderTest {

    @AutoClose
    private final EventFixture fixture = new EventFixture();
    private final EventFixture.RecordedReceiver receiver = fixture.new RecordedReceiver();
    private final List<String> unclaimed = new ArrayList<>();

    private EventBatch batch(EventDelivery delivery, String... jobs) {
        Queue<JobEvent> events = new ArrayDeque<>();
        for (String job : jobs) {
            events.add(EventFixture.completed(job));
        }
        return new EventBatch(delivery, events, event -> unclaimed.add(event.job().getName()));
    }

    private List<Object> property(String name) {
        return receiver.routed.stream().map(exchange -> exchange.getProperty(name)).toList();
    }

    @Test
    @DisplayName("Index, size and end of a batch count only the events that are routed")
    void batchProperties() throws Exception {
        fixture.handled.add(EventFixture.completed("known").id());
        EventBatch batch = batch(fixture.delivery(fixture.settings()), "a", "known", "b");

        batch.claim(() -> true, event -> receiver);
        assertThat(batch.remaining()).isEqualTo(2);
        batch.routeNext();
        assertThat(batch.remaining()).isEqualTo(1);
        batch.routeNext();

        assertThat(property(Exchange.BATCH_INDEX)).containsExactly(0, 1);
        assertThat(property(Exchange.BATCH_SIZE)).containsExactly(2, 2);
        assertThat(property(Exchange.BATCH_COMPLETE)).containsExactly(false, true);
        assertThat(batch.remaining()).isZero();
        assertThat(batch.delivered()).isEqualTo(2);
        assertThat(batch.failure()).isNull();
        batch.close();
        assertThat(receiver.calls).containsExactly("acknowledged");
    }

    @Test
    @DisplayName("An error of the repository at one event does not keep the others from being routed")
    void repositoryFails() throws Exception {
        EventDelivery failing = fixture.delivery(EventFixture.settings(new MemoryIdempotentRepository() {
            @Override
            public boolean contains(String key) {
                if (key.contains("bad")) {
                    throw new IllegalStateException("no connection");
                }
                return super.contains(key);
            }
        }, null, Fetch.job, false));
        EventBatch batch = batch(failing, "bad", "good");

        batch.claim(() -> true, event -> receiver);
        batch.routeNext();

        assertThat(batch.delivered()).isEqualTo(1);
        assertThat(batch.failure()).hasMessage("no connection");
        assertThat(receiver.routed).singleElement()
                .satisfies(exchange -> assertThat(exchange.getProperty(Exchange.BATCH_COMPLETE)).isEqualTo(true));
    }

    @Test
    @DisplayName("An error while one event is routed is kept, and the others are routed")
    void routeFails() throws Exception {
        EventBatch batch = batch(fixture.delivery(fixture.settings()), "bad", "good");

        batch.claim(() -> true, event -> event.job().getName().equals("good") ? receiver : new ForwardingReceiver(receiver) {
            @Override
            public void route(Exchange exchange) {
                throw new IllegalStateException("no route");
            }
        });
        batch.routeNext();
        assertThat(batch.delivered()).isZero();
        batch.routeNext();

        assertThat(batch.delivered()).isEqualTo(1);
        assertThat(batch.failure()).hasMessage("no route");
    }

    @Test
    @DisplayName("Events that are not claimed or not routed when the consumer stops are released")
    void stops() {
        EventBatch batch = batch(fixture.delivery(fixture.settings()), "a", "b", "c");

        batch.claim(() -> batch.remaining() < 2, event -> receiver);
        batch.close();

        assertThat(receiver.routed).isEmpty();
        assertThat(receiver.calls).containsExactly("released", "released");
        assertThat(unclaimed).containsExactly("c");
    }
}
