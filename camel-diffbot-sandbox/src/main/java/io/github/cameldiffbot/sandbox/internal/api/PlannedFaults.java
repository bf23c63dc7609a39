/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

import io.github.cameldiffbot.sandbox.model.RecordedRequest;
import org.jspecify.annotations.Nullable;

/** Holds the planned faults and selects the fault for a request. */
public final class PlannedFaults {

    private final NavigableMap<Long, FaultPlan> plans = new TreeMap<>();
    private long number;

    /** Adds a fault. Faults are tried in the order of their addition. */
    public synchronized void add(FaultPlan plan) {
        plans.put(++number, plan);
    }

    /** Returns the first fault that applies to a request, or null. */
    synchronized @Nullable FaultPlan select(RecordedRequest request) {
        for (FaultPlan plan : plans.values()) {
            if (plan.appliesTo(request)) {
                return plan;
            }
        }
        return null;
    }

    /** Returns a description of each fault by its number. */
    synchronized Map<Long, String> descriptions() {
        Map<Long, String> descriptions = new LinkedHashMap<>();
        plans.forEach((key, plan) -> descriptions.put(key, plan.toString()));
        return descriptions;
    }

    /** Removes a fault, and returns whether there was one of this number. */
    synchronized boolean remove(long key) {
        return plans.remove(key) != null;
    }

    /** Removes all faults. */
    public synchronized void clear() {
        plans.clear();
    }
}
