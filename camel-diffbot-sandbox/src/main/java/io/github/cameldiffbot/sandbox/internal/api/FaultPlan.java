/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.api;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

import io.github.cameldiffbot.sandbox.internal.http.WireFault;
import io.github.cameldiffbot.sandbox.model.RecordedRequest;

/** A fault with its counters: how many requests it still skips, and how often it still applies. */
public final class FaultPlan {

    private final Trigger trigger;
    private final Effect effect;
    private final String description;
    private final Random random;
    private int skip;
    private int times;

    /**
     * The requests that a fault applies to.
     *
     * @param skip        number of matching requests without the fault, before the first one with it
     * @param times       maximum number of requests with the fault
     * @param probability 0 for never to 1 for always
     * @param seed        of the random numbers
     */
    public record Trigger(Predicate<RecordedRequest> condition, int skip, int times, double probability, long seed) {
    }

    /**
     * The effect of a fault on the response.
     *
     * @param status 0 for the real response
     * @param delay  before the response
     * @param wire   fault in the transmission
     */
    public record Effect(int status, String body, Map<String, String> headers, Duration delay, WireFault wire) {
    }

    /** Creates a plan with fresh counters. */
    public FaultPlan(Trigger trigger, Effect effect, String description) {
        this.trigger = trigger;
        this.effect = effect;
        this.description = description;
        this.random = new Random(trigger.seed());
        this.skip = trigger.skip();
        this.times = trigger.times();
    }

    Effect effect() {
        return effect;
    }

    /** Returns whether the fault applies to a request, and counts it. */
    boolean appliesTo(RecordedRequest request) {
        if (times <= 0 || !trigger.condition().test(request)) {
            return false;
        }
        if (skip > 0) {
            skip--;
            return false;
        }
        if (trigger.probability() < 1 && random.nextDouble() >= trigger.probability()) {
            return false;
        }
        times--;
        return true;
    }

    @Override
    public String toString() {
        return description + (times == Integer.MAX_VALUE ? "" : " (" + times + " left)");
    }
}
