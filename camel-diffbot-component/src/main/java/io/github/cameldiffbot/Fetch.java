/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

/**
 * What the body of an event is.
 */
public enum Fetch {

    /**
     * The job.
     */
    job,

    /**
     * The job's records, opened when they are first read.
     */
    data,

    /**
     * The rows of the job's URL report, opened when they are first read.
     */
    urlReport
}
