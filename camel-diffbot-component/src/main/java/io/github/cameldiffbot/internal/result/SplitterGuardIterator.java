/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.result;

import java.util.HashSet;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import io.github.cameldiffbot.data.ResultIterator;
import io.github.cameldiffbot.internal.exchange.ReadOutcome;
import io.github.cameldiffbot.internal.exchange.ResultScope;
import org.apache.camel.Exchange;

/**
 * Results as the body of a message: they are read once, by one reader.
 * <ul>
 * <li>Results that failed fail again with the same exception for each later reader, such as a step that is redelivered.
 * <li>A second reader gets an exception rather than "no more".
 * <li>Camel's splitter, when it stops early, walks its iterator to the end in order to release what it finds there.
 * That closes the results instead of downloading all of them.
 * <li>The splitter asks whether there is another result before it routes the one that it has. A failure waits until
 * that one is routed.
 * </ul>
 */
final class SplitterGuardIterator<T> implements ResultIterator<T>, ReadOutcome.Results {

    private enum State {
        OPEN,
        /** all was read */
        ENDED,
        /** reading failed */
        FAILED,
        /** a splitter stopped early */
        CUT
    }

    /** What the last call was, to know whether its reader must call again. */
    private enum Phase {
        /** asked whether there is a result to begin with */
        HEAD,
        /** took a result */
        TAKEN,
        /** asked whether there is another one after that */
        TAIL
    }

    // a look at the stack costs a microsecond: it is taken when the exchange has failed, and now and then, for there are
    // splits that end early without that
    private static final int SELDOM = 64;

    private final String name;
    private final ResultScope scope;
    private final ReadOutcome outcome;
    private final ResultIterator<T> results;
    // the thread that is in a call
    private final AtomicReference<Thread> busy = new AtomicReference<>();
    private volatile State state = State.OPEN;
    // these are written by the one that reads
    private Thread last;
    // there is a next one
    private boolean ahead;
    private Phase phase = Phase.TAIL;
    private Exception seen;
    private int asked;
    private boolean begun;
    // took the first result
    private ReaderTrace first;
    // thrown again and again once it failed
    private volatile Throwable failure;
    // the failure waits until it is taken as a result
    private volatile boolean pending;
    // read to the end
    private volatile ReaderTrace reader;
    // the call paths that have seen the end
    private final Set<String> informed = new HashSet<>(2);
    // its split was stopped by another thread in the middle of a step, and ends when it gets no more
    private volatile Thread stopped;

    /**
     * @param name what the results are, for messages
     */
    SplitterGuardIterator(String name, ResultScope scope, ReadOutcome outcome, ResultIterator<T> results) {
        this.name = name;
        this.scope = scope;
        this.outcome = outcome;
        this.results = results;
    }

    @Override
    public boolean hasNext() {
        if (state != State.OPEN) {
            return afterwards();
        }
        if (isDue() && SplitterCall.isCleaningUp()) {
            cut();
            return false;
        }
        if (ahead) {
            // the splitter asks twice
            last = Thread.currentThread();
            phase = Phase.HEAD;
            return true;
        }
        if (!enter()) {
            return overlapped();
        }
        try {
            boolean more = results.hasNext();
            if (!more) {
                checkReader();
            }
            ahead = more;
            phase = phase == Phase.TAKEN ? Phase.TAIL : Phase.HEAD;
            if (state == State.CUT) {
                stopped = null;
                return false;
            }
            if (!more) {
                ended();
            }
            return more;
        } catch (RuntimeException | Error e) {
            if (state == State.CUT) {
                // another thread has ended the split meanwhile
                stopped = null;
                return false;
            }
            if (failure != null) {
                // of another thread that read at the same time
                throw rethrown();
            }
            failed(e);
            if (phase != Phase.TAKEN) {
                throw e;
            }
            pending = true;
            return true;
        } finally {
            busy.setRelease(null);
        }
    }

    @Override
    public T next() {
        if (state != State.OPEN) {
            return nextAfterwards();
        }
        if (!enter()) {
            overlapped();
            return null;
        }
        try {
            ahead = false;
            if (first == null) {
                first = ReaderTrace.of(scope.exchange());
            }
            T next = results.next();
            phase = Phase.TAKEN;
            return next;
        } catch (NoSuchElementException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            if (state == State.CUT) {
                // the splitter passes over it, and then asks whether there is more
                return null;
            }
            if (failure != null) {
                throw rethrown();
            }
            failed(e);
            throw e;
        } finally {
            busy.setRelease(null);
        }
    }

