/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.result;

import java.util.HashSet;
import java.util.NoSuchElementException;
import java.util.Set;

import io.github.cameldiffbot.internal.exchange.ReadOutcome;
import io.github.cameldiffbot.internal.exchange.ResultScope;
import org.apache.camel.Exchange;

/**
 * The end of a read of results, and the result of later calls: the same exception after a failure, "no more" once for
 * the reader that has read all, and an error for another reader.
 */
final class ReadEnd {

    private enum State {
        OPEN,
        /** all was read */
        ENDED,
        /** reading failed */
        FAILED,
        /** a splitter stopped early */
        CUT
    }

    private final String name;
    private final ReadOutcome outcome;
    private final ResultScope scope;
    private volatile State state = State.OPEN;
    // rethrown by each call
    private volatile Throwable failure;
    // the failure is thrown when the next result is taken
    private volatile boolean pending;
    // the reader that reached the end
    private volatile ReaderTrace reader;
    // the call paths that have seen the end
    private final Set<String> informed = new HashSet<>(2);
    // another thread stopped its split in the middle of a step; it ends when it receives no more results
    private volatile Thread stopped;

    /**
     * @param name the name of the results in messages
     */
    ReadEnd(String name, ReadOutcome outcome, ResultScope scope) {
        this.name = name;
        this.outcome = outcome;
        this.scope = scope;
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    boolean isCut() {
        return state == State.CUT;
    }

    boolean hasFailed() {
        return failure != null;
    }

    /**
     * Records that the current reader has read all.
     */
    void reached() {
        reader = ReaderTrace.of(scope.exchange());
        informed.add(reader.path());
        state = State.ENDED;
    }

    void failed(Throwable e) {
        failure = e;
        state = State.FAILED;
        outcome.markIncomplete(e.toString());
    }

    /**
     * Defers the failure until the next result is taken.
     */
    void deferFailure() {
        pending = true;
    }

    /**
     * Records that a splitter stopped early.
     *
     * @param splitting the other thread of that split, which receives no more results; null for none
     */
    void cut(Thread splitting) {
        if (splitting != null) {
            stopped = splitting;
        }
        Exchange exchange = scope.exchange();
        failure = new IllegalStateException(
                "The " + name + " were not read to their end: the split that read them has stopped early. They can be read"
                                            + " once; call Diffbot again to read them from the start",
                exchange == null ? null : exchange.getException());
        state = State.CUT;
        outcome.markIncomplete("the split that read the results has stopped early");
    }

    /**
     * Records that the thread whose split was stopped has reached the end.
     */
    void endStopped() {
        stopped = null;
    }

    /**
     * Returns whether there is another result.
     */
    boolean hasNext() {
        if (CamelCall.isCleaningUp()) {
            return false;
        }
        switch (state) {
            case ENDED -> {
                if (!CamelCall.isBySplitter() && isAllowedAgain(ReaderTrace.of(scope.exchange()))) {
                    return false;
                }
                // the second reader misses results that it may need, for example a dead letter channel that writes the
                // message
                outcome.markIncomplete(ReadOutcome.ASKED_AGAIN);
                throw new IllegalStateException(
                        "The " + name + " were already read to their end, by another step or before this one was repeated."
                                                + " They can be read once: read them into a List to use them again, or call"
                                                + " Diffbot again");
            }
            case CUT -> {
                if (stopped == Thread.currentThread()) {
                    stopped = null;
                    return false;
                }
            }
            default -> {
                if (pending) {
                    return true;
                }
            }
        }
        throw failure();
    }

    // a reader that fills groups calls from an inner and an outer loop, but from no place twice
    private boolean isAllowedAgain(ReaderTrace now) {
        synchronized (informed) {
            return (CamelCall.isByWrapper(now) || now.isSameReader(reader)) && informed.add(now.path());
        }
    }

    /**
     * Throws the end as the next result. Returns for the thread whose split was stopped: the splitter skips null.
     */
    void next() {
        if (state == State.ENDED) {
            throw new NoSuchElementException();
        }
        if (state == State.CUT && stopped == Thread.currentThread()) {
            return;
        }
        pending = false;
        throw failure();
    }

    /**
     * Returns the failure unless it is an error, which is thrown.
     */
    RuntimeException failure() {
        Throwable kept = failure;
        if (kept instanceof Error e) {
            throw e;
        }
        return (RuntimeException) kept;
    }
}
