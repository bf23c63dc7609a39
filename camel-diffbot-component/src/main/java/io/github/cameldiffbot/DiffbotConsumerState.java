/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;

import io.github.cameldiffbot.internal.event.EventRepository;
import io.github.cameldiffbot.internal.poll.ConsumerOwner;
import io.github.cameldiffbot.internal.poll.ConsumerState;
import io.github.cameldiffbot.internal.poll.JobTrackerCache;
import io.github.cameldiffbot.internal.poll.PollTimes;
import io.github.cameldiffbot.internal.request.JobCredits;
import io.github.cameldiffbot.internal.watch.CreditBudget;
import io.github.cameldiffbot.internal.watch.JobEventDetector;
import io.github.cameldiffbot.internal.watch.JobSelector;
import io.github.cameldiffbot.internal.watch.JobTracker;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobEventType;
import io.github.cameldiffbot.job.JobKey;
import org.apache.camel.support.DefaultScheduledPollConsumerScheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state of a {@link DiffbotConsumer}, such as its job tracker, for monitoring and for other parts of the component.
 */
final class DiffbotConsumerState implements ConsumerState {

    private static final Logger LOG = LoggerFactory.getLogger(DiffbotConsumer.class);

    private final DiffbotConsumer consumer;
    private final PollTimes pollTimes;
    private final JobSelector selector;
    private final Set<JobEventType> wanted;
    private final EventRepository memory;
    // null: computed from delay and requestTimeout
    private volatile @Nullable Duration maxPollAge;
    private volatile JobTrackerCache.@Nullable Lease tracker;

    DiffbotConsumerState(
                         DiffbotConsumer consumer, PollTimes pollTimes, JobSelector selector, Set<JobEventType> wanted,
                         EventRepository memory) {
        this.consumer = consumer;
        this.pollTimes = pollTimes;
        this.selector = selector;
        this.wanted = wanted;
        this.memory = memory;
    }

    /**
     * Acquires the job tracker: that of an earlier consumer of the route, or a new one. Events that no exchange handles
     * are pending again.
     *
     * @param startFrom  whether a new tracker delivers the past of the jobs
     * @param inProgress whether an exchange handles an event
     */
    JobTracker acquireTracker(StartFrom startFrom, Predicate<JobEvent> inProgress) {
        releaseTracker();
        DiffbotConfiguration configuration = consumer.getEndpoint().getConfiguration();
        ConsumerOwner owner = ConsumerOwner.of(consumer);
        // only a persistent repository knows which events another node has handled since
        boolean kept = !owner.clustered() || memory.isPersistent();
        JobTrackerCache.Lease lease = consumer.getEndpoint().getComponent().shared().trackers().acquire(
                owner.key(configuration.getBaseUrl(), configuration.getJobType(), configuration.getJobName(), wanted), kept,
                () -> new JobTracker(selector, wanted, startFrom == StartFrom.earliest));
        tracker = lease;
        JobTracker acquired = lease.tracker();
        acquired.selectEvents(wanted);
        acquired.setBudget(new CreditBudget(configuration.getMaxCredits(), JobCredits::estimate));
        // of a poll that an Error ended
        acquired.releaseUnless(inProgress);
        return acquired;
    }

    /**
     * Lets the next consumer of the route have the job tracker.
     */
    void releaseTracker() {
        JobTrackerCache.Lease lease = tracker;
        if (lease != null) {
            lease.release();
        }
    }

    @Override
    public @Nullable String routeId() {
        return ConsumerOwner.routeId(consumer);
    }

    @Override
    public String endpoint() {
        return consumer.getEndpoint().toString();
    }

    @Override
    public boolean isPolling() {
        return consumer.isPolling();
    }

    @Override
    public boolean isSuspended() {
        return consumer.isSuspended();
    }

    @Override
    public @Nullable Instant nextPoll() {
        Instant ended = pollTimes.lastPollEnd();
        if (isPolling() || isSuspended() || ended == null
                || !(consumer.getScheduler() instanceof DefaultScheduledPollConsumerScheduler)) {
            return null;
        }
        return ended.plus(Duration.of(consumer.getDelay(), consumer.getTimeUnit().toChronoUnit()));
    }

    /**
     * Returns the maximum age of a poll of another consumer that serves this one.
     */
    Duration maxAge() {
        return pollTimes.maxAge(
                Duration.of(consumer.getDelay(), consumer.getTimeUnit().toChronoUnit()),
                consumer.getScheduler() instanceof DefaultScheduledPollConsumerScheduler);
    }

    @Override
    public PollTimes pollTimes() {
        return pollTimes;
    }

    @Override
    public @Nullable JobTracker tracker() {
        JobTrackerCache.Lease lease = tracker;
        return lease == null ? null : lease.tracker();
    }

    @Override
    public @Nullable Duration maxPollAge() {
        if (maxPollAge != null) {
            return maxPollAge;
        }
        // the next poll of any other scheduler is unknown
        if (!(consumer.getScheduler() instanceof DefaultScheduledPollConsumerScheduler) || consumer.getRepeatCount() > 0) {
            return null;
        }
        long first = pollTimes.lastGoodPoll() == null ? consumer.getInitialDelay() : 0;
        long delays = consumer.getDelay() * (3 + Math.max(0, consumer.getBackoffMultiplier()));
        return Duration.of(first + delays, consumer.getTimeUnit().toChronoUnit())
                .plusMillis(consumer.getEndpoint().getComponent().getRequestTimeout());
    }

    void setMaxPollAge(@Nullable Duration maxPollAge) {
        this.maxPollAge = maxPollAge;
    }

    @Override
    public boolean needs(JobEvent end) {
        JobEvent last = lastWanted(end);
        JobTracker current = tracker();
        if (last == null || !selector.includes(end.job()) || current != null && current.hasHandled(end.job())) {
            return false;
        }
        try {
            return !memory.knows(last);
        } catch (RuntimeException e) {
            LOG.debug("The event repository cannot be queried for event {} now", end.id(), e);
            return true;
        }
    }

    @Override
    public boolean redeliver(JobKey job, @Nullable String id) {
        JobTracker current = tracker();
        if (current == null) {
            return false;
        }
        JobEvent end = current.lastEnd(job).orElse(null);
        if (end == null || id != null && !id.equals(end.id())) {
            return false;
        }
        // before the tracker has the event, because a poll can deliver it at once
        memory.remove(consumer.getEndpoint().createExchange(), end);
        current.redeliver(end);
        LOG.info("Event {} is delivered again to {} (operation=redeliver)", end.id(), handler());
        return true;
    }

    /**
     * Returns the last event of a job that ended: its end or, if only rounds are wanted, its last round. Null for none.
     */
    private @Nullable JobEvent lastWanted(JobEvent end) {
        if (wanted.contains(end.type())) {
            return end;
        }
        // a webhook call can report the last round before it is counted
        long rounds = end.round();
        return rounds > 0 && wanted.contains(JobEventType.roundCompleted) ? JobEventDetector.round(end.job(), rounds) : null;
    }
}
