/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.engine;

/** Counts the pages and records of a job. Guarded by the job. */
final class Counters {

    private CounterValues values = CounterValues.ZERO;

    CounterValues values() {
        return values;
    }

    void set(CounterValues given) {
        values = given;
    }

    void add(PageOutcome outcome) {
        values = values.plus(outcome);
    }

    void startRound() {
        values = values.startRound();
    }
}
