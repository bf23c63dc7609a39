/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import java.util.function.Supplier;

import io.github.cameldiffbot.StartFrom;
import io.github.cameldiffbot.internal.watch.HandledEvents;
import io.github.cameldiffbot.job.JobEvent;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.spi.IdempotentRepository;

/**
 * Remembers which events were handled, in the repository of the endpoint; without one, nothing beyond the consumer's
 * life.
 */
public final class EventRepository {

    private final CamelContext camelContext;
    private final IdempotentRepository repository;
    private final EventsInProgress inProgress;
    private final Expression key;

    public EventRepository(CamelContext camelContext, EventSettings settings) {
        this(camelContext, settings, null);
    }

    /**
     * @param otherwise the repository where the endpoint has none, or null
     */
    public EventRepository(CamelContext camelContext, EventSettings settings, IdempotentRepository otherwise) {
        this.camelContext = camelContext;
        this.repository = settings.idempotentRepository() == null
                ? otherwise : settings.idempotentRepository();
        this.inProgress = EventsInProgress.of(camelContext);
        this.key = settings.idempotentKey() == null
                ? null : camelContext.resolveLanguage("simple").createExpression(settings.idempotentKey());
    }

    /**
     * Whether what is remembered outlives the process.
     */
    public boolean isPersistent() {
        return RepositoryLifetime.of(repository) == RepositoryLifetime.PERSISTENT;
    }

    /**
     * Where a consumer with this memory starts.
     *
     * @param  chosen                   the option startFrom; null when it is not set
     * @throws IllegalArgumentException when it has to be set, because nobody knows how long the repository remembers
     */
    public StartFrom startFrom(StartFrom chosen) {
        if (chosen != null) {
            return chosen;
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
     * What is known of the time before a consumer's first poll; null when there is no repository.
     *
     * @param exchanges gives an exchange for a key to be evaluated on
     */
    public HandledEvents past(EventSettings settings, Supplier<Exchange> exchanges) {
        return repository == null ? null : new RepositoryHandledEvents(this, repository, settings, exchanges);
    }

    void start() throws Exception {
        // started at once, as this runs while the context itself is starting; stopped with the context, as other routes
        // may use it, too
        if (repository != null && !camelContext.hasService(repository)) {
            try {
                camelContext.addService(repository, true, true);
            } catch (Exception e) {
                throw new IllegalStateException(
                        "The idempotentRepository, a " + repository.getClass().getSimpleName() + ", cannot be started ("
                                                + e.getMessage() + "). Without it all events would be told again, so"
                                                + " nothing is told before it can",
                        e);
            }
        }
        if (key != null) {
            key.init(camelContext);
        }
    }

    /**
     * Claims an event for one exchange. To be called before {@link #contains(Exchange, String)}.
     *
     * @param  owner    what delivers the event
     * @param  released is run when the claim ends although the event was not handled
     * @return          null when an exchange of another route that shares the repository has it
     */
    EventClaim claim(String key, Object owner, Runnable released) {
        return inProgress.claim(repository, key, owner, released);
    }

    /**
     * The claims of all routes of the context.
     */
    EventsInProgress inProgress() {
        return inProgress;
    }

    /**
     * Whether an event was handled, by the key that it has without the option idempotentKey.
     */
    public boolean knows(JobEvent event) {
        return key == null && repository != null && repository.contains(event.id());
    }

    boolean contains(Exchange exchange, String key) {
        return repository != null && repository.contains(exchange, key);
    }

    void add(Exchange exchange, String key) {
        if (repository != null) {
            repository.add(exchange, key);
            repository.confirm(exchange, key);
        }
    }

    /**
     * What an event is remembered by. To be asked before the exchange is routed, as a route may change what it is made
     * of.
     */
    String key(Exchange exchange, JobEvent event) {
        String text = key == null ? event.id() : key.evaluate(exchange, String.class);
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException("Option idempotentKey gives nothing for event " + event.id());
        }
        return text;
    }
}
