/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.job;

import java.util.Locale;

/** The two kinds of jobs. */
public enum JobType {

    /** Extracts a list of URLs. */
    BULK,
    /** Follows links from seeds. */
    CRAWL;

    /**
     * The name in paths and answers.
     *
     * @return bulk or crawl
     */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
