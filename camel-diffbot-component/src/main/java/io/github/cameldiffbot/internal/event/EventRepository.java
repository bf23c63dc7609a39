/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.cameldiffbot.StartFrom;
import io.github.cameldiffbot.internal.request.JobHeaders;
import io.github.cameldiffbot.internal.request.RepositoryOption;
import io.github.cameldiffbot.internal.session.EndpointSession;
import io.github.cameldiffbot.internal.watch.HandledEvents;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobEventType;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.spi.IdempotentRepository;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events that were handled, and those that exchanges are handling. Handled events are stored in the idempotent
 * repository of the endpoint; without one, they are known only while the consumer runs. A webhook and a poll can find
 * the same event at the same time, before their shared repository contains it: one of them claims it.
 */
public final class EventRepository {

    private static final Logger LOG = LoggerFactory.getLogger(EventRepository.class);

    private final CamelContext camelContext;
    private final @Nullable IdempotentRepository repository;
    private final @Nullable IdempotentRepository claimRepository;
    private final Claims claims;
    private final @Nullable Expression key;

    private record SharedKey(IdempotentRepository repository, String key) {
    }

    /**
     * The claims of all routes of a context.
     *
     * @param shared by the keys of events that routes share
     * @param all    in order of creation, which is the order of redelivery
     */
    private record Claims(Map<SharedKey, EventClaim> shared, Map<Long, EventClaim> all, AtomicLong numbers) {

        static Claims of(CamelContext camelContext) {
            ExtendedCamelContext context = camelContext.getCamelContextExtension();
            synchronized (context) {
                Claims claims = context.getContextPlugin(Claims.class);
                if (claims == null) {
                    claims = new Claims(new ConcurrentHashMap<>(), new ConcurrentSkipListMap<>(), new AtomicLong());
                    context.addContextPlugin(Claims.class, claims);
                }
                return claims;
            }
        }
    }

    public EventRepository(CamelContext camelContext, EventSettings settings) {
        this(camelContext, settings, null);
    }

    /**
     * @param otherwise the repository if the endpoint has none, or null
     */
    public EventRepository(CamelContext camelContext, EventSettings settings, @Nullable IdempotentRepository otherwise) {
        this.camelContext = camelContext;
        this.repository = settings.idempotentRepository() == null
                ? otherwise : settings.idempotentRepository();
        this.claimRepository = settings.claimRepository();
        this.claims = Claims.of(camelContext);
        this.key = settings.idempotentKey() == null
                ? null : camelContext.resolveLanguage("simple").createExpression(settings.idempotentKey());
    }

    /**
     * Returns the repository; null for none.
     */
    @Nullable
    IdempotentRepository repository() {
        return repository;
    }

    /**
     * Returns whether the repository outlives the process.
     */
    public boolean isPersistent() {
        return repository != null && RepositoryLifetime.of(repository) == RepositoryLifetime.PERSISTENT;
    }

    /**
     * Returns the start of a consumer with this repository.
     *
     * @param  chosen                   the option startFrom; null if it is not set
     * @throws IllegalArgumentException if the option is required, because it is unknown whether the repository outlives
     *                                  the process
     */
    public StartFrom startFrom(@Nullable StartFrom chosen) {
        if (chosen != null) {
            return chosen;
        }
        if (repository == null) {
            return StartFrom.latest;
        }
        return switch (RepositoryLifetime.of(repository)) {
            case PERSISTENT -> StartFrom.earliest;
            case PROCESS -> StartFrom.latest;
            case UNKNOWN -> throw new IllegalArgumentException(
                    "Option startFrom has to be set: whether the idempotentRepository, a "
                                                               + repository.getClass().getName()
                                                               + ", outlives the process is not known. Set"
                                                               + " startFrom=earliest if it does, so that what happens while"
                                                               + " the process is down is delivered. Set startFrom=latest"
                                                               + " if it does not, so that jobs that ended before the start"
                                                               + " are not delivered again");
        };
    }

    /**
     * Returns the events handled before a consumer's first poll; null without a repository.
     *
     * @param exchanges creates exchanges on which keys are evaluated
     */
    public @Nullable HandledEvents past(EventSettings settings, Supplier<Exchange> exchanges) {
        return repository == null ? null : new RepositoryHandledEvents(this, repository, settings, exchanges);
    }

    /**
     * Starts the repository, unless it is started.
     *
     * @throws IllegalStateException if it cannot be started now
     */
    void startRepository() {
        RepositoryOption.start(camelContext, "idempotentRepository", repository,
                "Events would be delivered twice, so none is delivered until it can be");
    }

