/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.operation;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import io.github.cameldiffbot.error.DiffbotOutcomeUnknownException;
import io.github.cameldiffbot.error.DiffbotUnavailableException;
import io.github.cameldiffbot.error.ErrorDetails;
import io.github.cameldiffbot.internal.claim.SharedClaims;
import io.github.cameldiffbot.internal.request.RepositoryOption;
import io.github.cameldiffbot.internal.session.DiffbotSession;
import io.github.cameldiffbot.internal.session.JobIdentity;
import io.github.cameldiffbot.internal.text.Excerpt;
import org.apache.camel.spi.IdempotentRepository;
import org.jspecify.annotations.Nullable;

/**
 * Creates a job while this node has the claim of its name, for the option {@code claimRepository}.
 */
final class ClaimedChange implements ExclusiveChange {

    private static final long MAX_DELAY_MILLIS = 2_000;
    private static final int DELAYS_PER_EXPIRY = 64;
    private static final double JITTER = 0.3;

    private final IdempotentRepository repository;
    private final String operation;
    private final ChangeStep step;
    private final JobIdentity job;
    private final SharedClaims claims;
    private SharedClaims.@Nullable Claim held;

    /**
     * The end of a wait: the claim, or the result that makes it unnecessary. Both are empty while the wait continues.
     */
    private record WaitResult<T>(Optional<SharedClaims.Claim> claim, Optional<T> result) {

        boolean isFinal() {
            return claim.isPresent() || result.isPresent();
        }
    }

    ClaimedChange(IdempotentRepository repository, DiffbotSession session, String operation, String jobName,
                  ChangeStep step) {
        this.step = step;
        this.repository = repository;
        this.operation = operation;
        this.job = session.identity(jobName);
        this.claims
                = new SharedClaims(repository, System::currentTimeMillis, session.grace(), session.requestTimeout());
    }

    /**
     * Claims the name, changes the job and releases the claim. If the outcome is unknown, the claim is kept until it
     * expires.
     */
    @Override
    public <T> T run(Supplier<T> change, Supplier<Optional<T>> meanwhile) {
        WaitResult<T> waited = waitForClaim(meanwhile);
        if (waited.result().isPresent()) {
            return waited.result().get();
        }
        SharedClaims.Claim claim = waited.claim().orElseThrow(() -> unavailable(
                "other nodes have had the claim of the name for more than " + maxWait().toSeconds() + " s", "Send it again",
                null));
        held = claim;
        boolean release = true;
        try {
            return change.get();
        } catch (DiffbotOutcomeUnknownException | Error e) {
            release = false;
            throw e;
        } finally {
            if (release) {
                claim.release();
            }
            held = null;
        }
    }

    @Override
    public void check() {
        boolean valid;
        try {
            valid = held == null || held.extend();
        } catch (RuntimeException e) {
            throw repositoryFailed(e);
        }
        if (!valid) {
            throw unavailable("the claim of the name has become too old, because Diffbot responded slowly or the process was"
                              + " paused",
                    "Send it again", null);
        }
    }

    /**
     * Waits for the claim, or until it is not needed any more.
     */
    private <T> WaitResult<T> waitForClaim(Supplier<Optional<T>> meanwhile) {
        long maxDelay = Math.max(2, Math.min(MAX_DELAY_MILLIS, claims.expiry().toMillis() / DELAYS_PER_EXPIRY));
        RetryPolicy<WaitResult<T>> policy = RetryPolicy.<WaitResult<T>> builder()
                .handleIf((waited, error) -> error == null && !waited.isFinal())
                .withBackoff(Math.max(1, maxDelay / 10), maxDelay, ChronoUnit.MILLIS).withJitter(JITTER)
                .withMaxRetries(-1).withMaxDuration(maxWait()).build();
        try {
            return Failsafe.with(policy).get(() -> {
                Optional<SharedClaims.Claim> claim = claim();
                return new WaitResult<>(claim, claim.isPresent() ? Optional.empty() : meanwhile.get());
            });
        } catch (FailsafeException e) {
            if (e.getCause() instanceof InterruptedException) {
                Thread.currentThread().interrupt();
                throw unavailable("the thread was interrupted while another node had the claim of the name",
                        "Send it again when the route runs", e);
            }
            throw e;
        }
    }

    // after the expiry of all present claims, other waiting nodes may be first
    private Duration maxWait() {
        return claims.expiry().multipliedBy(2);
    }

    private Optional<SharedClaims.Claim> claim() {
        try {
            RepositoryOption.start(step.exchange().getContext(), "claimRepository", repository, "Jobs could be created twice");
            return claims.claim(job.account(), job.name());
        } catch (RuntimeException e) {
            throw repositoryFailed(e);
        }
    }

    private DiffbotUnavailableException repositoryFailed(RuntimeException failure) {
        return unavailable("the claimRepository, a " + repository.getClass().getSimpleName() + ", failed ("
                           + Excerpt.of(String.valueOf(failure.getMessage())) + ")",
                "Send it again when the repository works", failure);
    }

    private DiffbotUnavailableException unavailable(String problem, String cure, @Nullable Throwable cause) {
        // an earlier request may have been sent, without effect
        String effect = held == null ? "; nothing was sent" : "; no job was created";
        return new DiffbotUnavailableException(
                ErrorDetails.of(operation, job.name(), problem + effect, cure).withCause(cause));
    }
}
