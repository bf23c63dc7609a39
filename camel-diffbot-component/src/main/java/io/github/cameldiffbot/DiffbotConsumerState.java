/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import io.github.cameldiffbot.internal.event.EventRepository;
import io.github.cameldiffbot.internal.poll.ConsumerOwner;
import io.github.cameldiffbot.internal.poll.ConsumerState;
import io.github.cameldiffbot.internal.poll.PollTimes;
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
 * The state of a {@link DiffbotConsumer} for monitoring and for other parts of the component.
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

    DiffbotConsumerState(
                         DiffbotConsumer consumer, PollTimes pollTimes, JobSelector selector, Set<JobEventType> wanted,
                         EventRepository memory) {
        this.consumer = consumer;
        this.pollTimes = pollTimes;
        this.selector = selector;
        this.wanted = wanted;
        this.memory = memory;
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
        return consumer.tracker();
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
        JobTracker tracker = consumer.tracker();
        if (last == null || !selector.includes(end.job()) || tracker != null && tracker.hasHandled(end.job())) {
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
        JobTracker tracker = consumer.tracker();
        if (tracker == null) {
            return false;
        }
        JobEvent end = tracker.lastEnd(job).orElse(null);
        if (end == null || id != null && !id.equals(end.id())) {
            return false;
        }
        // before the tracker has the event, because a poll can deliver it at once
        memory.remove(consumer.getEndpoint().createExchange(), end);
        tracker.redeliver(end);
        LOG.info("Route {} delivers event {} again (operation=redeliver)", routeId(), end.id());
        return true;
    }

    /**
     * Returns the last event of a job that ended: its end or, if only rounds are wanted, its last round. Null for none.
     */
    private @Nullable JobEvent lastWanted(JobEvent end) {
        if (wanted.contains(end.type())) {
            return end;
        }
        long rounds = end.job().getRoundsCompleted();
        return rounds > 0 && wanted.contains(JobEventType.roundCompleted) ? JobEventDetector.round(end.job(), rounds) : null;
    }
}
