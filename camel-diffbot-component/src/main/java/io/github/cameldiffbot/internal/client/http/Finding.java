/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.http;

import org.jspecify.annotations.Nullable;

/**
 * The state of a request with a lost or inconclusive response, according to a read of the job.
 *
 * @param state  whether the request was carried out
 * @param result the result of the call if it was carried out; may be null
 */
public record Finding<T>(State state, @Nullable T result) {

    enum State {

        /**
         * The request was carried out.
         */
        done,

        /**
         * The request was not carried out, at least not yet.
         */
        notDone,

        /**
         * The read shows a state before the request.
         */
        stale
    }

    public static <T> Finding<T> done(@Nullable T result) {
        return new Finding<>(State.done, result);
    }

    public static <T> Finding<T> notDone() {
        return new Finding<>(State.notDone, null);
    }

    public static <T> Finding<T> stale() {
        return new Finding<>(State.stale, null);
    }
}
