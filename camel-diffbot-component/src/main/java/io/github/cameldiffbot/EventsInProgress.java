/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.spi.IdempotentRepository;

/**
 * The events that are in the hands of some route of a context. A webhook and a poll hear of the same event at the same
 * time, and the repository that they share knows of it only when one of them is through with it.
 */
final class EventsInProgress {

    private final Set<Event> events = ConcurrentHashMap.newKeySet();

    private record Event(IdempotentRepository repository, String key) {
    }

    /**
     * Those of a context, however many components it has.
     */
    static EventsInProgress of(CamelContext camelContext) {
        ExtendedCamelContext context = camelContext.getCamelContextExtension();
        synchronized (context) {
            EventsInProgress events = context.getContextPlugin(EventsInProgress.class);
            if (events == null) {
                events = new EventsInProgress();
                context.addContextPlugin(EventsInProgress.class, events);
            }
            return events;
        }
    }

    /**
     * Whether nobody had it so far.
     */
    boolean take(IdempotentRepository repository, String key) {
        return events.add(new Event(repository, key));
    }

    void release(IdempotentRepository repository, String key) {
        events.remove(new Event(repository, key));
    }
}
