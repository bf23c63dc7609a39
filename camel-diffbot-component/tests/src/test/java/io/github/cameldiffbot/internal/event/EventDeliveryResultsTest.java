/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import java.util.Map;

import io.github.cameldiffbot.Fetch;
import io.github.cameldiffbot.data.ResultIterator;
import io.github.cameldiffbot.internal.watch.EventSelection;
import io.github.cameldiffbot.internal.watch.JobEventDetector;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobKey;
import io.github.cameldiffbot.job.JobType;
import io.github.cameldiffbot.job.Jobs;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultMessage;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("The exchange of an event has its results and the carried headers")
class EventDeliveryResultsTest {

    @AutoClose
    private final EventFixture fixture = new EventFixture();
    private final EventFixture.RecordedReceiver receiver = fixture.new RecordedReceiver();
    private final EventDelivery delivery
            = fixture.delivery(EventFixture.settings(fixture.handled, null, Fetch.data, false));

    private boolean isRead(String job) {
        return fixture.session.isInUse(new JobKey("bulk", job));
    }

    @Test
    @DisplayName("The results of an end are the body, and the job is in use until the exchange is done")
    void results() {
        delivery.deliver(EventFixture.completed("shop"), receiver);

        assertThat(receiver.routed.get(0).getMessage().getBody()).isInstanceOf(ResultIterator.class);
        assertThat(isRead("shop")).isTrue();
        EventFixture.end(receiver.routed.get(0));
        assertThat(isRead("shop")).isFalse();
    }

    @Test
    @DisplayName("The results of an event that is not routed are closed")
    void notRouted() {
        EventDelivery.ClaimedEvent claimed = delivery.claim(EventFixture.completed("shop"), new ForwardingReceiver(receiver) {
            @Override
            public void route(Exchange exchange) {
                assertThat(isRead("shop")).isTrue();
                throw new IllegalStateException("The context is stopped");
            }
        });

        assertThatThrownBy(claimed::route).hasMessage("The context is stopped");

        assertThat(isRead("shop")).isFalse();
    }

    @Test
    @DisplayName("A deleted job has no results: the body is its last state")
    void deleted() {
        JobEvent event = JobEventDetector.deleted(Jobs.bulk("shop").status(9).job());

        delivery.deliver(event, receiver);

        assertThat(receiver.routed.get(0).getMessage().getBody()).isSameAs(event.job());
    }

    private void carry(Jobs job) {
        Job created = job.job();
        fixture.carried.create(JobType.bulk, created.getName(), null, Map.of("order", "4711"), () -> {
        }, () -> created);
    }

    private Object carried(Job job) {
        DefaultMessage message = new DefaultMessage(fixture.context);
        fixture.carried.restore(message, job);
        return message.getHeader("order");
    }

    @Test
    @DisplayName("The headers that the job carries are set, and dropped after its end was handled")
    void carriedUntilTheEnd() {
        carry(Jobs.bulk("shop"));
        JobEvent event = EventFixture.completed("shop");
        delivery.deliver(event, receiver);

        assertThat(receiver.routed.get(0).getMessage().getHeader("order")).isEqualTo("4711");
        assertThat(carried(event.job())).isEqualTo("4711");
        EventFixture.end(receiver.routed.get(0));
        assertThat(carried(event.job())).isNull();
    }

    @Test
    @DisplayName("Carried headers stay for the events that follow a start or a failed delivery")
    void carriedOn() {
        carry(Jobs.bulk("shop"));
        JobEvent started = EventFixture.event(Jobs.bulk("shop").status(7));
        delivery.deliver(started, receiver);
        EventFixture.end(receiver.routed.get(0));
        assertThat(carried(started.job())).isEqualTo("4711");

        delivery.deliver(EventFixture.completed("shop"), receiver);
        EventFixture.fail(receiver.routed.get(1));

        assertThat(carried(started.job())).isEqualTo("4711");
    }

    @ParameterizedTest
    @CsvSource({ "6, 0, 0, true", "8, 0, 0, true", "8, 1, 3, true", "8, 1, 2, false", "4, 1, 2, false", "7, 1, 2, false" })
    @DisplayName("Carried headers are dropped after an end behind a pause or maintenance, and stay for further rounds")
    void carriedBehindAPause(int status, int repeat, int rounds, boolean dropped) {
        Jobs job = Jobs.bulk("shop").status(status).with("repeat", repeat).with("maxRounds", 3).rounds(rounds)
                .completed(1_770_000_100);
        carry(job);
        JobEvent event = EventFixture.event(job);

        delivery.deliver(event, receiver);
        EventFixture.end(receiver.routed.get(0));

        assertThat(event.type()).isIn(EventSelection.COMPLETION);
        assertThat(carried(event.job()) == null).isEqualTo(dropped);
    }

    @Test
    @DisplayName("Carried headers are dropped after the deletion of a job that never ended was handled")
    void carriedUntilTheDeletion() {
        carry(Jobs.bulk("shop"));
        JobEvent event = JobEventDetector.deleted(Jobs.bulk("shop").status(7).job());

        delivery.deliver(event, receiver);
        EventFixture.end(receiver.routed.get(0));

        assertThat(carried(event.job())).isNull();
    }

    @Test
    @DisplayName("Carried headers stay while another exchange waits for the job")
    void carriedForOthers() {
        carry(Jobs.bulk("shop"));
        JobEvent event = EventFixture.completed("shop");
        fixture.session.jobsInUse().begin("shop");

        delivery.deliver(event, receiver);
        EventFixture.end(receiver.routed.get(0));

        assertThat(carried(event.job())).isEqualTo("4711");
    }

    @Test
    @DisplayName("An event that ends after the application has stopped is acknowledged")
    void afterTheStop() {
        carry(Jobs.bulk("shop"));
        JobEvent event = EventFixture.completed("shop");
        delivery.deliver(event, receiver);
        fixture.componentRuns.set(false);
        fixture.endpoint.close();

        EventFixture.end(receiver.routed.get(0));

        assertThat(receiver.calls).containsExactly("acknowledged");
        assertThat(carried(event.job())).isEqualTo("4711");
    }
}