    private boolean enter() {
        Thread current = Thread.currentThread();
        if (!busy.compareAndSet(null, current)) {
            return false;
        }
        if (last != current && last != null) {
            checkReaderOrLeave();
        }
        last = current;
        if (!begun) {
            begun = true;
            outcome.markReading();
        }
        return true;
    }

    private void checkReaderOrLeave() {
        try {
            checkReader();
        } catch (IllegalStateException e) {
            failed(e);
            results.close();
            busy.setRelease(null);
            throw e;
        }
    }

    // another one would get a part, and take that for all
    private void checkReader() {
        if (first != null && ReaderTrace.of(scope.exchange()).isOtherReader(first)) {
            throw new IllegalStateException(
                    "The " + name + " are read by two readers, as by two branches or by a step that was redelivered after it"
                                            + " had read some. They can be read once, by one reader: read them into a List"
                                            + " before, or call Diffbot again");
        }
    }

    @Override
    public ReadOutcome outcome() {
        return outcome;
    }

    private void ended() {
        reader = ReaderTrace.of(scope.exchange());
        informed.add(reader.path());
        state = State.ENDED;
        scope.release();
    }

    private void failed(Throwable e) {
        failure = e;
        state = State.FAILED;
        outcome.markIncomplete(e.toString());
        scope.release();
    }

    private void cut() {
        Thread current = Thread.currentThread();
        Thread inCall = busy.get();
        Thread before = last;
        if (inCall != null && inCall != current) {
            stopped = inCall;
        } else if (before != current && phase != Phase.TAIL) {
            stopped = before;
        }
        Exchange exchange = scope.exchange();
        failure = new IllegalStateException(
                "The " + name + " were not read to their end: the split that read them has stopped early. They can be read"
                                            + " once; call Diffbot again to read them from the start",
                exchange == null ? null : exchange.getException());
        state = State.CUT;
        outcome.markIncomplete("the split that read the results has stopped early");
        results.close();
        scope.release();
    }

    private boolean overlapped() {
        if (SplitterCall.isCleaningUp()) {
            cut();
            return false;
        }
        IllegalStateException e = new IllegalStateException(
                "The " + name + " are read by two threads at once, as by the branches of a parallel multicast. They can be"
                                                            + " read once, by one reader: read them into a List before, or"
                                                            + " split them in one of the branches");
        failed(e);
        results.close();
        throw e;
    }

    /**
     * Answers a call that comes after the results have ended, failed or were cut.
     */
    private boolean afterwards() {
        if (SplitterCall.isCleaningUp()) {
            return false;
        }
        switch (state) {
            case ENDED -> {
                if (!SplitterCall.isBySplitter() && isAllowedAgain(ReaderTrace.of(scope.exchange()))) {
                    return false;
                }
                // the one who asks has not got what it may have needed, as a dead letter channel that writes the message
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
        throw rethrown();
    }

    // a reader that fills groups asks in an inner and in an outer loop, but nowhere twice
    private boolean isAllowedAgain(ReaderTrace now) {
        synchronized (informed) {
            return (SplitterCall.isByWrapper(now) || now.isSameReader(reader)) && informed.add(now.path());
        }
    }

    private T nextAfterwards() {
        if (state == State.ENDED) {
            throw new NoSuchElementException();
        }
        if (state == State.CUT && stopped == Thread.currentThread()) {
            return null;
        }
        pending = false;
        throw rethrown();
    }

    private RuntimeException rethrown() {
        Throwable kept = failure;
        if (kept instanceof Error e) {
            throw e;
        }
        return (RuntimeException) kept;
    }

    // a plain split whose exchange has failed continues to the end: only a new failure is a reason to check
    private boolean isDue() {
        Exchange exchange = scope.exchange();
        Exception current = exchange == null ? null : exchange.getException();
        boolean due = current != seen || ++asked % SELDOM == 0;
        seen = current;
        return due;
    }

    @Override
    public long received() {
        return results.received();
    }

    @Override
    public long skipped() {
        return results.skipped();
    }

    @Override
    public long filtered() {
        return results.filtered();
    }

    @Override
    public long missing() {
        return results.missing();
    }

    @Override
    public void close() {
        results.close();
    }

    /**
     * Says what this is and what to do with it: it is what a log of the body shows.
     */
    @Override
    public String toString() {
        return name + ", " + received() + " read so far: an iterator. Use split(body()).streaming(), or convert the body to"
               + " an InputStream to get a JSON array";
    }
}
