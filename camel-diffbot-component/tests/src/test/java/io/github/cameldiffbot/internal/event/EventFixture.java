/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.github.cameldiffbot.FakeDiffbot;
import io.github.cameldiffbot.Fetch;
import io.github.cameldiffbot.TestContext;
import io.github.cameldiffbot.data.DataFormat;
import io.github.cameldiffbot.data.OnBadRecord;
import io.github.cameldiffbot.internal.client.http.ClientSettings;
import io.github.cameldiffbot.internal.context.CountedCredits;
import io.github.cameldiffbot.internal.context.InMemoryContexts;
import io.github.cameldiffbot.internal.context.JobContexts;
import io.github.cameldiffbot.internal.exchange.ExchangeEndTracker;
import io.github.cameldiffbot.internal.result.ResultBodyFactory;
import io.github.cameldiffbot.internal.result.ResultSettings;
import io.github.cameldiffbot.internal.session.DiffbotSession;
import io.github.cameldiffbot.internal.session.DiffbotTransport;
import io.github.cameldiffbot.internal.session.EndpointSession;
import io.github.cameldiffbot.internal.session.Meters;
import io.github.cameldiffbot.internal.session.WaitExecutors;
import io.github.cameldiffbot.internal.wait.ActiveJobLimiter;
import io.github.cameldiffbot.internal.wait.PollIntervals;
import io.github.cameldiffbot.internal.watch.EventSelection;
import io.github.cameldiffbot.internal.watch.JobEventDetector;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobType;
import io.github.cameldiffbot.job.Jobs;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.UnitOfWorkHelper;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.jspecify.annotations.Nullable;

/**
 * The surroundings of a delivery of events: a session with a small Diffbot, a repository, and the errors and counts
 * that it reports.
 */
final class EventFixture implements AutoCloseable {

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final Duration SECOND = Duration.ofSeconds(1);
    /** Longer than a test: waits are polled only on request. */
    private static final Duration HOUR = Duration.ofHours(1);

    final DefaultCamelContext context = new TestContext();
    final FakeDiffbot diffbot = new FakeDiffbot();
    final MemoryIdempotentRepository handled = new MemoryIdempotentRepository();
    final JobContexts carried = new InMemoryContexts().of("account");
    private CountedCredits credits = new CountedCredits();
    final RecordedErrors errors = new RecordedErrors();
    final List<String> counted = new CopyOnWriteArrayList<>();
    /** The routes of counted deliveries. */
    final List<String> routes = new CopyOnWriteArrayList<>();
    final List<Duration> uptimes = new CopyOnWriteArrayList<>();
    /** The ended jobs that were reported to the tracer. */
    final List<JobEvent> traced = new CopyOnWriteArrayList<>();
    /** The directory of results that are downloaded as received; null to stream and parse them. */
    @Nullable
    Path directory;
    /** The time of deliveries in nanoseconds. */
    final AtomicLong now = new AtomicLong(1);
    final AtomicBoolean componentRuns = new AtomicBoolean(true);
    private final ExchangeEndTracker ends = new ExchangeEndTracker();
    final DiffbotSession session;
    final EndpointSession endpoint;

    /** Records reported errors. */
    static final class RecordedErrors implements ExceptionHandler {

        final List<String> messages = new CopyOnWriteArrayList<>();
        final List<Throwable> causes = new CopyOnWriteArrayList<>();

        @Override
        public void handleException(Throwable exception) {
            handleException("", exception);
        }

        @Override
        public void handleException(String message, Throwable exception) {
            handleException(message, null, exception);
        }

        @Override
        public void handleException(String message, Exchange exchange, Throwable exception) {
            messages.add(message);
            causes.add(exception);
        }
    }

    EventFixture() {
        context.start();
        ends.setCamelContext(context);
        handled.start();
        URI baseUrl = URI.create(diffbot.baseUrl());
        ClientSettings settings = new ClientSettings(
                baseUrl, () -> TOKEN, SECOND.multipliedBy(5), SECOND.multipliedBy(5), 0, Duration.ofMillis(1),
                Duration.ofMillis(1), 0, ClientSettings.GRACE);
        session = new DiffbotSession(
                "diffbot-1", settings, new DiffbotTransport(context, "http", baseUrl),
                new WaitExecutors(context), new PollIntervals(HOUR, HOUR), new ActiveJobLimiter.Limits(0, 0, SECOND),
                new RecordedMeters());
        session.start();
        endpoint = new EndpointSession(() -> session, released -> {
        }, () -> false, componentRuns::get);
        // as after the first poll
        endpoint.get();
    }

