/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.client;

import java.util.function.Predicate;
import java.util.function.Supplier;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;

/**
 * Asks again for what is not there yet, as often and with the waits that calls are made again with. Errors of the calls
 * themselves are repeated by {@link Attempts}, and end the asking.
 */
final class Patience {

    private final int maxRetries;
    private final Backoff backoff;

    Patience(int maxRetries, Backoff backoff) {
        this.maxRetries = maxRetries;
        this.backoff = backoff;
    }

    /**
     * @return the last answer, good enough or not
     */
    <T> T ask(String operation, String jobName, Supplier<T> question, Predicate<T> goodEnough) {
        RetryPolicy<T> policy = RetryPolicy.<T> builder()
                .handleIf((answer, error) -> error == null && !goodEnough.test(answer))
                .withDelayFn(context -> backoff.afterFailure(context.getAttemptCount() - 1, null))
                .withMaxRetries(maxRetries)
                .build();
        try {
            return Failsafe.with(policy).get(question::get);
        } catch (FailsafeException e) {
            if (e.getCause() instanceof InterruptedException) {
                throw new DiffbotUnavailableException(
                        Failure.of(operation, jobName, "the thread was interrupted, as by a route that stops",
                                "Read it again when it runs"));
            }
            throw e;
        }
    }
}
