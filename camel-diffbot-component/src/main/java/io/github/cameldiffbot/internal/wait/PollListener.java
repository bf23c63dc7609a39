/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.wait;

/**
 * Is told how polls went, on the thread of the poll. Must return at once.
 */
public interface PollListener {

    /**
     * A poll failed.
     */
    void onFailure(RuntimeException failure);

    /**
     * A poll succeeded.
     */
    void onSuccess();

    /**
     * Polls failed until now, and nobody needs them any more.
     */
    void onEnd();
}
