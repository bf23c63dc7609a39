/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.cameldiffbot.DiffbotConstants;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * What the routes of a {@link TrafficRun} did, and what they should not have done.
 */
final class TrafficLedger {

    private static final String ATTEMPT = "attempt";

    private final Map<String, Integer> done = new ConcurrentHashMap<>();
    private final Set<Attempt> reading = ConcurrentHashMap.newKeySet();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final AtomicInteger blocked = new AtomicInteger();
    private final CountDownLatch gate;

    /** A message on its way through a route. */
    private record Attempt(String name, AtomicInteger records) {
    }

    /**
     * @param blocks whether messages stay at the end of their route until {@link #unblock()}
     */
    TrafficLedger(boolean blocks) {
        gate = new CountDownLatch(blocks ? 1 : 0);
    }

    /** The first step of a route. */
    void begin(Exchange exchange) {
        String name = exchange.getMessage().getHeader(DiffbotConstants.JOB_NAME, String.class);
        exchange.setProperty(ATTEMPT, new Attempt(name, new AtomicInteger()));
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public int getOrder() {
                return HIGHEST;
            }

            @Override
            public void onComplete(Exchange ended) {
                done.merge(name, 1, Integer::sum);
            }
        });
    }

    /** The step for each record. */
    void record(Exchange exchange) {
        Attempt attempt = exchange.getProperty(ATTEMPT, Attempt.class);
        reading.add(attempt);
        attempt.records.incrementAndGet();
    }

    /** The last step of a route. */
    void last(Exchange exchange) throws InterruptedException {
        Attempt attempt = exchange.getProperty(ATTEMPT, Attempt.class);
        reading.remove(attempt);
        if (attempt.records.get() != TrafficRun.RECORDS) {
            violate(attempt.name + " has " + attempt.records + " records and no error");
        }
        blocked.incrementAndGet();
        gate.await();
    }

    void deleted(String name) {
        if (done(name) == 0) {
            violate(name + " was deleted before its data was read");
        }
    }

    /** How many messages have come to the end of their route. */
    int blocked() {
        return blocked.get();
    }

    void unblock() {
        gate.countDown();
    }

    boolean isReading() {
        return !reading.isEmpty();
    }

    /** How many messages for this job were handled, up to the end of their exchange. */
    int done(String name) {
        return done.getOrDefault(name, 0);
    }

    void violate(String what) {
        violations.add(what);
    }

    List<String> violations() {
        return violations;
    }
}
