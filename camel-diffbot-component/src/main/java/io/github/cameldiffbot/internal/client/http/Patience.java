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
public final class Patience {

    private final int maxRetries;
    private final Backoff backoff;

    Patience(int maxRetries, Backoff backoff) {
        this.maxRetries = maxRetries;
        this.backoff = backoff;
    }

    /**
     * Asks as often as calls are made.
     *
     * @return the last answer, good enough or not
     */
    public <T> T ask(String operation, String jobName, Supplier<T> question, Predicate<T> goodEnough) {
        RetryPolicyBuilder<T> policy = RetryPolicy.<T> builder()
                .handleIf((answer, error) -> error == null && !goodEnough.test(answer))
                .withDelayFn(context -> backoff.afterFailure(context.getAttemptCount() - 1, null))
                .withMaxRetries(maxRetries);
        return ask(operation, jobName, question, policy);
    }

    /**
     * Looks what became of a request. Looks that fail, because the service or the network does, are repeated as often
     * as calls are.
     *
     * @return the first finding
     */
    <T> Finding<T> lookUp(Call call, Caller.LookUp<T> question) {
        RetryPolicyBuilder<Finding<T>> policy = RetryPolicy.<Finding<T>> builder()
                .handleIf((finding, error) -> isTransient(error))
                .withDelayFn(context -> backoff.afterFailure(context.getAttemptCount() - 1, null))
                .withMaxRetries(maxRetries);
        return ask(call.operation(), call.jobName(), question, policy);
    }

    /**
     * The same until it was carried out, for a time.
     *
     * @return the last finding
     */
    <T> Finding<T> lookUp(Call call, Caller.LookUp<T> question, Duration longest) {
        return askFor(call.operation(), call.jobName(), question, finding -> finding.state() == Finding.State.done, longest);
    }

    /**
     * Asks for a time. Questions that fail, because the service or the network does, are repeated, too.
     *
     * @return the last answer, good enough or not
     */
    public <T> T askFor(
            String operation, String jobName, Supplier<? extends T> question, Predicate<T> goodEnough, Duration longest) {
        Duration longestDelay = longest.dividedBy(8);
        RetryPolicyBuilder<T> policy = RetryPolicy.<T> builder()
                .handleIf((answer, error) -> error == null ? !goodEnough.test(answer) : isTransient(error))
                .withDelayFn(context -> {
                    Duration delay = backoff.afterFailure(context.getAttemptCount() - 1, null);
                    return delay.compareTo(longestDelay) < 0 ? delay : longestDelay;
                })
                .withMaxRetries(-1).withMaxDuration(longest);
        return ask(operation, jobName, question, policy);
    }

    private static boolean isTransient(Throwable error) {
        return error instanceof DiffbotUnavailableException || error instanceof DiffbotThrottledException;
    }

    private static <T> T ask(
            String operation, String jobName, Supplier<? extends T> question, RetryPolicyBuilder<T> policy) {
        try {
            return Failsafe.with(policy.build()).get(question::get);
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
