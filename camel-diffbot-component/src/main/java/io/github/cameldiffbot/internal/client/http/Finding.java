/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.http;

/**
 * The state of a request with a lost or inconclusive response, as a read of the job shows it.
 *
 * @param state  whether the request was carried out
 * @param result what the call returns when it was; may be null
 */
public record Finding<T>(State state, T result) {

    enum State {

        /**
         * It was carried out.
         */
        done,

        /**
         * It was not carried out, at least not yet.
         */
        notDone,

        /**
         * The read shows a state from before the request.
         */
        stale
    }

    public static <T> Finding<T> done(T result) {
        return new Finding<>(State.done, result);
    }

    public static <T> Finding<T> notDone() {
        return new Finding<>(State.notDone, null);
    }

    public static <T> Finding<T> stale() {
        return new Finding<>(State.stale, null);
    }
}
