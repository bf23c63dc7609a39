/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.http;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.failsafe.RetryPolicyBuilder;
import io.github.cameldiffbot.error.DiffbotThrottledException;
import io.github.cameldiffbot.error.DiffbotUnavailableException;
import io.github.cameldiffbot.error.ErrorDetails;
import io.github.cameldiffbot.internal.client.retry.Backoff;
import org.jspecify.annotations.Nullable;

/**
 * Repeats reads until a result is accepted, with the delays of retries. {@link RetryingCall} retries the calls
 * themselves; other errors end the repetition, except where stated.
 */
public final class RetryUntil {

    private final int maxRetries;
    private final Backoff backoff;

    RetryUntil(int maxRetries, Backoff backoff) {
        this.maxRetries = maxRetries;
        this.backoff = backoff;
    }

    /**
     * Repeats a read as often as calls are retried.
     *
     * @return the last result, accepted or not
     */
    public <T> T run(String operation, @Nullable String jobName, Supplier<T> supplier, Predicate<T> accepted) {
        RetryPolicyBuilder<T> policy = RetryPolicy.<T> builder()
                .handleIf((value, error) -> error == null && !accepted.test(value))
                .withDelayFn(context -> backoff.afterFailure(context.getAttemptCount() - 1, null))
                .withMaxRetries(maxRetries);
        return run(operation, jobName, supplier, policy);
    }

    /**
     * Checks the outcome of a request. Checks that fail because of the service or the network are repeated as often as
     * calls are retried.
     *
     * @return the first finding
     */
    <T> Finding<T> check(Call call, Supplier<Finding<T>> supplier) {
        RetryPolicyBuilder<Finding<T>> policy = RetryPolicy.<Finding<T>> builder()
                .handleIf((finding, error) -> isTransient(error))
                .withDelayFn(context -> backoff.afterFailure(context.getAttemptCount() - 1, null))
                .withMaxRetries(maxRetries);
        return run(call.operation(), call.jobName(), supplier, policy);
    }

    /**
     * Repeats the check until the request was carried out or the time has passed.
     *
     * @return the last finding
     */
    <T> Finding<T> check(Call call, Supplier<Finding<T>> supplier, Duration maxDuration) {
        return runFor(call.operation(), call.jobName(), supplier, finding -> finding.state() == Finding.State.done,
                maxDuration);
    }

    /**
     * Repeats a read for a time. Reads that fail because of the service or the network are repeated, too.
     *
     * @return the last result, accepted or not
     */
    public <T> T runFor(
            String operation, @Nullable String jobName, Supplier<? extends T> supplier, Predicate<T> accepted,
            Duration maxDuration) {
        Duration maxDelay = maxDuration.dividedBy(8);
        RetryPolicyBuilder<T> policy = RetryPolicy.<T> builder()
                .handleIf((value, error) -> error == null ? !accepted.test(value) : isTransient(error))
                .withDelayFn(context -> {
                    Duration delay = backoff.afterFailure(context.getAttemptCount() - 1, null);
                    return delay.compareTo(maxDelay) < 0 ? delay : maxDelay;
                })
                .withMaxRetries(-1).withMaxDuration(maxDuration);
        return run(operation, jobName, supplier, policy);
    }

    private static boolean isTransient(@Nullable Throwable error) {
        return error instanceof DiffbotUnavailableException || error instanceof DiffbotThrottledException;
    }

    private static <T> T run(
            String operation, @Nullable String jobName, Supplier<? extends T> supplier, RetryPolicyBuilder<T> policy) {
        try {
            return Failsafe.with(policy.build()).get(supplier::get);
        } catch (FailsafeException e) {
            if (e.getCause() instanceof InterruptedException) {
                throw new DiffbotUnavailableException(
                        ErrorDetails.of(operation, jobName,
                                "the thread was interrupted, probably because the route is stopping",
                                "Read it again when it runs"));
            }
            throw e;
        }
    }
}
