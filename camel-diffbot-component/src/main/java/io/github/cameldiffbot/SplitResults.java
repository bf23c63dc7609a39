/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import io.github.cameldiffbot.data.ResultIterator;
import org.apache.camel.Exchange;

/**
 * Results that end when the split that reads them has ended. Camel's splitter, when it stops early, walks its iterator
 * to the end in order to release what it finds there; without this that would download all of it.
 */
final class SplitResults<T> implements ResultIterator<T> {

    // a look at the stack costs a microsecond: it is taken when the exchange has failed, and now and then, for there are
    // splits that end early without that
    private static final int SELDOM = 64;

    private static final String SPLITTER = "org.apache.camel.processor.Splitter";
    private static final String BASE_OF_SPLITTER = "org.apache.camel.processor.MulticastProcessor";
    private static final String CLEANING_UP = "doDone";

    private final Exchange exchange;
    private final ResultIterator<T> results;
    private Exception failure;
    private volatile RuntimeException error;
    private int asked;
    private volatile boolean cut;

    SplitResults(Exchange exchange, ResultIterator<T> results) {
        this.exchange = exchange;
        this.results = results;
    }

    @Override
    public boolean hasNext() {
        if (!cut && isDue() && isReleased()) {
            cut = true;
            results.close();
        }
        if (error != null) {
            return !cut;
        }
        try {
            return !cut && results.hasNext();
        } catch (RuntimeException e) {
            return !cut && isKept(e);
        }
    }

    // the splitter asks for the next result before it routes the one that it has: that one is not to be lost
    private boolean isKept(RuntimeException e) {
        if (results.received() == 0) {
            throw e;
        }
        error = e;
        return true;
    }

    @Override
    public T next() {
        RuntimeException kept = error;
        if (kept != null) {
            error = null;
            throw kept;
        }
        try {
            return results.next();
        } catch (RuntimeException e) {
            // one thread of a parallel split can still be reading when another one ends it
            if (cut) {
                // the splitter passes over it, and then asks whether there is more
                return null;
            }
            throw e;
        }
    }

    // a plain split whose exchange has failed goes on to the end: only a new failure is a reason to look
    private boolean isDue() {
        Exception current = exchange.getException();
        boolean due = current != failure || ++asked % SELDOM == 0;
        failure = current;
        return due;
    }

    /**
     * Whether this is asked by a splitter that is done. There is no other sign of it that is sure: a failed exchange
     * can also be one whose split goes on.
     */
    private static boolean isReleased() {
        return StackWalker.getInstance().walk(frames -> frames
                .filter(frame -> !frame.getClassName().startsWith(SplitResults.class.getName())
                        && !frame.getClassName().startsWith(SPLITTER))
                .findFirst()
                .filter(frame -> frame.getClassName().equals(BASE_OF_SPLITTER) && frame.getMethodName().equals(CLEANING_UP))
                .isPresent());
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
    public long leftOut() {
        return results.leftOut();
    }

    @Override
    public void close() {
        results.close();
    }
}
