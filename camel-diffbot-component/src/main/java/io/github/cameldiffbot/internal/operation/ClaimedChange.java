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
import io.github.cameldiffbot.internal.request.RepositoryOption;
import io.github.cameldiffbot.internal.session.DiffbotSession;
import io.github.cameldiffbot.internal.session.JobIdentity;
import io.github.cameldiffbot.internal.text.Excerpt;
import org.apache.camel.spi.IdempotentRepository;

/**
 * Creates a job while no other node creates one of its name, if the option {@code claimRepository} is set.
 */
final class ClaimedChange {

    private static final long MAX_DELAY_MILLIS = 2_000;
    private static final int DELAYS_PER_EXPIRY = 64;
    private static final double JITTER = 0.3;

    private final IdempotentRepository repository;
    private final String operation;
    private final ChangeStep step;
    private final JobIdentity job;
    private final JobClaims claims;
    private JobClaims.Claim claim;

    /**
     * @param repository null for none
     */
    ClaimedChange(IdempotentRepository repository, DiffbotSession session, String operation, String jobName,
                  ChangeStep step) {
        this.step = step;
        this.repository = repository;
        this.operation = operation;
        this.job = session.identity(jobName);
        this.claims = repository == null
                ? null : new JobClaims(repository, System::currentTimeMillis, session.grace(), session.requestTimeout());
    }

    /**
     * Claims the name, changes the job and releases the claim. If the outcome is unknown, the claim is kept until it
     * expires. While another node has the claim, the change waits.
     *
     * @param  meanwhile                   returns the result if the change is not needed any more; called while another
     *                                     node has the claim
     * @throws DiffbotUnavailableException if the name cannot be claimed; nothing was sent
     */
    <T> T run(Supplier<T> change, Supplier<Optional<T>> meanwhile) {
        if (repository == null) {
            return change.get();
        }
        Optional<T> result = waitForClaim(meanwhile);
        if (result.isPresent()) {
            return result.get();
        }
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
            claim = null;
        }
    }

    /**
     * Checks that the claim does not expire during a request that begins now, and extends it if necessary.
     *
     * @throws DiffbotUnavailableException if it may expire
     */
    void check() {
        boolean valid;
        try {
            valid = claim == null || claim.extend();
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
     * Waits for the claim.
     *
     * @return the result if the claim is not needed any more; else empty, and the name is claimed
     */
    private <T> Optional<T> waitForClaim(Supplier<Optional<T>> meanwhile) {
        // after the expiry of all present claims, other waiting nodes may be first
        Duration maxWait = claims.expiry().multipliedBy(2);
        long maxDelay = Math.max(2, Math.min(MAX_DELAY_MILLIS, claims.expiry().toMillis() / DELAYS_PER_EXPIRY));
        RetryPolicy<Optional<T>> policy = RetryPolicy.<Optional<T>> builder()
                .handleIf((value, error) -> error == null && claim == null && value.isEmpty())
                .withBackoff(Math.max(1, maxDelay / 10), maxDelay, ChronoUnit.MILLIS).withJitter(JITTER)
                .withMaxRetries(-1).withMaxDuration(maxWait).build();
        Optional<T> result;
        try {
            result = Failsafe.with(policy).get(() -> claim() ? Optional.empty() : meanwhile.get());
        } catch (FailsafeException e) {
            if (e.getCause() instanceof InterruptedException) {
                Thread.currentThread().interrupt();
                throw unavailable("the thread was interrupted while another node had the claim of the name",
                        "Send it again when the route runs", e);
            }
            throw e;
        }
        if (result.isEmpty() && claim == null) {
            throw unavailable("other nodes have had the claim of the name for more than " + maxWait.toSeconds() + " s",
                    "Send it again", null);
        }
        return result;
    }

    private boolean claim() {
        try {
            RepositoryOption.start(step.exchange().getContext(), "claimRepository", repository, "Jobs could be created twice");
            claim = claims.claim(job).orElse(null);
        } catch (RuntimeException e) {
            throw repositoryFailed(e);
        }
        return claim != null;
    }

    private DiffbotUnavailableException repositoryFailed(RuntimeException failure) {
        return unavailable("the claimRepository, a " + repository.getClass().getSimpleName() + ", failed ("
                           + Excerpt.of(String.valueOf(failure.getMessage())) + ")",
                "Send it again when the repository works", failure);
    }

    private DiffbotUnavailableException unavailable(String problem, String cure, Throwable cause) {
        // an earlier request may have been sent, without effect
        String effect = claim == null ? "; nothing was sent" : "; no job was created";
        return new DiffbotUnavailableException(
                ErrorDetails.of(operation, job.name(), problem + effect, cure).withCause(cause));
    }
}
