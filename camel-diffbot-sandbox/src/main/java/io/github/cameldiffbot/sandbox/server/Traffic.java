/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.server;

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
    private final List<Plan> plans = new ArrayList<>();

    /** A fault and how often it is still to be skipped and to be served. */
    private static final class Plan {

        private final Fault fault;
        private int skip;
        private int times;

        Plan(Fault fault) {
            this.fault = fault;
            this.skip = fault.skip();
            this.times = fault.times();
        }
    }

    /**
     * Notes a request.
     *
     * @param  request the request
     * @return         the fault that it is to meet, or null
     */
    synchronized Fault note(SandboxRequest request) {
        requests.add(request);
        if (requests.size() > MAX_REQUESTS) {
            requests.remove();
        }
        for (Plan plan : plans) {
            if (plan.times > 0 && plan.fault.matches(request) && plan.skip-- <= 0) {
                plan.times--;
                return plan.fault;
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
        plans.add(new Plan(fault));
    }

    /**
     * The requests so far.
     *
     * @return the last ones, oldest first
     */
    public synchronized List<SandboxRequest> requests() {
        return List.copyOf(requests);
    }

    /** Forgets the requests and the faults. */
    public synchronized void clear() {
        requests.clear();
        plans.clear();
    }
}
