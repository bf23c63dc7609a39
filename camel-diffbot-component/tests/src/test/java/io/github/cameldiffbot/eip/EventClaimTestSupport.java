/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.cameldiffbot.job.Job;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.BeforeEach;

/**
 * Consumers of three ended jobs, with a repository of handled events.
 */
abstract class EventClaimTestSupport extends EventTestSupport {

    static final String CONSUMER = "diffbot:bulk?idempotentRepository=#handled" + FAST;

    final List<String> jobs = new CopyOnWriteArrayList<>();

    @BeforeEach
    void threeJobsThatEnded() {
        context.getRegistry().bind("handled", MemoryIdempotentRepository.memoryIdempotentRepository());
        List.of("j0", "j1", "j2").forEach(job -> diffbot.ended(job, 3));
    }

    /** Adds the route "events", and waits until it hangs at its first exchange. */
    void addHangingRoute(Processor atFirst) throws Exception {
        AtomicInteger runs = new AtomicInteger();
        add(new RouteBuilder() {
            @Override
            public void configure() {
                from(CONSUMER).routeId("events").process(exchange -> {
                    if (runs.getAndIncrement() == 0) {
                        atFirst.process(exchange);
                    }
                    note(exchange);
                });
            }
        });
        await().until(() -> runs.get() == 1);
    }

    void awaitPolls() {
        int before = diffbot.calls();
        await().until(() -> diffbot.calls() > before + 5);
    }

    void note(Exchange exchange) {
        jobs.add(exchange.getMessage().getBody(Job.class).getName());
    }
}
