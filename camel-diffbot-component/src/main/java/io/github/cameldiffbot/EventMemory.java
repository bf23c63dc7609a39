/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import io.github.cameldiffbot.job.JobEvent;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;

/**
 * Remembers which events were handled, in the repository of the endpoint; without one, nothing beyond the consumer's
 * life.
 */
final class EventMemory {

    private final CamelContext camelContext;
    private final IdempotentRepository repository;
    private final EventsInProgress inProgress;
    private final Expression key;

    EventMemory(CamelContext camelContext, DiffbotConfiguration configuration) {
        this(camelContext, configuration, null);
    }

    /**
     * @param otherwise the repository where the endpoint has none, or null
     */
    EventMemory(CamelContext camelContext, DiffbotConfiguration configuration, IdempotentRepository otherwise) {
        this.camelContext = camelContext;
        this.repository = configuration.getIdempotentRepository() == null
                ? otherwise : configuration.getIdempotentRepository();
        this.inProgress = EventsInProgress.of(camelContext);
        this.key = configuration.getIdempotentKey() == null
                ? null : camelContext.resolveLanguage("simple").createExpression(configuration.getIdempotentKey());
    }

    /**
     * Whether what is remembered outlives the process.
     */
    boolean isPersistent() {
        return repository != null && !(repository instanceof MemoryIdempotentRepository);
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
     * Takes an event in hand, and says whether that was to be had: of all who share the repository, one at a time has
     * it, until {@link #release(String)}. To be asked before {@link #contains(Exchange, String)}.
     */
    boolean take(String key) {
        return repository == null || inProgress.take(repository, key);
    }

    void release(String key) {
        if (repository != null) {
            inProgress.release(repository, key);
        }
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
