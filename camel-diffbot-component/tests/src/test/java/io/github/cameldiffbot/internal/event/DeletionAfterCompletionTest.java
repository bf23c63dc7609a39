/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import java.io.File;
import java.nio.file.Path;

import io.github.cameldiffbot.Fetch;
import io.github.cameldiffbot.internal.exchange.ReadOutcome;
import io.github.cameldiffbot.internal.exchange.ResultRequest;
import io.github.cameldiffbot.internal.session.JobsInUse;
import io.github.cameldiffbot.internal.watch.JobEventDetector;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.Jobs;
import org.apache.camel.Exchange;
import org.apache.camel.spi.StateRepository;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Jobs are deleted after their end was handled, by the delivery that handled it or by a later one that knows it")
class DeletionAfterCompletionTest {

    @AutoClose
    private final EventFixture fixture = new EventFixture();
    private final EventFixture.RecordedReceiver receiver = fixture.new RecordedReceiver();

    private static Jobs ended(String job) {
        return Jobs.bulk(job).status(9).completed(1_770_000_100);
    }

    private JobEvent show(Jobs job) {
        fixture.diffbot.put(job);
        return EventFixture.event(job);
    }

    private EventDelivery delivery(Fetch fetch, boolean delete) {
        return fixture.delivery(EventFixture.settings(fixture.handled, null, fetch, delete));
    }

    private void deliver(EventDelivery delivery, JobEvent event) {
        delivery.deliver(event, receiver);
        EventFixture.end(receiver.routed.get(receiver.routed.size() - 1));
    }

    @Test
    @DisplayName("A job is deleted after the route has handled its completion or its failure")
    void handled() {
        deliver(delivery(Fetch.job, true), show(ended("done")));
        deliver(delivery(Fetch.job, true), show(ended("broken").status(10)));

        assertThat(fixture.diffbot.deleted()).containsExactly("done", "broken");
        assertThat(fixture.session.deletions().waiting()).isZero();
    }

    @Test
    @DisplayName("A job is kept before its end, after a failed route and without the option")
    void kept() {
        JobEvent event = show(ended("shop"));
        deliver(delivery(Fetch.job, true), show(Jobs.bulk("starts").status(7)));
        deliver(delivery(Fetch.job, false), event);
        delivery(Fetch.job, true).deliver(show(ended("fails")), receiver);
        EventFixture.fail(receiver.routed.get(2));

        assertThat(fixture.diffbot.deleted()).isEmpty();
        assertThat(fixture.diffbot.calls()).isEmpty();
    }

    @Test
    @DisplayName("A job whose results were not read is kept")
    void unread() {
        deliver(delivery(Fetch.data, true), show(ended("shop")));

        assertThat(fixture.diffbot.deleted()).isEmpty();
        assertThat(fixture.session.deletions().waiting()).isZero();
    }

    @Test
    @DisplayName("A job whose results are a file is deleted after the route has read the file as text")
    void readAsText(@TempDir Path directory) {
        fixture.directory = directory;
        delivery(Fetch.data, true).deliver(show(ended("shop")), receiver);
        Exchange exchange = receiver.routed.get(0);
        assertThat(exchange.getMessage().getBody()).isInstanceOf(File.class);

        assertThat(exchange.getMessage().getBody(String.class)).contains("\"title\":\"shop\"");

        EventFixture.end(exchange);
        assertThat(fixture.diffbot.deleted()).containsExactly("shop");
    }

    @Test
    @DisplayName("A job that another exchange needs is deleted by a later poll")
    void inUse() {
        EventDelivery delivery = delivery(Fetch.job, true);
        JobEvent event = show(ended("shop"));
        JobsInUse.Use use = fixture.session.jobsInUse().begin("shop");
        deliver(delivery, event);
        delivery.tidy();
        assertThat(fixture.diffbot.deleted()).isEmpty();

        use.close();
        delivery.tidy();

        assertThat(fixture.diffbot.deleted()).containsExactly("shop");
    }

    @Test
    @DisplayName("A deletion that fails is reported, does not make the event unhandled, and is tried again")
    void failedDeletion() {
        EventDelivery delivery = delivery(Fetch.job, true);
        JobEvent event = show(ended("shop"));
        fixture.diffbot.refuse(503, call -> true);

        deliver(delivery, event);

        assertThat(receiver.calls).containsExactly("acknowledged");
        assertThat(fixture.errors.messages).singleElement().asString().contains("'shop' was handled, but could not be deleted");
        fixture.diffbot.refuse(503, call -> false);
        delivery.tidy();
        assertThat(fixture.diffbot.deleted()).containsExactly("shop");
    }

