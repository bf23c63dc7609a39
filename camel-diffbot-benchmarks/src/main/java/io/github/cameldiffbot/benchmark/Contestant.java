/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.benchmark;

/**
 * One way to do the work that is compared.
 */
interface Contestant {

    /**
     * Does it.
     *
     * @param  load how much, in words of the contestant
     * @return      how many units were done: records, calls, polls or URLs
     */
    long run(String load) throws Exception;

    /**
     * What the last run measured by itself, in the contestant's own unit.
     */
    default long figure() {
        return 0;
    }
}
