/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Date;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.cameldiffbot.internal.event.EventBatch;
import io.github.cameldiffbot.internal.event.EventDelivery;
import io.github.cameldiffbot.internal.event.EventReceiver;
import io.github.cameldiffbot.internal.event.EventRepository;
import io.github.cameldiffbot.internal.event.EventSettings;
import io.github.cameldiffbot.internal.event.InterruptiblePoll;
import io.github.cameldiffbot.internal.event.PollExceptionHandler;
import io.github.cameldiffbot.internal.monitor.DiffbotConsumerHealthCheck;
import io.github.cameldiffbot.internal.poll.PollTimes;
import io.github.cameldiffbot.internal.poll.RetentionCheck;
import io.github.cameldiffbot.internal.request.EventReference;
import io.github.cameldiffbot.internal.request.JobNames;
import io.github.cameldiffbot.internal.session.DiffbotSession;
import io.github.cameldiffbot.internal.watch.EventSelection;
import io.github.cameldiffbot.internal.watch.HandledEvents;
import io.github.cameldiffbot.internal.watch.JobSelector;
import io.github.cameldiffbot.internal.watch.JobSnapshot;
import io.github.cameldiffbot.internal.watch.JobTracker;
import io.github.cameldiffbot.internal.watch.PollResult;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobEventType;
import io.github.cameldiffbot.job.JobKey;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.ScheduledBatchPollingConsumer;
import org.apache.camel.util.CastUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the events of jobs, one exchange an event. An event is delivered again at the next poll until its exchange
 * succeeds. The events of one job are delivered in order, each after the success of the one before, except expiring.
 */
