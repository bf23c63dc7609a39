/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.engine;

import java.util.Locale;

/** The two types of jobs. */
public enum JobType {

    /** Extracts a list of URLs. */
    BULK,
    /** Follows links from seeds. */
    CRAWL;

    /** Returns the name in paths and responses: {@code bulk} or {@code crawl}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
