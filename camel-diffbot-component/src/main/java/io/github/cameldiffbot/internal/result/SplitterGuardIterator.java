/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.result;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicReference;

import io.github.cameldiffbot.data.DiffbotRecord;
import io.github.cameldiffbot.data.ResultIterator;
import io.github.cameldiffbot.internal.data.stream.DerivedResults;
import io.github.cameldiffbot.internal.data.stream.GroupIterator;
import io.github.cameldiffbot.internal.exchange.JsonStream;
import io.github.cameldiffbot.internal.exchange.ReadOutcome;
import io.github.cameldiffbot.internal.exchange.ResultScope;
import io.github.cameldiffbot.internal.json.JsonLine;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Results as the body of a message: they are read once, by one reader.
 * <ul>
 * <li>Failed results fail again with the same exception for each later reader, such as a redelivered step.
 * <li>A second reader gets an exception rather than "no more".
 * <li>When Camel's splitter stops early, it drains its iterator to release the elements, and closes it only after that.
 * That closes the results instead of downloading all of them. {@code SplitterDrainTest} shows it with Camel alone.
 * <li>The splitter checks for another result before it routes the current one. A failure is deferred until that one is
 * routed.
 * </ul>
 */
final class SplitterGuardIterator implements DerivedResults<Object>, ReadOutcome.Results, JsonStream.Source {

    /** The last call, which shows whether its reader must call again. */
    private enum Phase {
        /** checked whether there is a first result */
        HEAD,
        /** took a result */
        TAKEN,
        /** checked whether there is another one after that */
        TAIL
    }

    // inspecting the stack costs two microseconds: it is done after a failure of the exchange, and occasionally, because some
    // splits end early without one. Every 64th time it took 5 % of the time of records of 0.5 KB
    private static final int SELDOM = 256;

    private final String name;
    private final ResultScope scope;
    private final ReadOutcome outcome;
    private final ReadEnd end;
    private final ResultIterator<?> results;
    private final boolean lines;
    // the thread in a call
    private final AtomicReference<Thread> busy = new AtomicReference<>();
    // the following fields are written by the reading thread
    private @Nullable Thread last;
    // there is another result
    private boolean ahead;
    private Phase phase = Phase.TAIL;
    private @Nullable Exception seen;
    private int asked;
    private boolean begun;
    // the reader of the first result
    private @Nullable ReaderTrace first;

    /**
     * @param name  the name of the results in messages
     * @param lines whether the iterator returns records as lines of text
     */
    SplitterGuardIterator(String name, ResultScope scope, ReadOutcome outcome, ResultIterator<?> results, boolean lines) {
        this.name = name;
        this.scope = scope;
        this.outcome = outcome;
        this.end = new ReadEnd(name, outcome, scope);
        this.results = results;
        this.lines = lines;
    }

    @Override
    public boolean hasNext() {
        if (!end.isOpen()) {
            return end.hasNext();
        }
        if (isDue() && CamelCall.isCleaningUp()) {
            cut();
            return false;
        }
        if (ahead) {
            // the splitter calls twice
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
            if (end.isCut()) {
                end.endStopped();
                return false;
            }
            if (!more) {
                end.reached();
                scope.release();
            }
            return more;
        } catch (RuntimeException | Error e) {
            if (end.isCut()) {
                // another thread has ended the split meanwhile
                end.endStopped();
                return false;
            }
            // a failure of another thread that read at the same time is thrown to both
            end.throwFailure();
            failed(e);
            if (phase != Phase.TAKEN) {
                throw e;
            }
            end.deferFailure();
            return true;
        } finally {
            busy.setRelease(null);
        }
    }

    @Override
    public @Nullable Object next() {
        Object result = take();
        return lines ? line(result) : result;
    }

    private static @Nullable Object line(@Nullable Object result) {
        if (result instanceof List<?> group) {
            List<@Nullable Object> lines = new ArrayList<>(group.size());
            group.forEach(element -> lines.add(line(element)));
            return lines;
        }
        return result instanceof DiffbotRecord record
                ? new String(JsonLine.of(record.toBytes()), StandardCharsets.UTF_8) : result;
    }

    @Override
    public @Nullable Object take() {
        if (!end.isOpen()) {
            end.next();
            return null;
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
            Object next = results.next();
            phase = Phase.TAKEN;
            return next;
        } catch (NoSuchElementException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            if (end.isCut()) {
                // the splitter skips it, and then checks whether there is more
                return null;
            }
            end.throwFailure();
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

    // a second reader would receive a part and mistake it for all
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

    @Override
    public boolean lines() {
        return lines;
    }

    @Override
    public boolean grouped() {
        return results instanceof GroupIterator;
    }

    private void failed(Throwable e) {
        end.failed(e);
        scope.release();
    }

    private void cut() {
        Thread current = Thread.currentThread();
        Thread inCall = busy.get();
        Thread before = last;
        Thread stopped = null;
        if (inCall != null && inCall != current) {
            stopped = inCall;
        } else if (before != current && phase != Phase.TAIL) {
            stopped = before;
        }
        end.cut(stopped);
        results.close();
        scope.release();
    }

    private boolean overlapped() {
        if (CamelCall.isCleaningUp()) {
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

    // a plain split whose exchange has failed continues to the end: only a new failure is a reason to check
    private boolean isDue() {
        Exchange exchange = scope.exchange();
        Exception current = exchange == null ? null : exchange.getException();
        boolean due = current != seen || ++asked % SELDOM == 0;
        seen = current;
        return due;
    }

    @Override
    public ResultIterator<?> origin() {
        return results;
    }

    /**
     * Returns a description with a hint how to read the results. A log of the body shows it.
     */
    @Override
    public String toString() {
        return name + ", " + received() + " read so far: an iterator. Use split(body()).streaming(), or convert the body to"
               + " an InputStream to get " + (lines ? "all lines" : "a JSON array");
    }
}
