/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.benchmark;

/**
 * An implementation of the work that is compared.
 */
interface Contestant {

    /**
     * Runs the work.
     *
     * @param  load the amount of work, in a format of the contestant
     * @return      the number of units: records, calls, polls or URLs
     */
    long run(String load) throws Exception;

    /**
     * Returns the contestant's own measurement of the last run, in its own unit.
     */
    default long figure() {
        return 0;
    }
}