    @Test
    @DisplayName("A later process deletes the job of a handled event that the first one could not delete")
    void knownEvent() {
        JobEvent event = show(ended("shop"));
        fixture.diffbot.refuse(503, call -> true);
        deliver(delivery(Fetch.job, true), event);
        // the process ends
        fixture.session.deletions().close();
        fixture.diffbot.refuse(503, call -> false);

        delivery(Fetch.job, true).deliver(EventFixture.event(ended("shop")), receiver);

        assertThat(receiver.routed).hasSize(1);
        assertThat(receiver.calls).containsExactly("acknowledged", "acknowledged");
        assertThat(fixture.diffbot.deleted()).containsExactly("shop");
    }

    @Test
    @DisplayName("The job of an event that a process before has handled is deleted by one that has seen no read of it")
    void knownToAnotherProcess() {
        JobEvent event = show(ended("shop"));
        fixture.handled.add(event.id());
        fixture.handled.add(event.id() + "/deletable");

        delivery(Fetch.job, true).deliver(event, receiver);

        assertThat(fixture.diffbot.deleted()).containsExactly("shop");
    }

    @Test
    @DisplayName("An event whose results were read in part is stored, but not as one whose job can be deleted")
    void readInPart() {
        EventDelivery delivery = delivery(Fetch.job, true);
        JobEvent event = show(ended("shop"));
        delivery.deliver(event, receiver);
        fixture.session.beginRead(ResultRequest.of(event.job(), null), "data", new ReadOutcome());

        EventFixture.end(receiver.routed.get(0));

        assertThat(fixture.handled.contains(event.id())).isTrue();
        assertThat(fixture.handled.contains(event.id() + "/deletable")).isFalse();
        assertThat(fixture.diffbot.deleted()).isEmpty();
    }

    @Test
    @DisplayName("The counted credits of a job are kept in no repository after its end, nor after it is deleted")
    void credits() {
        StateRepository<String, String> totals = fixture.storeCredits();
        deliver(delivery(Fetch.job, true), show(ended("shop").with("pageProcessSuccesses", 5)));
        assertThat(totals.getState("bulk/shop/credits")).isEmpty();

        JobEvent deleted = JobEventDetector.deleted(ended("kept").job());
        totals.setState("bulk/kept/credits", deleted.job().getJobCreationTimeUTC() + ":5");
        deliver(delivery(Fetch.job, false), deleted);
        assertThat(totals.getState("bulk/kept/credits")).isEmpty();
    }

    @Test
    @DisplayName("An event that ends after the application has stopped deletes nothing and is acknowledged")
    void afterTheStop() {
        EventDelivery delivery = delivery(Fetch.job, true);
        delivery.deliver(show(ended("shop")), receiver);
        fixture.componentRuns.set(false);
        fixture.endpoint.close();

        EventFixture.end(receiver.routed.get(0));

        assertThat(receiver.calls).containsExactly("acknowledged");
        assertThat(fixture.errors.messages).isEmpty();
        assertThat(fixture.diffbot.deleted()).isEmpty();
    }

    @Test
    @DisplayName("A known event deletes its job only if its results had been read when it was handled")
    void knownEventWithUnreadResults() {
        JobEvent event = show(ended("shop"));
        fixture.handled.add(event.id());
        fixture.handled.add(EventFixture.completed("other").id() + "/deletable");

        delivery(Fetch.job, true).deliver(event, receiver);

        assertThat(receiver.calls).containsExactly("acknowledged");
        assertThat(fixture.diffbot.deleted()).isEmpty();
    }

    @Test
    @DisplayName("A known event with results does not delete its job: another node may still read them")
    void knownEventWithResults() {
        JobEvent event = show(ended("shop"));
        fixture.handled.add(event.id());
        fixture.handled.add(event.id() + "/deletable");

        delivery(Fetch.data, true).deliver(event, receiver);

        assertThat(receiver.calls).containsExactly("acknowledged");
        assertThat(fixture.diffbot.deleted()).isEmpty();
    }
}
