/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.job;

/**
 * The types of jobs. Names are unique per token over both types.
 */
public enum JobType {

    /**
     * A Bulk Extract job: extracts a list of URLs.
     */
    bulk,

    /**
     * A Crawl job: follows links from its seeds.
     */
    crawl,

    /**
     * Either type.
     */
    job;

    /**
     * Returns whether jobs of a reported type are included.
     *
     * @param type the {@code type} member of a job; an unknown type belongs to {@link #job} only
     */
    public boolean includes(String type) {
        return this == job || name().equals(type);
    }

    /**
     * Returns the type that a job reports; {@link #job} if it is unknown.
     */
    public static JobType of(String type) {
        if ("bulk".equals(type)) {
            return bulk;
        }
        return "crawl".equals(type) ? crawl : job;
    }
}
