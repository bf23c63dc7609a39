/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.wait;

/**
 * Receives the results of polls, on the thread of the poll. Must return at once.
 */
public interface PollListener {

    /**
     * Handles a failed poll.
     */
    void onFailure(RuntimeException failure);

    /**
     * Handles a successful poll.
     */
    void onSuccess();

    /**
     * Handles the end of the polls after a failure: no wait needs them any more.
     */
    void onEnd();
}
