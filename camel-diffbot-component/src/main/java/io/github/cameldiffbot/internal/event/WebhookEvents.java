/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.cameldiffbot.internal.request.JobNames;
import io.github.cameldiffbot.internal.session.DiffbotSession;
import io.github.cameldiffbot.internal.session.EndpointSession;
import io.github.cameldiffbot.internal.session.JobsInUse;
import io.github.cameldiffbot.internal.watch.EventSelection;
import io.github.cameldiffbot.internal.watch.JobSelector;
import io.github.cameldiffbot.internal.watch.JobSnapshot;
import io.github.cameldiffbot.internal.watch.UncountedRound;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobEventType;
import io.github.cameldiffbot.job.JobKey;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.LoggingExceptionHandler;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls the jobs that calls to a webhook name, and delivers the events of those that have really ended, with the same
 * ids as a consumer's. An event that is not handled here is left to the consumer behind the webhook.
 */
public final class WebhookEvents extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookEvents.class);

    private static final int THREADS = 10;
    private static final int CALLS_WAITING = 1_000;

    private final EventSettings settings;
    private final EndpointSession session;
    private final Endpoint endpoint;
    private final AsyncProcessor next;
    private final Supplier<@Nullable String> routeId;
    private final JobSelector interest;
    private final Set<JobEventType> wanted;
    private final EventDelivery delivery;
    private final ExceptionHandler exceptionHandler;
    private final Semaphore eventsElsewhere = new Semaphore(CALLS_WAITING);
    private ExecutorService threads;
    private volatile long startedAt;

    /**
     * Creates the handler of calls.
     *
     * @param endpoint   creates the exchanges
     * @param deliveries creates the delivery of events for an exception handler
     * @param next       the route
     * @param routeId    returns the id of the route; null for none
     */
    public WebhookEvents(EventSettings settings, EndpointSession session, Endpoint endpoint,
                         Function<Supplier<ExceptionHandler>, EventDelivery> deliveries, Processor next,
                         Supplier<@Nullable String> routeId) {
        this.settings = settings;
        this.session = session;
        this.endpoint = endpoint;
        this.next = AsyncProcessorConverterHelper.convert(next);
        this.routeId = routeId;
        interest = JobNames.interest(settings.jobType(), settings.jobName(), settings.validateName());
        wanted = wanted(settings.events());
        exceptionHandler = new LoggingExceptionHandler(endpoint.getCamelContext(), getClass());
        delivery = deliveries.apply(() -> exceptionHandler);
    }

    private static Set<JobEventType> wanted(String events) {
        Set<JobEventType> wanted = EnumSet.copyOf(EventSelection.parse(events));
        wanted.retainAll(EventSelection.COMPLETION);
        if (wanted.isEmpty() || namesOther(events)) {
            throw new IllegalArgumentException(
                    "Option events is '" + events + "'. Diffbot calls a webhook when a job or a round is done, so a webhook"
                                               + " route delivers only roundCompleted, completed and failed. Remove the other"
                                               + " events here, and add a consumer for them (from diffbot: without webhook:)");
        }
        return wanted;
    }

    // a group may have events that a webhook does not deliver; status is also a group
    private static boolean namesOther(String events) {
        return EnumSet.complementOf(EnumSet.copyOf(EventSelection.COMPLETION)).stream()
                .anyMatch(type -> type != JobEventType.status && EventSelection.names(events, type));
    }

    @Override
    protected void doStart() throws Exception {
        delivery.start();
        startedAt = System.nanoTime();
        ThreadPoolProfile profile = new ThreadPoolProfileBuilder("DiffbotWebhook").poolSize(THREADS).maxPoolSize(THREADS)
                .maxQueueSize(CALLS_WAITING).keepAliveTime(30L, TimeUnit.SECONDS).allowCoreThreadTimeOut(true)
                .rejectedPolicy(ThreadPoolRejectedPolicy.Abort).build();
        threads = endpoint.getCamelContext().getExecutorServiceManager().newThreadPool(this, "DiffbotWebhook", profile);
    }

    @Override
    protected void doStop() {
        // running exchanges may finish: a graceful shutdown waits for them
        endpoint.getCamelContext().getExecutorServiceManager().shutdown(threads);
        delivery.stop();
    }

    /**
     * Accepts a hint that jobs are done.
     *
     * @return                            completed when the status of the jobs is known, failed if it cannot be read.
     *                                    The route may take longer
     * @throws IllegalArgumentException   if the name of a job is invalid
     * @throws RejectedExecutionException if too many hints wait, or the route stops
     */
    Future<Void> accept(List<JobKey> hints) {
        Set<JobKey> ours = new HashSet<>();
        for (JobKey hint : hints) {
            JobNames.check(hint.name(), settings.validateName());
            String type = hint.type().isEmpty() ? settings.jobType().name() : hint.type();
            if (interest.includes(type, hint.name())) {
                ours.add(hint);
            }
        }
        CompletableFuture<Void> known = new CompletableFuture<>();
        if (ours.isEmpty()) {
            LOG.debug("A call names no job of {}", settings.name());
            known.complete(null);
        } else {
            long receivedAt = session.get().poller().now();
            threads.execute(() -> poll(ours, receivedAt, known));
        }
        return known;
    }

    private void poll(Set<JobKey> hints, long receivedAt, CompletableFuture<Void> known) {
        List<Job> jobs;
        DiffbotSession current;
        try {
            delivery.startRepositories();
            current = session.get();
            JobKey only = hints.size() == 1 ? hints.iterator().next() : null;
            JobSnapshot snapshot = current.poller().pollSince(
                    only == null ? interest : JobSelector.named(settings.jobType(), only.name()), receivedAt);
            jobs = snapshot.jobs().stream().filter(interest::includes)
                    .filter(job -> hints.stream().anyMatch(hint -> hint.name().equals(job.getName()))).toList();
            current.waits().pollNow();
            delivery.tidy();
        } catch (RuntimeException e) {
            LOG.warn("Diffbot called the webhook for jobs of {}, but polling them failed: {}. The next poll finds them",
                    settings.name(), e.getMessage());
            known.completeExceptionally(e);
            return;
        }
        known.complete(null);
        for (Job job : jobs) {
            Deque<JobEvent> events = new ArrayDeque<>(UncountedRound.findEvents(job, wanted));
            if (events.isEmpty()) {
                LOG.debug("Job '{}' is done according to the call, but its status is {}", job.getName(), job.getStatus());
            }
            deliverNext(new PendingEvents(events, current.jobsInUse().begin(job.getName())));
        }
    }

    /**
     * The events of a job that are still to be delivered. Until then no consumer may delete the job.
     */
    private record PendingEvents(Deque<JobEvent> queue, JobsInUse.Use use) {
    }

    private void deliverNext(PendingEvents events) {
        if (events.queue().isEmpty()) {
            events.use().close();
            return;
        }
        try {
            threads.execute(() -> deliver(events));
        } catch (RejectedExecutionException e) {
            leave(events, e.getMessage());
        }
    }

    private static void leave(PendingEvents events, @Nullable String reason) {
        LOG.warn("Event {} is left to the next poll: {}", events.queue().element().id(), reason);
        events.use().close();
    }

    /**
     * Delivers the first event, and the next one after the route has handled it.
     */
    private void deliver(PendingEvents events) {
        JobEvent event = events.queue().remove();
        if (!isRunAllowed()) {
            LOG.debug("Event {} is left to the next poll, as the route stops", event.id());
            events.use().close();
            return;
        }
        try {
            delivery.deliver(event, new WebhookDelivery(event, events));
        } catch (RuntimeException e) {
            exceptionHandler.handleException("Event " + event.id() + " is left to the next poll", e);
        }
    }

    /**
     * The delivery of one event of a call.
     */
    private final class WebhookDelivery implements EventReceiver {

        private final JobEvent event;
        private final PendingEvents remaining;

        WebhookDelivery(JobEvent event, PendingEvents remaining) {
            this.event = event;
            this.remaining = remaining;
        }

        @Override
        public Exchange createExchange() {
            return endpoint.createExchange();
        }

        @Override
        public Duration uptime() {
            return Duration.ofNanos(System.nanoTime() - startedAt);
        }

        @Override
        public @Nullable String routeId() {
            return routeId.get();
        }

        @Override
        public void route(Exchange exchange) {
            next.process(exchange, doneSync -> {
                if (exchange.getException() != null) {
                    exceptionHandler.handleException("Error processing exchange", exchange, exchange.getException());
                }
            });
        }

        @Override
        public void discard(Exchange exchange) {
            // is not pooled
        }

        @Override
        public void acknowledged() {
            deliverNext(remaining);
        }

        @Override
        public void released() {
            LOG.debug("Event {} is left to the next poll", event.id());
            remaining.use().close();
        }

        /**
         * Tries again later. Diffbot does not call again if the other node ends before it has handled the event.
         */
        @Override
        public void claimedElsewhere() {
            remaining.queue().addFirst(event);
            if (!eventsElsewhere.tryAcquire()) {
                leave(remaining, "other nodes handle " + CALLS_WAITING + " events");
                return;
            }
            try {
                delivery.later(() -> {
                    eventsElsewhere.release();
                    deliverNext(remaining);
                });
            } catch (RejectedExecutionException e) {
                eventsElsewhere.release();
                leave(remaining, e.getMessage());
            }
        }
    }
}
