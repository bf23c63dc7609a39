/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

import io.github.cameldiffbot.internal.claim.ClaimExtender;
import io.github.cameldiffbot.internal.claim.HeldClaim;
import io.github.cameldiffbot.internal.claim.SharedClaims;
import io.github.cameldiffbot.internal.request.RepositoryOption;
import io.github.cameldiffbot.internal.session.DiffbotSession;
import io.github.cameldiffbot.internal.session.EndpointSession;
import io.github.cameldiffbot.internal.text.Excerpt;
import io.github.cameldiffbot.job.JobEvent;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.IdempotentRepository;
import org.jspecify.annotations.Nullable;

/**
 * Claims events for this node in the {@code claimRepository}, so that one of several nodes handles an event at a time.
 * Without that repository, each node handles the events that it finds.
 */
final class NodeClaims {

    private final CamelContext camelContext;
    private final @Nullable IdempotentRepository repository;
    private final EndpointSession session;

    /**
     * @param repository shared by the nodes; null for none
     */
    NodeClaims(CamelContext camelContext, @Nullable IdempotentRepository repository, EndpointSession session) {
        this.camelContext = camelContext;
        this.repository = repository;
        this.session = session;
    }

    /**
     * Returns whether an event must be claimed.
     */
    boolean areUsed() {
        return repository != null;
    }

    /**
     * Starts the repository, unless it is started.
     *
     * @throws IllegalStateException if it cannot be started now
     */
    void startRepository() {
        RepositoryOption.start(camelContext, "claimRepository", repository,
                "Several nodes would handle an event, so none is delivered until it can be");
    }

    /**
     * Claims an event until it is released.
     *
     * @param  key                   the key of the event in the repository of handled events
     * @return                       empty if another node has the claim
     * @throws IllegalStateException if the repository fails
     */
    Optional<HeldClaim> claim(JobEvent event, String key) {
        SharedClaims claims = claims();
        String account = session.get().identity(event.job().getName()).account();
        try {
            // a job name has no colon, so that both kinds of claims can share a repository
            return claims.claim(account, "event:" + key)
                    .map(claim -> ClaimExtender.of(camelContext).hold(claim, claims, "event " + event.id()));
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "Event " + event.id() + " could not be claimed, because the claimRepository, a "
                                            + used().getClass().getSimpleName() + ", failed ("
                                            + Excerpt.of(String.valueOf(e.getMessage()))
                                            + "). It is delivered when the repository works",
                    e);
        }
    }

    /**
     * Runs a task after a time in which another node may have released its claim.
     *
     * @throws RejectedExecutionException if the context stops
     */
    void later(Runnable task) {
        ClaimExtender.of(camelContext).schedule(task, claims().extensionInterval());
    }

    private SharedClaims claims() {
        DiffbotSession current = session.get();
        return new SharedClaims(used(), System::currentTimeMillis, current.grace(), current.requestTimeout());
    }

    private IdempotentRepository used() {
        if (repository == null) {
            throw new IllegalStateException("There is no claimRepository");
        }
        return repository;
    }
}
