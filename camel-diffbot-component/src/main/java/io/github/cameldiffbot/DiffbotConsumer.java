/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Date;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.cameldiffbot.job.EventSelection;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobEventType;
import io.github.cameldiffbot.job.JobKey;
import io.github.cameldiffbot.watch.Interest;
import io.github.cameldiffbot.watch.JobSnapshot;
import io.github.cameldiffbot.watch.JobTracker;
import io.github.cameldiffbot.watch.LookReport;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.DefaultScheduledPollConsumerScheduler;
import org.apache.camel.support.ScheduledBatchPollingConsumer;
import org.apache.camel.util.CastUtils;

/**
 * Tells of what happens to jobs, one exchange an event. An event is told again at the next poll until an exchange with
 * it succeeded; the events of one job come in order, the next one only after the one before has succeeded.
 */
@ManagedResource(description = "Managed Diffbot Consumer")
public class DiffbotConsumer extends ScheduledBatchPollingConsumer {

    private final DiffbotConfiguration configuration;
    private final Interest interest;
    private final EventMemory memory;
    private final EventCompletion completion;
    private final ResultBodies results;
    private final Set<JobEventType> wanted;
    private JobTracker tracker;
    private final PollClock clock = new PollClock();
    private final Object lookLock = new Object();
    private Thread looking;
    private boolean brokenOff;
    private final Set<JobKey> failedThisPoll = ConcurrentHashMap.newKeySet();

    public DiffbotConsumer(DiffbotEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        configuration = endpoint.getConfiguration();
        interest = JobNames.interest(
                configuration.getJobType(), configuration.getJobName(), configuration.isValidateName());
        memory = new EventMemory(endpoint.getCamelContext(), configuration);
        completion = new EventCompletion(endpoint, memory, this::getExceptionHandler);
        results = new ResultBodies(endpoint);
        results.checkFetch();
        wanted = EventSelection.parse(configuration.getEvents());
    }

    private JobTracker newTracker() {
        StartFrom startFrom = configuration.getStartFrom();
        boolean tellPast = startFrom == null ? memory.isPersistent() : startFrom == StartFrom.earliest;
        return new JobTracker(interest, wanted, tellPast);
    }

    @Override
    public DiffbotEndpoint getEndpoint() {
        return (DiffbotEndpoint) super.getEndpoint();
    }

    @Override
    protected void doBuild() throws Exception {
        if (getHealthCheck() == null) {
            setHealthCheck(new DiffbotConsumerHealthCheck(this));
        }
        super.doBuild();
    }

    @Override
    protected void doStart() throws Exception {
        memory.start();
        results.start();
        if (tracker == null) {
            tracker = getEndpoint().getComponent().trackers().of(getEndpoint(), getRouteId(), wanted, this::newTracker);
        }
        getEndpoint().getSession().watcher().add(interest);
        getEndpoint().getSession().consumers().add(this);
        clock.started();
        super.doStart();
    }

    @Override
    protected void doResume() throws Exception {
        clock.started();
        super.doResume();
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        DiffbotSession session = getEndpoint().getSession();
        if (session != null) {
            session.watcher().remove(interest);
            session.consumers().remove(this);
        }
    }

    @Override
    protected int poll() throws Exception {
        clock.polls();
        try {
            return lookAndTell();
        } finally {
            clock.ends();
        }
    }

    private int lookAndTell() throws Exception {
        shutdownRunningTask = null;
        pendingExchanges = 0;
        failedThisPoll.clear();

        tracker.observe(look());
        clock.looked();
        forceConsumerAsReady();
        completion.removeUndeleted();

        int polled = 0;
        // each round takes the next event of every job; a job whose event failed has to wait for the next poll
        while (isBatchAllowed()) {
            int room = maxMessagesPerPoll > 0 ? maxMessagesPerPoll - polled : Integer.MAX_VALUE;
            List<JobEvent> events = tracker.take(room, failedThisPoll);
            if (events.isEmpty()) {
                break;
            }
            polled += processBatch(CastUtils.cast(new ArrayDeque<>(events)));
        }
        return polled;
    }

    private JobSnapshot look() {
        synchronized (lookLock) {
            looking = Thread.currentThread();
        }
        try {
            return getEndpoint().getSession().watcher().look(interest, maxAge());
        } finally {
            synchronized (lookLock) {
                looking = null;
                if (brokenOff) {
                    brokenOff = false;
                    // it was for the look, and the look is over: an exchange that is begun now must not feel it
                    Thread.interrupted();
                }
            }
        }
    }

