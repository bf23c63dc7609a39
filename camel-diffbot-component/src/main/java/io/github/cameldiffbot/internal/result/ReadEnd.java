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
import org.jspecify.annotations.Nullable;

/**
 * The end of a read of results, and the result of later calls: the same exception after a failure, "no more" once for
 * the reader that has read all, and an error for another reader.
 */
final class ReadEnd {

    /**
     * How the read ended.
     */
    private interface End {
    }

    /**
     * All was read.
     *
     * @param reader the reader that reached the end
     */
    private record AllRead(ReaderTrace reader) implements End {
    }

    /**
     * Reading failed, or a splitter stopped early.
     *
     * @param failure thrown by each later call
     * @param cut     whether a splitter stopped early
     */
    private record Broken(Throwable failure, boolean cut) implements End {

        /**
         * Returns the failure unless it is an error, which is thrown.
         */
        RuntimeException exception() {
            if (failure instanceof Error e) {
                throw e;
            }
            return (RuntimeException) failure;
        }
    }

    private final String name;
    private final ReadOutcome outcome;
    private final ResultScope scope;
    // null while the read continues
    private volatile @Nullable End end;
    // the failure is thrown when the next result is taken
    private volatile boolean pending;
    // the call paths that have seen the end
    private final Set<String> informed = new HashSet<>(2);
    // another thread stopped its split in the middle of a step; it ends when it receives no more results
    private volatile @Nullable Thread stopped;

    /**
     * @param name the name of the results in messages
     */
    ReadEnd(String name, ReadOutcome outcome, ResultScope scope) {
        this.name = name;
        this.outcome = outcome;
        this.scope = scope;
    }

    boolean isOpen() {
        return end == null;
    }

    boolean isCut() {
        return end instanceof Broken broken && broken.cut();
    }

    /**
     * Throws the failure of the read if there was one.
     */
    void throwFailure() {
        if (end instanceof Broken broken) {
            throw broken.exception();
        }
    }

    /**
     * Records that the current reader has read all.
     */
    void reached() {
        ReaderTrace reader = ReaderTrace.of(scope.exchange());
        informed.add(reader.path());
        end = new AllRead(reader);
    }

    void failed(Throwable e) {
        end = new Broken(e, false);
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
    void cut(@Nullable Thread splitting) {
        if (splitting != null) {
            stopped = splitting;
        }
        Exchange exchange = scope.exchange();
        IllegalStateException failure = new IllegalStateException(
                "The " + name + " were not read to their end: the split that read them has stopped early. They can be read"
                                                                  + " once; call Diffbot again to read them from the start",
                exchange == null ? null : exchange.getException());
        end = new Broken(failure, true);
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
        End current = end;
        if (current instanceof Broken broken) {
            return hasNext(broken);
        }
        if (current instanceof AllRead all && !CamelCall.isBySplitter()
                && isAllowedAgain(all.reader(), ReaderTrace.of(scope.exchange()))) {
            return false;
        }
        // the second reader misses results that it may need, for example a dead letter channel that writes the message
        outcome.markIncomplete(ReadOutcome.ASKED_AGAIN);
        throw new IllegalStateException(
                "The " + name + " were already read to their end, by another step or before this one was repeated. They can"
                                        + " be read once: read them into a List to use them again, or call Diffbot again");
    }

    private boolean hasNext(Broken broken) {
        if (!broken.cut() && pending) {
            return true;
        }
        if (broken.cut() && stopped == Thread.currentThread()) {
            stopped = null;
            return false;
        }
        throw broken.exception();
    }

    // a reader that fills groups calls from an inner and an outer loop, but from no place twice
    private boolean isAllowedAgain(ReaderTrace reader, ReaderTrace now) {
        synchronized (informed) {
            return (CamelCall.isByWrapper(now) || now.isSameReader(reader)) && informed.add(now.path());
        }
    }

    /**
     * Throws the end as the next result. Returns for the thread whose split was stopped: the splitter skips null.
     */
    void next() {
        if (isCut() && stopped == Thread.currentThread()) {
            return;
        }
        pending = false;
        throwFailure();
        throw new NoSuchElementException();
    }
}