    private final class RecordedMeters implements Meters {

        @Override
        public void eventDelivered(JobEvent event, @Nullable String routeId, Duration uptime) {
            routes.add(routeId);
            uptimes.add(uptime);
            counted.add("delivered " + event.job().getName() + " after " + uptime.toSeconds() + " s");
        }

        @Override
        public void eventFailed(JobEvent event, @Nullable String routeId) {
            counted.add("failed " + event.job().getName());
        }

        @Override
        public void creditsSpent(long credits) {
            counted.add(credits + " credits");
        }
    }

    /** Returns the settings of a consumer with the shared repository, whose events have the job as body. */
    EventSettings settings() {
        return settings(handled, null, Fetch.job, false);
    }

    static EventSettings settings(IdempotentRepository repository, String key, Fetch fetch, boolean delete) {
        return new EventSettings("diffbot:bulk", JobType.bulk, null, true, "completion", fetch, key, repository, null, delete);
    }

    /** Returns a delivery that has started. */
    EventDelivery delivery(EventSettings settings) {
        EventDelivery delivery = newDelivery(settings);
        delivery.start();
        delivery.startRepositories();
        return delivery;
    }

    EventDelivery newDelivery(EventSettings settings) {
        return newDelivery(settings, new EventRepository(context, settings));
    }

    EventDelivery newDelivery(EventSettings settings, EventRepository repository) {
        return new EventDelivery(
                endpoint, repository, results(settings.fetch()), carried, credits,
                (event, message) -> traced.add(event), deletion(settings), () -> errors, now::get);
    }

    DeleteAfterCompletion deletion(EventSettings settings) {
        return new DeleteAfterCompletion(settings, endpoint, () -> errors);
    }

    private ResultBodyFactory results(Fetch fetch) {
        return new ResultBodyFactory(
                new ResultSettings(
                        fetch, DataFormat.json, null, null, directory != null, directory == null ? null : directory.toString(),
                        0, 0, 0, 1 << 20, null, null, OnBadRecord.fail, null, false, true, false, null, 0),
                endpoint, ends, context);
    }

    /** Lets later deliveries store the counted credits, and returns the repository. */
    StateRepository<String, String> storeCredits() {
        MemoryStateRepository totals = new MemoryStateRepository();
        countAgain(totals);
        return totals;
    }

    /** Lets later deliveries count the credits like a new process with these totals. */
    void countAgain(StateRepository<String, String> totals) {
        credits = new CountedCredits().of("account", () -> totals);
    }

    /** Returns the completion of a bulk job. */
    static JobEvent completed(String job) {
        return event(Jobs.bulk(job).status(9).completed(1_770_000_100));
    }

    /** Returns the first event of a job among its end and its start. */
    static JobEvent event(Jobs job) {
        return JobEventDetector.findFirst(job.job(), EventSelection.parse("completion,started")).get(0);
    }

    /** Ends an exchange as its unit of work would. */
    static void end(Exchange exchange) {
        UnitOfWorkHelper.doneSynchronizations(exchange, exchange.getExchangeExtension().handoverCompletions());
    }

    static void fail(Exchange exchange) {
        exchange.setException(new IllegalStateException("The route cannot"));
        end(exchange);
    }

    /** A receiver whose exchanges the test ends. */
    final class RecordedReceiver implements EventReceiver {

        final List<Exchange> routed = new CopyOnWriteArrayList<>();
        final List<Exchange> discarded = new CopyOnWriteArrayList<>();
        final List<String> calls = new CopyOnWriteArrayList<>();

        @Override
        public Exchange createExchange() {
            return new DefaultExchange(context);
        }

        @Override
        public Duration uptime() {
            return SECOND.multipliedBy(7);
        }

        @Override
        public @Nullable String routeId() {
            return null;
        }

        @Override
        public void route(Exchange exchange) {
            routed.add(exchange);
        }

        @Override
        public void discard(Exchange exchange) {
            discarded.add(exchange);
        }

        @Override
        public void acknowledged() {
            calls.add("acknowledged");
        }

        @Override
        public void released() {
            calls.add("released");
        }

        @Override
        public void claimedElsewhere() {
            calls.add("claimed elsewhere");
        }
    }

    @Override
    public void close() {
        ends.stop();
        session.stop();
        context.stop();
        diffbot.close();
    }
}