    void start() {
        if (key != null) {
            key.init(camelContext);
        }
    }

    /**
     * Claims an event for one exchange of all routes of the context that share the repository.
     *
     * @param  text     the key of the event
     * @param  owner    the consumer or webhook that delivers the event
     * @param  released called if the claim ends without the event being handled, with whether a delivery was tried
     * @return          null if another exchange has claimed the event
     */
    @Nullable
    EventClaim claim(JobEvent event, String text, Object owner, Consumer<Boolean> released) {
        SharedKey shared = repository == null ? null : new SharedKey(repository, text);
        long number = claims.numbers().incrementAndGet();
        EventClaim claim = new EventClaim(event, owner, released, ended -> {
            claims.all().remove(number);
            if (shared != null) {
                claims.shared().remove(shared, ended);
            }
        }, System::nanoTime);
        if (shared != null && claims.shared().putIfAbsent(shared, claim) != null) {
            return null;
        }
        claims.all().put(number, claim);
        return claim;
    }

    /**
     * Returns whether an exchange of any route handles an event, or will do so.
     */
    boolean isClaimed(JobEvent event) {
        return claims.all().values().stream().anyMatch(claim -> claim.isOf(event));
    }

    /**
     * Releases the claims of dropped exchanges of all routes, for example those of a purged queue.
     */
    void releaseDropped() {
        claims.all().values().stream().filter(EventClaim::isDropped).forEach(EventClaim::abandon);
    }

    /**
     * Releases the claims of a consumer or webhook that stops, except for those of exchanges that are still processed
     * or wait in a queue of Camel: these end with their exchange.
     */
    void releaseOf(Object owner) {
        claims.all().values().stream().filter(claim -> claim.isOwnedBy(owner) && !claim.isAlive())
                .forEach(EventClaim::abandon);
    }

    /**
     * Returns how many events the exchanges of a context are handling.
     */
    public static int claimedEvents(CamelContext camelContext) {
        return Claims.of(camelContext).all().size();
    }

    /**
     * Returns whether an event was handled under its default key.
     */
    public boolean knows(JobEvent event) {
        return key == null && repository != null && repository.contains(event.id());
    }

    /**
     * Returns the claims that nodes share.
     */
    NodeClaims nodeClaims(EndpointSession session) {
        return new NodeClaims(camelContext, claimRepository, session);
    }

    boolean contains(Exchange exchange, String key) {
        return repository != null && repository.contains(exchange, key);
    }

    void add(Exchange exchange, String key) {
        if (repository == null) {
            return;
        }
        try {
            repository.add(exchange, key);
            repository.confirm(exchange, key);
        } catch (RuntimeException e) {
            // a database reports a violated primary key if another node handled the event at the same moment
            if (!containsAfter(exchange, key, e)) {
                throw e;
            }
            LOG.debug("Event {} was also handled by another node", key, e);
        }
    }

    private boolean containsAfter(Exchange exchange, String key, RuntimeException failure) {
        try {
            return contains(exchange, key);
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
            return false;
        }
    }

    /**
     * Removes an event, so that it can be delivered again.
     *
     * @param exchange a new exchange, on which the key is evaluated
     */
    public void remove(Exchange exchange, JobEvent event) {
        if (repository != null) {
            startRepository();
            JobHeaders.set(exchange.getMessage(), event);
            repository.remove(exchange, key(exchange, event));
        }
    }

    /**
     * Marks an event as one whose job may be deleted, also by a later process.
     */
    void addDeletable(Exchange exchange, JobEvent event) {
        add(exchange, deletable(event));
    }

    /**
     * Returns whether the job of an event may be deleted, because its results were read when the event was handled.
     */
    boolean isDeletable(Exchange exchange, JobEvent event) {
        return contains(exchange, deletable(event));
    }

    // not the key that the user chose, which several jobs may share
    private static String deletable(JobEvent event) {
        return event.id() + "/deletable";
    }

    /**
     * Returns the key of an event. Must be called before the exchange is routed, because a route may change the values
     * in the key.
     */
    String key(Exchange exchange, JobEvent event) {
        String text = key == null ? event.id() : key.evaluate(exchange, String.class);
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException("Option idempotentKey is empty for event " + event.id());
        }
        // the end of the job, which may have the same key, is not handled with it
        return key != null && event.type() == JobEventType.expiring ? text + "/expiring" : text;
    }
}
