/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.wait;

/**
 * What a wait belongs to: the wait ends when its owner stops.
 */
public interface WaitOwner {

    /**
     * Whether waits of this owner have to end, also those that are about to begin.
     */
    boolean isStopping();

    /**
     * Is told that one more wait began (1) or ended (-1). Must return at once.
     */
    void addWaits(int change);
}