@ManagedResource(description = "Managed Diffbot Consumer")
public class DiffbotConsumer extends ScheduledBatchPollingConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(DiffbotConsumer.class);

    private final DiffbotConfiguration configuration;
    private final JobSelector selector;
    private final EventRepository memory;
    private final EventDelivery delivery;
    private final Set<JobEventType> wanted;
    private final StartFrom startFrom;
    private final @Nullable HandledEvents past;
    private volatile JobTracker tracker;
    private final PollTimes pollTimes = new PollTimes();
    private final DiffbotConsumerState state;
    private final RetentionCheck retention;
    private final InterruptiblePoll interruptible = new InterruptiblePoll();
    private final Set<String> failed = ConcurrentHashMap.newKeySet();
    private @Nullable Runnable registration;
    private int routed;

    public DiffbotConsumer(DiffbotEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        configuration = endpoint.getConfiguration();
        selector = JobNames.interest(
                configuration.getJobType(), configuration.getJobName(), configuration.isValidateName());
        EventSettings settings = EndpointSettings.events(configuration);
        memory = new EventRepository(endpoint.getCamelContext(), settings);
        startFrom = memory.startFrom(configuration.getStartFrom());
        past = memory.past(settings, endpoint::createExchange);
        delivery = endpoint.delivery(memory, this::getExceptionHandler);
        wanted = EventSelection.parse(configuration.getEvents());
        retention = new RetentionCheck(Duration.ofMillis(configuration.getRetention()));
        state = new DiffbotConsumerState(this, pollTimes, selector, wanted, memory);
        setExceptionHandler(
                new PollExceptionHandler(endpoint.getCamelContext(), DiffbotConsumer.class, state, endpoint.session()));
    }

    @Override
    public DiffbotEndpoint getEndpoint() {
        return (DiffbotEndpoint) super.getEndpoint();
    }

    @Override
    protected void doBuild() throws Exception {
        if (getHealthCheck() == null) {
            setHealthCheck(new DiffbotConsumerHealthCheck(this, state));
        }
        super.doBuild();
    }

    @Override
    protected void doStart() throws Exception {
        delivery.start();
        tracker = state.acquireTracker(startFrom, delivery::isInProgress);
        registration = getEndpoint().getSession().add(state, selector);
        pollTimes.recordStart();
        super.doStart();
    }

    @Override
    protected void doResume() throws Exception {
        pollTimes.recordStart();
        super.doResume();
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        delivery.stop();
        state.releaseTracker();
        if (registration != null) {
            registration.run();
        }
    }

    @Override
    public void run() {
        // an event that failed waits for the next tick of the scheduler, however often greedy polls meanwhile
        failed.clear();
        super.run();
    }

    @Override
    protected int poll() throws Exception {
        return pollTimes.record(this::pollEvents);
    }

    private int pollEvents() throws Exception {
        shutdownRunningTask = null;
        pendingExchanges = 0;
        routed = 0;

        delivery.startRepositories();
        DiffbotSession session = getEndpoint().getSession();
        JobSnapshot jobs
                = interruptible.call(session.client().requests(), () -> session.poller().poll(selector, state.maxAge()));
        if (jobs == null) {
            // interrupted: no failure of the service
            return 0;
        }
        int ignored = tracker.observe(jobs, past);
        if (ignored > 0) {
            LOG.info("Ignored {} ended jobs at the first poll of {} (startFrom=latest). startFrom=earliest delivers them",
                    ignored, configuration);
        }
        pollTimes.recordJobsRead();
        forceConsumerAsReady();
        delivery.tidy();

        try {
            int polled = deliverEvents();
            pollTimes.clearFailure();
            session.outage().recordSuccess(state);
            return polled;
        } finally {
            // after the delivery, which finds ends that were handled before
            if (isBatchAllowed()) {
                retention.check(tracker, memory::knows, state.handler());
            }
        }
    }

    private int deliverEvents() throws Exception {
        int polled = 0;
        // each round takes the next event of every job, but none that failed in this poll
        while (isBatchAllowed()) {
            List<JobEvent> events
                    = tracker.claim(maxMessagesPerPoll > 0 ? maxMessagesPerPoll - routed : Integer.MAX_VALUE, failed);
            if (events.isEmpty()) {
                break;
            }
            polled += processBatch(CastUtils.cast(new ArrayDeque<>(events)));
        }
        return polled;
    }

    /** Interrupts a poll, so that a stopping route does not wait for its retries. */
    @Override
    public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
        interruptible.interrupt();
        return super.deferShutdown(shutdownRunningTask);
    }

    /**
     * Returns 0 while an interrupted poll ends, because it delivers nothing. Camel checks a larger number only once a
     * second.
     */
    @Override
    public int getPendingExchangesSize() {
        return interruptible.isInterrupted() ? 0 : super.getPendingExchangesSize();
    }

    @Override
    public int processBatch(Queue<Object> exchanges) throws Exception {
        try (EventBatch batch = new EventBatch(delivery, CastUtils.cast(exchanges), tracker::release)) {
            batch.claim(this::isBatchAllowed, PolledEvent::new);
            while (batch.remaining() > 0 && isBatchAllowed()) {
                pendingExchanges = batch.remaining() - 1;
                batch.routeNext();
            }
            Exception failure = batch.failure();
            if (failure != null && batch.delivered() == 0) {
                // the poll fails
                throw failure;
            }
            if (failure != null) {
                getExceptionHandler().handleException(
                        "Events could not be delivered. They are delivered again at the next poll", failure);
            }
            return batch.delivered();
        }
    }

    /** Sends an empty message, but not after a failed event. */
    @Override
    protected void processEmptyMessage() throws Exception {
        if (failed.isEmpty()) {
            super.processEmptyMessage();
        }
    }

    DiffbotConsumerState state() {
        return state;
    }

    @ManagedAttribute(description = "Number of jobs that this consumer tracks")
    public int getTrackedJobs() {
        return tracker == null ? 0 : tracker.jobCount();
    }

    @ManagedAttribute(description = "Number of events that the route has not handled yet")
    public int getWaitingEvents() {
        return tracker == null ? 0 : tracker.pendingEvents();
    }

    @ManagedAttribute(description = "Time of the last successful poll of this consumer")
    public @Nullable Date getLastGoodPoll() {
        return pollTimes.lastGoodPoll() == null ? null : Date.from(pollTimes.lastGoodPoll());
    }

    @ManagedAttribute(description = "Milliseconds since the last successful poll, or -1 if there was none")
    public long getLastGoodPollAge() {
        return pollTimes.lastGoodPollAge();
    }

    @ManagedAttribute(description = "Error of the last poll of the jobs, if it failed")
    public @Nullable String getLastPollError() {
        DiffbotSession session = getEndpoint().session().ifAny();
        PollResult poll = session == null ? null : session.poller().lastResult();
        return poll == null || poll.failure() == null ? null : poll.failure().getMessage();
    }

    @ManagedOperation(description = "Delivers the last end of a job (type bulk or crawl) again; false if none was polled")
    public boolean redeliver(String jobType, String jobName) {
        return state.redeliver(new JobKey(jobType, jobName), null);
    }

    @ManagedOperation(description = "Delivers an end again, by the id of its event; false if it is not the last one polled")
    public boolean redeliverEvent(String eventId) {
        EventReference event = EventReference.parse(eventId, "The event id");
        return state.redeliver(event.job(), event.id());
    }

    /** An event of a poll that is delivered to the route. */
    private final class PolledEvent implements EventReceiver {

        private final JobEvent event;

        PolledEvent(JobEvent event) {
            this.event = event;
        }

        @Override
        public Exchange createExchange() {
            return DiffbotConsumer.this.createExchange(true);
        }

        @Override
        public Duration uptime() {
            return pollTimes.uptime();
        }

        @Override
        public @Nullable String routeId() {
            return state.routeId();
        }

        @Override
        public boolean isObsolete() {
            return tracker.isObsolete(event);
        }

        @Override
        public void route(Exchange exchange) {
            routed++;
            pollTimes.setRouting(true);
            try {
                getAsyncProcessor().process(exchange, defaultConsumerCallback(exchange, true));
            } finally {
                pollTimes.setRouting(false);
            }
        }

        @Override
        public void discard(Exchange exchange) {
            releaseExchange(exchange, false);
        }

        @Override
        public void acknowledged() {
            tracker.acknowledge(event);
        }

        @Override
        public void released() {
            failed.add(event.id());
            tracker.release(event);
        }
    }
}