    /**
     * Breaks off a look: with retries it can take minutes, and a route that stops would wait for all of them.
     */
    @Override
    public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
        synchronized (lookLock) {
            if (looking != null) {
                brokenOff = true;
                looking.interrupt();
            }
        }
        return super.deferShutdown(shutdownRunningTask);
    }

    /**
     * A look serves if it was taken within the delay. A little less, as timers are not that exact: with just the delay,
     * an early tick would be answered from the look of the tick before and see everything one delay late.
     */
    private Duration maxAge() {
        Duration delay = Duration.of(getDelay(), getTimeUnit().toChronoUnit());
        Duration slack = delay.dividedBy(10);
        return delay.minus(slack.compareTo(Duration.ofMillis(50)) < 0 ? slack : Duration.ofMillis(50));
    }

    @Override
    public int processBatch(Queue<Object> exchanges) throws Exception {
        Queue<JobEvent> events = CastUtils.cast(exchanges);
        int total = events.size();
        int polled = 0;
        Exception trouble = null;
        for (int index = 0; index < total && isBatchAllowed(); index++) {
            JobEvent event = events.remove();
            pendingExchanges = total - index - 1;
            try {
                polled += tell(event, index, total);
            } catch (Exception e) {
                // of its key or of the memory of events: it must not hold up the other jobs
                notHandled(event);
                trouble = e;
            }
        }
        // not begun, because the route stops
        events.forEach(tracker::failed);
        if (trouble != null && polled == 0) {
            throw trouble;
        }
        if (trouble != null) {
            getExceptionHandler().handleException("Events could not be told. They will be tried again", trouble);
        }
        return polled;
    }

    /**
     * Hands an event to the route, and gives how many exchanges that made.
     */
    private int tell(JobEvent event, int index, int total) {
        Exchange exchange = createExchange(event);
        boolean routed = false;
        try {
            String key = memory.key(exchange, event);
            if (!memory.take(key)) {
                // a webhook has it in hand: the next poll sees what became of it
                notHandled(event);
            } else if (isRemembered(exchange, key)) {
                tracker.done(event);
                if (configuration.getIdempotentKey() == null) {
                    // a crash may have come between the two; with a key of the user's it may be another job's event
                    completion.remove(event, exchange);
                }
            } else {
                arrive(exchange, key);
                routed = true;
                exchange.setProperty(ExchangePropertyKey.BATCH_INDEX, index);
                exchange.setProperty(ExchangePropertyKey.BATCH_SIZE, total);
                exchange.setProperty(ExchangePropertyKey.BATCH_COMPLETE, index == total - 1);
                exchange.getExchangeExtension().addOnCompletion(
                        completion.of(event, key, () -> tracker.done(event), () -> notHandled(event)));
                route(exchange, event);
            }
        } finally {
            if (!routed) {
                releaseExchange(exchange, false);
            }
        }
        return routed ? 1 : 0;
    }

    private void arrive(Exchange exchange, String key) {
        boolean arrived = false;
        try {
            results.arrive(exchange);
            arrived = true;
        } finally {
            if (!arrived) {
                memory.release(key);
            }
        }
    }

    private void route(Exchange exchange, JobEvent event) {
        getEndpoint().getSession().meters().told(event, clock.upFor());
        clock.routing(true);
        try {
            getAsyncProcessor().process(exchange, defaultConsumerCallback(exchange, true));
        } finally {
            clock.routing(false);
        }
    }

    private boolean isRemembered(Exchange exchange, String key) {
        boolean release = true;
        try {
            release = memory.contains(exchange, key);
            return release;
        } finally {
            if (release) {
                memory.release(key);
            }
        }
    }

    private Exchange createExchange(JobEvent event) {
        Exchange exchange = createExchange(true);
        EventMessages.fill(exchange, event, results, getEndpoint().getSession().client());
        return exchange;
    }

    /**
     * What it knows of the jobs; null before the first start.
     */
    JobTracker getTracker() {
        return tracker;
    }

    PollClock getClock() {
        return clock;
    }

    /**
     * How long it may go without seeing the jobs; null for any time.
     */
    Duration getHealthCheckMaxPollAge() {
        long age = configuration.getHealthCheckMaxPollAge();
        if (age != 0) {
            return age < 0 ? null : Duration.ofMillis(age);
        }
        // when any other scheduler polls next is not known
        if (!(getScheduler() instanceof DefaultScheduledPollConsumerScheduler) || getRepeatCount() > 0) {
            return null;
        }
        long first = clock.lastGoodPoll() == null ? getInitialDelay() : 0;
        long delays = getDelay() * (3 + Math.max(0, getBackoffMultiplier()));
        return Duration.of(first + delays, getTimeUnit().toChronoUnit())
                .plusMillis(getEndpoint().getComponent().getRequestTimeout());
    }

    @ManagedAttribute(description = "How many jobs this consumer follows")
    public int getTrackedJobs() {
        return tracker == null ? 0 : tracker.jobs();
    }

    @ManagedAttribute(description = "How many events wait to be handled by the route")
    public int getWaitingEvents() {
        return tracker == null ? 0 : tracker.waiting();
    }

    @ManagedAttribute(description = "When this consumer last saw the jobs")
    public Date getLastGoodPoll() {
        return clock.lastGoodPoll() == null ? null : Date.from(clock.lastGoodPoll());
    }

    @ManagedAttribute(description = "How many milliseconds ago that was, or -1 if it was never")
    public long getLastGoodPollAge() {
        Instant last = clock.lastGoodPoll();
        return last == null ? -1 : Duration.between(last, Instant.now()).toMillis();
    }

    @ManagedAttribute(description = "Why the last look at the jobs failed, if it did")
    public String getLastLookError() {
        DiffbotSession session = getEndpoint().getSession();
        LookReport look = session == null ? null : session.watcher().lastLook();
        return look == null || look.failure() == null ? null : look.failure().getMessage();
    }

    private void notHandled(JobEvent event) {
        failedThisPoll.add(event.job().getKey());
        tracker.failed(event);
    }
}
