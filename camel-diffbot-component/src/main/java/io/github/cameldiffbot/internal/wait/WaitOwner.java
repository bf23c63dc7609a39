/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.wait;

/**
 * The owner of a wait. The wait ends when its owner stops.
 */
public interface WaitOwner {

    /**
     * Returns whether waits of this owner must end, including new ones.
     */
    boolean isStopping();

    /**
     * Counts a wait that began (1) or ended (-1). Must return at once.
     */
    void addWaits(int change);
}
