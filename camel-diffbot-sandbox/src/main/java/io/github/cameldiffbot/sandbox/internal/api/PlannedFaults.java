/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.api;

import java.util.ArrayList;
import java.util.List;

import io.github.cameldiffbot.sandbox.model.RecordedRequest;

/** Holds the planned faults and selects the fault for a request. */
public final class PlannedFaults {

    private final List<FaultPlan> plans = new ArrayList<>();

    /** Adds a fault. Faults are tried in the order of their addition. */
    public synchronized void add(FaultPlan plan) {
        plans.add(plan);
    }

    /** Returns the first fault that applies to a request, or null. */
    synchronized FaultPlan select(RecordedRequest request) {
        for (FaultPlan plan : plans) {
            if (plan.appliesTo(request)) {
                return plan;
            }
        }
        return null;
    }

    /** Returns a description of each fault. */
    synchronized List<String> descriptions() {
        return plans.stream().map(FaultPlan::toString).toList();
    }

    /** Removes all faults. */
    public synchronized void clear() {
        plans.clear();
    }
}
