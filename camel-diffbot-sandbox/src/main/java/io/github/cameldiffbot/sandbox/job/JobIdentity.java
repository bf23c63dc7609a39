/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.job;

import java.util.concurrent.atomic.AtomicLong;

/** What tells a job from all others. */
abstract class JobIdentity {

    private static final AtomicLong NUMBERS = new AtomicLong();

    private final long number = NUMBERS.incrementAndGet();
    private final String token;
    private final String name;
    private final JobType type;

    JobIdentity(String token, String name, JobType type) {
        this.token = token;
        this.name = name;
        this.type = type;
    }

    /**
     * A number that no other job has.
     *
     * @return the number
     */
    public long number() {
        return number;
    }

    /**
     * The name.
     *
     * @return as given at creation
     */
    public String name() {
        return name;
    }

    /**
     * The type.
     *
     * @return bulk or crawl
     */
    public JobType type() {
        return type;
    }

    /**
     * The token that the job belongs to.
     *
     * @return the token
     */
    public String token() {
        return token;
    }
}
