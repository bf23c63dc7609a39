/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.server;

import java.time.Duration;
import java.util.Map;
import java.util.Random;

import io.github.cameldiffbot.sandbox.Fault;
import io.github.cameldiffbot.sandbox.SandboxRequest;

/** A fault, and how often it is still to be skipped and to happen. */
public final class FaultPlan {

    final int status;
    final String body;
    final Map<String, String> headers;
    final Duration delay;
    final WireFault wire;

    private final Fault fault;
    private final double probability;
    private final Random chance;
    private int skip;
    private int times;

    /**
     * Describes a plan.
     *
     * @param fault       which requests it meets
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
                     Fault fault, int skip, int times, double probability, long seed, int status, String body,
                     Map<String, String> headers, Duration delay, WireFault wire) {
        this.fault = fault;
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
        if (times <= 0 || !fault.matches(request)) {
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
        return fault + (times == Integer.MAX_VALUE ? "" : " (" + times + " left)");
    }
}
