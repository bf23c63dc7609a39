/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import io.github.cameldiffbot.job.JobEvent;
import org.apache.camel.Exchange;
import org.apache.camel.impl.engine.DefaultUnitOfWork;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A consumer that stops releases the claims that nothing will process")
class EventDeliveryStopTest {

    @AutoClose
    private final EventFixture fixture = new EventFixture();
    private final EventFixture.RecordedReceiver receiver = fixture.new RecordedReceiver();
    private final EventDelivery delivery = fixture.delivery(fixture.settings());
    private final JobEvent event = EventFixture.completed("shop");

    @Test
    @DisplayName("An event that is not routed yet is released and cannot be routed after the stop")
    void notRouted() {
        EventDelivery.ClaimedEvent claimed = delivery.claim(event, receiver);

        delivery.stop();

        assertThat(receiver.calls).containsExactly("released");
        assertThat(claimed.route()).isFalse();
        assertThat(receiver.routed).isEmpty();
        assertThat(receiver.discarded).hasSize(1);
        assertThat(receiver.calls).containsExactly("released");
        assertThat(fixture.counted).isEmpty();
    }

    @Test
    @DisplayName("An exchange that waits in the queue of a polling consumer is dropped: its event is released as failed")
    void waiting() {
        delivery.deliver(event, receiver);

        delivery.stop();

        assertThat(receiver.calls).containsExactly("released");
        assertThat(fixture.counted).contains("failed shop");
        assertThat(receiver.routed.get(0).getException()).hasMessageContaining("dropped");
    }

    @Test
    @DisplayName("An exchange that is processed keeps its claim until it is done")
    void processed() {
        delivery.deliver(event, receiver);
        Exchange exchange = receiver.routed.get(0);
        exchange.getExchangeExtension().setUnitOfWork(new DefaultUnitOfWork(exchange));

        delivery.stop();

        assertThat(receiver.calls).isEmpty();
        exchange.getUnitOfWork().done(exchange);
        assertThat(receiver.calls).containsExactly("acknowledged");
    }

    @Test
    @DisplayName("The claims of other consumers are kept")
    void others() {
        fixture.delivery(fixture.settings()).deliver(event, receiver);

        delivery.stop();

        assertThat(receiver.calls).isEmpty();
    }

    @Test
    @DisplayName("An event that is put into the queue of a polling consumer during the stop is released")
    void routedDuringTheStop() {
        delivery.deliver(event, new ForwardingReceiver(receiver) {
            @Override
            public void route(Exchange exchange) {
                delivery.stop();
                super.route(exchange);
            }
        });

        assertThat(receiver.routed).hasSize(1);
        assertThat(receiver.calls).containsExactly("released");
    }

    @Test
    @DisplayName("An event that the route handles during the stop is not delivered again")
    void handledDuringTheStop() {
        delivery.deliver(event, new ForwardingReceiver(receiver) {
            @Override
            public void route(Exchange exchange) {
                delivery.stop();
                EventFixture.end(exchange);
            }
        });

        assertThat(receiver.calls).containsExactly("acknowledged");
    }

    @Test
    @DisplayName("After a start events wait in queues again")
    void startedAgain() {
        delivery.stop();
        delivery.start();

        delivery.deliver(event, receiver);

        assertThat(receiver.calls).isEmpty();
    }
}
