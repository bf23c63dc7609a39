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

/**
 * Asks again for what is not there yet, with the waits that calls are made again with. Errors of the calls themselves
 * are repeated by {@link RetryingCall}, and end the asking unless said otherwise.
 */
public final class RetryUntil {

    private final int maxRetries;
    private final Backoff backoff;

    RetryUntil(int maxRetries, Backoff backoff) {
        this.maxRetries = maxRetries;
        this.backoff = backoff;
    }

    /**
     * Asks as often as calls are made.
     *
     * @return the last answer, good enough or not
     */
    public <T> T run(String operation, String jobName, Supplier<T> supplier, Predicate<T> accepted) {
        RetryPolicyBuilder<T> policy = RetryPolicy.<T> builder()
                .handleIf((value, error) -> error == null && !accepted.test(value))
                .withDelayFn(context -> backoff.afterFailure(context.getAttemptCount() - 1, null))
                .withMaxRetries(maxRetries);
        return run(operation, jobName, supplier, policy);
    }

    /**
     * Looks what became of a request. Looks that fail, because the service or the network does, are repeated as often
     * as calls are.
     *
     * @return the first finding
     */
    <T> Finding<T> check(Call call, ApiExecutor.OutcomeCheck<T> supplier) {
        RetryPolicyBuilder<Finding<T>> policy = RetryPolicy.<Finding<T>> builder()
                .handleIf((finding, error) -> isTransient(error))
                .withDelayFn(context -> backoff.afterFailure(context.getAttemptCount() - 1, null))
                .withMaxRetries(maxRetries);
        return run(call.operation(), call.jobName(), supplier, policy);
    }

    /**
     * The same until it was carried out, for a time.
     *
     * @return the last finding
     */
    <T> Finding<T> check(Call call, ApiExecutor.OutcomeCheck<T> supplier, Duration maxDuration) {
        return runFor(call.operation(), call.jobName(), supplier, finding -> finding.state() == Finding.State.done,
                maxDuration);
    }

    /**
     * Asks for a time. Questions that fail, because the service or the network does, are repeated, too.
     *
     * @return the last answer, good enough or not
     */
    public <T> T runFor(
            String operation, String jobName, Supplier<? extends T> supplier, Predicate<T> accepted, Duration maxDuration) {
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

    private static boolean isTransient(Throwable error) {
        return error instanceof DiffbotUnavailableException || error instanceof DiffbotThrottledException;
    }

    private static <T> T run(
            String operation, String jobName, Supplier<? extends T> supplier, RetryPolicyBuilder<T> policy) {
        try {
            return Failsafe.with(policy.build()).get(supplier::get);
        } catch (FailsafeException e) {
            if (e.getCause() instanceof InterruptedException) {
                throw new DiffbotUnavailableException(
                        ErrorDetails.of(operation, jobName, "the thread was interrupted, as by a route that stops",
                                "Read it again when it runs"));
            }
            throw e;
        }
    }
}
