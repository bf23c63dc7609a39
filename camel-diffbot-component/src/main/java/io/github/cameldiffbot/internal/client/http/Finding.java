/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.http;

/**
 * What a look at a job shows about a request whose answer was lost or says nothing.
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
         * The look shows an older state than the one that was looked for.
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
