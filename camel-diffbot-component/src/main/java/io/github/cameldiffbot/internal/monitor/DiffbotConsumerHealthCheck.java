/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import io.github.cameldiffbot.internal.poll.ConsumerState;
import io.github.cameldiffbot.internal.poll.HealthFailure;
import io.github.cameldiffbot.internal.poll.PollTimes;
import io.github.cameldiffbot.internal.watch.JobTracker;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.ScheduledPollConsumerHealthCheck;

/**
 * The health of a consumer: down while polls fail, like any polling consumer, and also if no poll has succeeded for too
 * long, for example because a poll hangs.
 */
public final class DiffbotConsumerHealthCheck extends ScheduledPollConsumerHealthCheck {

    public static final String LAST_POLL_TIME = "last.good.poll.time";
    public static final String LAST_POLL_AGE = "last.good.poll.age";

    public static final String OLDEST_END_AGE = "oldest.unhandled.end.age";

    private final ConsumerState consumer;

    public DiffbotConsumerHealthCheck(ScheduledPollConsumer polling, ConsumerState consumer) {
        super(polling, "consumer:" + consumer.routeId());
        this.consumer = consumer;
    }

    @Override
    public Result call(Map<String, Object> options) {
        Result result = super.call(options);
        if (!isEnabled()) {
            return result;
        }
        HealthCheckResultBuilder builder = HealthCheckResultBuilder.on(this).state(result.getState())
                .details(result.getDetails()).message(result.getMessage().orElse(null));
        PollTimes pollTimes = consumer.pollTimes();
        Instant last = pollTimes.lastGoodPoll();
        if (last != null) {
            builder.detail(LAST_POLL_TIME, last.toString());
            builder.detail(LAST_POLL_AGE, Duration.between(last, Instant.now()).toMillis());
        }
        JobTracker tracker = consumer.tracker();
        long oldestEnd = tracker == null ? 0 : tracker.oldestEndAge().toMillis();
        if (oldestEnd > 0) {
            builder.detail(OLDEST_END_AGE, oldestEnd);
        }
        String what = "Consumer failed polling route: " + consumer.routeId() + " (" + consumer.endpoint() + ")";
        Exception failure = pollTimes.failure();
        if (result.getError().isPresent()) {
            HealthFailure.report(
                    builder, result.getMessage().orElse(what), result.getError().get(), pollTimes.failingSince());
        } else if (result.getState() == State.UP && failure != null) {
            // Camel resets its error count at the end of a backoff
            HealthFailure.report(builder, what, failure, pollTimes.failingSince());
        }
        Duration sinceLastPoll = pollTimes.timeSinceLastPoll();
        Duration max = consumer.maxPollAge();
        if (result.getState() == State.UP && max != null && !consumer.isSuspended() && sinceLastPoll.compareTo(max) > 0) {
            builder.down().message(
                    "Consumer has had no successful poll for " + sinceLastPoll.toSeconds() + " s, which is more than the "
                                   + max.toSeconds() + " s that its delay and requestTimeout allow, route: "
                                   + consumer.routeId() + " ("
                                   + consumer.endpoint()
                                   + "). The poll hangs or its thread is busy: check network, proxy and the pool of the"
                                   + " scheduler");
        }
        return builder.build();
    }
}
