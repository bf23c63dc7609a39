/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

/**
 * The body of an event, or of the message after a wait.
 */
public enum Fetch {

    /**
     * The job.
     */
    job,

    /**
     * The job's records. The download starts with the first read.
     */
    data,

    /**
     * The rows of the job's URL report. The download starts with the first read.
     */
    urlReport
}
