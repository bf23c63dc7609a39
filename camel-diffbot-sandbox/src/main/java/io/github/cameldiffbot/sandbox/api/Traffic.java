/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.api;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import io.github.cameldiffbot.sandbox.Fault;
import io.github.cameldiffbot.sandbox.SandboxRequest;

/** What came in, and what is to go wrong. */
public final class Traffic {

    private static final int MAX_REQUESTS = 10_000;

    private final Deque<SandboxRequest> requests = new ArrayDeque<>();
    private final List<FaultPlan> plans = new ArrayList<>();
    private long count;

    /**
     * Notes a request.
     *
     * @param  request the request
     * @return         the fault that it is to meet, or null
     */
    synchronized FaultPlan note(SandboxRequest request) {
        count++;
        requests.add(request);
        if (requests.size() > MAX_REQUESTS) {
            requests.remove();
        }
        for (FaultPlan plan : plans) {
            if (plan.meets(request)) {
                return plan;
            }
        }
        return null;
    }

    /**
     * Plans a fault.
     *
     * @param fault what is to go wrong
     */
    public synchronized void plan(Fault fault) {
        plans.add(fault.plan());
    }

    /**
     * The faults that are planned.
     *
     * @return each in words, in the order in which they are tried
     */
    public synchronized List<String> plans() {
        return plans.stream().map(FaultPlan::toString).toList();
    }

    /**
     * The requests so far.
     *
     * @return the last ones, oldest first
     */
    public synchronized List<SandboxRequest> requests() {
        return List.copyOf(requests);
    }

    /**
     * How many requests there were.
     *
     * @return the number
     */
    public synchronized long count() {
        return count;
    }

    /** Forgets the faults. */
    public synchronized void clearFaults() {
        plans.clear();
    }

    /** Forgets the requests. */
    public synchronized void clearRequests() {
        requests.clear();
        count = 0;
    }
}
