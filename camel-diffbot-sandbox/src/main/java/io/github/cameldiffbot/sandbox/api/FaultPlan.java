/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.api;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

import io.github.cameldiffbot.sandbox.SandboxRequest;
import io.github.cameldiffbot.sandbox.http.WireFault;

/** A fault, and how often it is still to be skipped and to happen. */
public final class FaultPlan {

    final int status;
    final String body;
    final Map<String, String> headers;
    final Duration delay;
    final WireFault wire;

    private final Predicate<SandboxRequest> condition;
    private final String text;
    private final double probability;
    private final Random chance;
    private int skip;
    private int times;

    /**
     * Describes a plan.
     *
     * @param condition   which requests it meets
     * @param text        the fault in words
     * @param skip        how many of them pass first
     * @param times       how often it happens
     * @param probability how likely it is
     * @param seed        what chance begins with
     * @param status      of the answer, or 0 if the true answer is given
     * @param body        of the answer
     * @param headers     of the answer
     * @param delay       how late the answer is
     * @param wire        what goes wrong while the answer is sent
     */
    public FaultPlan(
                     Predicate<SandboxRequest> condition, String text, int skip, int times, double probability, long seed,
                     int status, String body,
                     Map<String, String> headers, Duration delay, WireFault wire) {
        this.condition = condition;
        this.text = text;
        this.skip = skip;
        this.times = times;
        this.probability = probability;
        this.chance = new Random(seed);
        this.status = status;
        this.body = body;
        this.headers = headers;
        this.delay = delay;
        this.wire = wire;
    }

    /** Whether it happens to this request. */
    boolean meets(SandboxRequest request) {
        if (times <= 0 || !condition.test(request)) {
            return false;
        }
        if (skip > 0) {
            skip--;
            return false;
        }
        if (probability < 1 && chance.nextDouble() >= probability) {
            return false;
        }
        times--;
        return true;
    }

    @Override
    public String toString() {
        return text + (times == Integer.MAX_VALUE ? "" : " (" + times + " left)");
    }
}
