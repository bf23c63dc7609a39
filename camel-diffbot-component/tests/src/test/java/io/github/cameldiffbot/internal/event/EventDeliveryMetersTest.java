/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import java.time.Duration;
import java.util.List;

import io.github.cameldiffbot.FailingRepository;
import io.github.cameldiffbot.FailingRepository.Call;
import io.github.cameldiffbot.Fetch;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobEventType;
import io.github.cameldiffbot.job.Jobs;
import org.apache.camel.spi.StateRepository;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Deliveries are counted and traced, with their credits")
class EventDeliveryMetersTest {

    @AutoClose
    private final EventFixture fixture = new EventFixture();
    private final EventFixture.RecordedReceiver receiver = fixture.new RecordedReceiver();
    private final EventDelivery delivery = fixture.delivery(fixture.settings());
    private final JobEvent event = EventFixture.completed("shop");

    @Test
    @DisplayName("The credits of an end are counted when it was handled, and those of a start are not")
    void credits() {
        Jobs job = Jobs.bulk("shop").status(9).completed(1_770_000_100).with("pageProcessSuccesses", 5);
        delivery.deliver(EventFixture.event(Jobs.bulk("books").status(7).with("pageProcessSuccesses", 3)), receiver);
        delivery.deliver(EventFixture.event(job), receiver);
        assertThat(fixture.counted).noneMatch(text -> text.contains("credits"));

        receiver.routed.forEach(EventFixture::end);

        assertThat(fixture.counted).filteredOn(text -> text.contains("credits")).containsExactly("5 credits");
    }

    @Test
    @DisplayName("The credits of an end that is handled several times, because it could not be stored, are counted once")
    void creditsOnce() {
        FailingRepository handled = new FailingRepository(Call.ADD);
        EventDelivery delivery = fixture.delivery(EventFixture.settings(handled, null, Fetch.job, false));
        JobEvent end = EventFixture.event(Jobs.bulk("shop").status(9).completed(1_770_000_100).with("pageProcessSuccesses", 5));
        for (int i = 0; i < 3; i++) {
            if (i == 2) {
                handled.recover();
            }
            delivery.deliver(end, receiver);
            EventFixture.end(receiver.routed.get(i));
        }

        assertThat(receiver.calls).containsOnlyOnce("acknowledged");
        assertThat(fixture.counted).containsOnlyOnce("5 credits");
    }

    @Test
    @DisplayName("A process that ends between the events of the last round and of the job counts its credits once")
    void creditsOfTheLastRound() {
        StateRepository<String, String> totals = fixture.storeCredits();
        JobEvent end = EventFixture.event(
                Jobs.bulk("shop").status(9).completed(1_770_000_100).with("repeat", 7.0).with("pageProcessSuccesses", 5));
        JobEvent round = new JobEvent(JobEventType.roundCompleted, end.id() + "/round", end.job(), null, 1);
        EventSettings settings = EventFixture.settings(fixture.handled, null, Fetch.job, false);

        for (JobEvent each : List.of(round, end)) {
            fixture.countAgain(totals);
            fixture.delivery(settings).deliver(each, receiver);
            EventFixture.end(receiver.routed.get(receiver.routed.size() - 1));
        }

        assertThat(fixture.counted).filteredOn(text -> text.contains("credits")).containsExactly("5 credits");
    }

    @Test
    @DisplayName("A meter that fails does not fail the delivery")
    void meterFails() {
        EventDelivery.ClaimedEvent claimed = delivery.claim(event, new ForwardingReceiver(receiver) {
            @Override
            public Duration uptime() {
                throw new IllegalStateException("no meter");
            }
        });

        assertThat(claimed.route()).isTrue();

        EventFixture.end(receiver.routed.get(0));
        assertThat(receiver.calls).containsExactly("acknowledged");
    }

    @Test
    @DisplayName("The end of a job is reported to the tracer at each of its deliveries, and its start is not")
    void spans() {
        delivery.deliver(EventFixture.event(Jobs.bulk("shop").status(7)), receiver);
        assertThat(fixture.traced).isEmpty();

        delivery.deliver(event, receiver);
        EventFixture.fail(receiver.routed.get(1));
        delivery.deliver(event, receiver);

        assertThat(fixture.traced).containsExactly(event, event);
    }
}
