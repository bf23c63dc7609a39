/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.github.cameldiffbot.job.JobEvent;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.spi.IdempotentRepository;
import org.jspecify.annotations.Nullable;

/**
 * The events that exchanges of a context are handling. A webhook and a poll can find the same event at the same time,
 * before their shared repository contains it.
 */
public final class EventsInProgress {

    private final Map<Key, EventClaim> shared = new ConcurrentHashMap<>();
    // in order of creation, which is the order of redelivery
    private final Map<Long, EventClaim> claims = new ConcurrentSkipListMap<>();
    private final AtomicLong numbers = new AtomicLong();

    private record Key(IdempotentRepository repository, String text) {
    }

    /**
     * Returns the instance of a context, shared by all of its components.
     */
    public static EventsInProgress of(CamelContext camelContext) {
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
     * Claims an event for one exchange of all routes that share a repository.
     *
     * @param  repository the repository of handled events, or null
     * @param  text       the key of the event
     * @param  owner      the consumer or webhook that delivers the event
     * @param  released   called if the claim ends without the event being handled, with whether a delivery was tried
     * @return            null if another exchange has claimed the event
     */
    @Nullable
    EventClaim claim(
            JobEvent event, @Nullable IdempotentRepository repository, String text, Object owner, Consumer<Boolean> released) {
        Key key = repository == null ? null : new Key(repository, text);
        long number = numbers.incrementAndGet();
        EventClaim claim = new EventClaim(event, owner, released, ended -> {
            claims.remove(number);
            if (key != null) {
                shared.remove(key, ended);
            }
        }, System::nanoTime);
        if (key != null && shared.putIfAbsent(key, claim) != null) {
            return null;
        }
        claims.put(number, claim);
        return claim;
    }

    /**
     * Returns whether an exchange handles an event, or will do so.
     */
    boolean contains(JobEvent event) {
        return claims.values().stream().anyMatch(claim -> claim.isOf(event));
    }

    /**
     * Releases the claims of dropped exchanges, for example those of a purged queue.
     */
    void releaseDropped() {
        claims.values().stream().filter(EventClaim::isDropped).forEach(EventClaim::abandon);
    }

    /**
     * Releases the claims of a consumer or webhook that stops, except for those of exchanges that are still processed
     * or wait in a queue of Camel: these end with their exchange.
     */
    void releaseOf(Object owner) {
        claims.values().stream().filter(claim -> claim.isOwnedBy(owner) && !claim.isAlive()).forEach(EventClaim::abandon);
    }

    public int size() {
        return claims.size();
    }
}
