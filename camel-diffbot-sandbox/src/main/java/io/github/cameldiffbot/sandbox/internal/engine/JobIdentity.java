/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.engine;

import java.util.concurrent.atomic.AtomicLong;

/** Identifies a job. */
abstract class JobIdentity {

    private static final AtomicLong NUMBERS = new AtomicLong();

    private final long number;
    private final String token;
    private final String name;
    private final JobType type;

    JobIdentity(String token, String name, JobType type) {
        this(NUMBERS.incrementAndGet(), token, name, type);
    }

    /** Creates the identity of a restored job, which keeps its number. */
    JobIdentity(long number, String token, String name, JobType type) {
        NUMBERS.accumulateAndGet(number, Math::max);
        this.number = number;
        this.token = token;
        this.name = name;
        this.type = type;
    }

    /** Returns the number of the job, unique in this sandbox. */
    public long number() {
        return number;
    }

    public String name() {
        return name;
    }

    public JobType type() {
        return type;
    }

    public String token() {
        return token;
    }
}
