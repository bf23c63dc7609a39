/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import java.util.function.Supplier;

import io.github.cameldiffbot.internal.request.JobHeaders;
import io.github.cameldiffbot.internal.watch.HandledEvents;
import io.github.cameldiffbot.job.JobEvent;
import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events in the repository of a consumer before its first poll. It also stores a marker that the jobs are followed,
 * with a key that no event has.
 */
final class RepositoryHandledEvents implements HandledEvents {

    private static final Logger LOG = LoggerFactory.getLogger(RepositoryHandledEvents.class);

    private final EventRepository memory;
    private final IdempotentRepository repository;
    private final Supplier<Exchange> exchanges;
    private final String mark;

    /**
     * @param exchanges creates exchanges on which keys are evaluated
     */
    RepositoryHandledEvents(EventRepository memory, IdempotentRepository repository, EventSettings settings,
                            Supplier<Exchange> exchanges) {
        this.memory = memory;
        this.repository = repository;
        this.exchanges = exchanges;
        String name = settings.jobName() == null ? "*" : settings.jobName();
        String key = settings.idempotentKey() == null ? "" : "/" + settings.idempotentKey();
        this.mark = settings.jobType() + "/" + name + "/-/-/-/followed" + key;
    }

    @Override
    public boolean contains(JobEvent event) {
        Exchange exchange = exchanges.get();
        JobHeaders.set(exchange.getMessage(), event);
        String key;
        try {
            key = memory.key(exchange, event);
        } catch (RuntimeException e) {
            // reported when the event is delivered; must not block other jobs
            LOG.debug("Event {} has no key", event.id(), e);
            return false;
        }
        return repository.contains(exchange, key);
    }

    @Override
    public boolean isFollowed() {
        return repository.contains(mark);
    }

    @Override
    public void follow() {
        repository.add(mark);
        repository.confirm(mark);
    }
}
