/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import io.github.cameldiffbot.FailingRepository;
import io.github.cameldiffbot.FailingRepository.Call;
import io.github.cameldiffbot.Fetch;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobType;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("Two nodes with the same claimRepository deliver an event once")
class EventDeliveryClaimTest {

    @AutoClose
    private final EventFixture fixture = new EventFixture();
    private final EventFixture.RecordedReceiver receiver = fixture.new RecordedReceiver();
    private final EventFixture.RecordedReceiver otherReceiver = fixture.new RecordedReceiver();
    private final JobEvent event = EventFixture.completed("shop");
    private final FailingRepository claims = new FailingRepository();
    private EventDelivery delivery;
    private EventDelivery other;

    /** The connection of the other node to the handled events. */
    private final class Connection extends MemoryIdempotentRepository {

        @Override
        public boolean contains(String key) {
            return fixture.handled.contains(key);
        }

        @Override
        public boolean add(String key) {
            return fixture.handled.add(key);
        }
    }

    @BeforeEach
    void start() {
        delivery = node(fixture.handled);
        other = node(new Connection());
    }

    private EventDelivery node(MemoryIdempotentRepository handled) {
        return fixture.delivery(new EventSettings(
                "diffbot:bulk", JobType.bulk, null, true, "completion", Fetch.job, null, handled, claims, false));
    }

    @Test
    @DisplayName("An event is claimed just before its route, and released after it was stored")
    void duringTheRoute() {
        EventDelivery.ClaimedEvent claimed = delivery.claim(event, receiver);
        assertThat(claims.getCacheSize()).isZero();

        assertThat(claimed.route()).isTrue();

        assertThat(claims.getCacheSize()).isEqualTo(1);
        EventFixture.end(receiver.routed.get(0));
        assertThat(receiver.calls).containsExactly("acknowledged");
        assertThat(claims.getCacheSize()).isZero();
    }

    @Test
    @DisplayName("An event that another node handles is not routed, does not count as failed, and can be delivered later")
    void elsewhere() {
        delivery.deliver(event, receiver);

        other.deliver(event, otherReceiver);

        assertThat(otherReceiver.routed).isEmpty();
        assertThat(otherReceiver.calls).containsExactly("claimed elsewhere");
        assertThat(otherReceiver.discarded).hasSize(1);
        assertThat(other.isInProgress(EventFixture.completed("shop"))).isFalse();
        assertThat(fixture.counted).doesNotContain("failed shop");
        EventFixture.fail(receiver.routed.get(0));
        assertThat(claims.getCacheSize()).isZero();
        other.deliver(event, otherReceiver);
        assertThat(otherReceiver.routed).hasSize(1);
    }

    @Test
    @DisplayName("An event that another node handles is released where the receiver does not distinguish")
    void elsewhereByDefault() {
        delivery.deliver(event, receiver);

        other.deliver(event, new ForwardingReceiver(otherReceiver));

        assertThat(otherReceiver.routed).isEmpty();
        assertThat(otherReceiver.calls).containsExactly("released");
    }

    @Test
    @DisplayName("An event that another node handled between the check and the claim is not routed")
    void handledMeanwhile() {
        EventDelivery.ClaimedEvent claimed = delivery.claim(event, receiver);
        other.deliver(event, otherReceiver);
        EventFixture.end(otherReceiver.routed.get(0));

        assertThat(claimed.route()).isFalse();

        assertThat(receiver.routed).isEmpty();
        assertThat(receiver.calls).containsExactly("acknowledged");
        assertThat(claims.getCacheSize()).isZero();
    }

    @Test
    @DisplayName("An error of the claimRepository names it and counts as a failed delivery")
    void failure() {
        claims.fail(Call.CONTAINS);

        assertThatThrownBy(() -> delivery.deliver(event, receiver))
                .hasMessageContaining("Event " + event.id() + " could not be claimed, because the claimRepository, a ")
                .hasMessageContaining("failed (no connection: CONTAINS)").hasMessageContaining("when the repository works");

        assertThat(receiver.routed).isEmpty();
        assertThat(receiver.calls).containsExactly("released");
        assertThat(fixture.counted).containsExactly("failed shop");
        assertThat(receiver.discarded).hasSize(1);
    }

    @Test
    @DisplayName("A consumer that stops before the route leaves no claim")
    void stopped() {
        EventDelivery.ClaimedEvent claimed = delivery.claim(event, receiver);

        delivery.stop();

        assertThat(claimed.route()).isFalse();
        assertThat(receiver.routed).isEmpty();
        assertThat(claims.getCacheSize()).isZero();
    }
}
