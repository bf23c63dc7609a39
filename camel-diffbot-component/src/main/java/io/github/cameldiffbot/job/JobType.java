/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.job;

/**
 * The kinds of job that Diffbot runs. Names are unique per token across both kinds.
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
     * Either kind, whichever job has the name.
     */
    job;

    /**
     * Returns whether a job that reports this type is meant.
     *
     * @param type the {@code type} member of a job; a type that is unknown here belongs to {@link #job} only
     */
    public boolean includes(String type) {
        return this == job || name().equals(type);
    }

    /**
     * Returns the type that a job reports, or {@link #job} where it reports one that is unknown here.
     */
    public static JobType of(String type) {
        if ("bulk".equals(type)) {
            return bulk;
        }
        return "crawl".equals(type) ? crawl : job;
    }
}
