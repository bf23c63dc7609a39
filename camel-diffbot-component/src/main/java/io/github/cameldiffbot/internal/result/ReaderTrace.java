/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.result;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import io.github.cameldiffbot.internal.exchange.CamelClasses;
import io.github.cameldiffbot.internal.exchange.JsonStream;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.jspecify.annotations.Nullable;

/**
 * Identifies the reader of results by the stack and the exchange. It distinguishes a reader that calls again after the
 * end from a different one, such as a repetition of the same step.
 *
 * @param thread the reading thread
 * @param entry  the method that Camel called, or that calls the results
 * @param depth  the depth of that method in the stack
 * @param step   the position of the exchange
 * @param path   the calls from that method to the results
 * @param source the kind of caller
 */
record ReaderTrace(Thread thread, String entry, int depth, Step step, String path, Source source) {

    /** A kind of caller. */
    enum Source {
        /** a step of a route */
        STEP,
        /** a splitter or a stream, which may change threads while it reads */
        SHARED,
        /** a thread that a step uses */
        OTHER
    }

    /**
     * The position of an exchange.
     *
     * @param node        the step; null if the exchange is unknown
     * @param redelivered the number of the step's redelivery
     * @param iteration   the iteration of a loop
     */
    record Step(@Nullable String node, @Nullable Object redelivered, @Nullable Object iteration) {
    }

    /**
     * Returns the current reader.
     *
     * @param exchange the exchange with the results, or null if it is unknown
     */
    static ReaderTrace of(@Nullable Exchange exchange) {
        List<StackWalker.StackFrame> frames = StackWalker.getInstance().walk(all -> all
                .dropWhile(frame -> isOurs(frame.getClassName())).toList());
        int entry = 0;
        while (entry + 1 < frames.size() && !frames.get(entry + 1).getClassName().startsWith(CamelClasses.CAMEL)) {
            entry++;
        }
        StackWalker.StackFrame frame = frames.get(entry);
        return new ReaderTrace(
                Thread.currentThread(), frame.getClassName() + '.' + frame.getMethodName(), frames.size() - entry,
                step(exchange), path(frames.subList(0, entry + 1)), source(frames));
    }

    private static boolean isOurs(String name) {
        return name.equals(ReaderTrace.class.getName()) || name.equals(SplitterGuardIterator.class.getName())
                || name.equals(ReadEnd.class.getName()) || name.equals(LazyStream.class.getName());
    }

    private static Step step(@Nullable Exchange exchange) {
        return exchange == null
                ? new Step(null, null, null)
                : new Step(
                        exchange.getExchangeExtension().getHistoryNodeId(),
                        exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER),
                        exchange.getProperty(ExchangePropertyKey.LOOP_INDEX));
    }

    private static Source source(List<StackWalker.StackFrame> frames) {
        for (StackWalker.StackFrame frame : frames) {
            String name = frame.getClassName();
            if (name.startsWith(CamelClasses.SPLITTER) || name.equals(JsonStream.class.getName())) {
                return Source.SHARED;
            }
            if (name.startsWith(CamelClasses.PROCESSORS)) {
                return Source.STEP;
            }
        }
        return Source.OTHER;
    }

    private static String path(List<StackWalker.StackFrame> frames) {
        return frames.stream().map(frame -> frame.getClassName() + '.' + frame.getMethodName() + ':' + frame.getByteCodeIndex())
                .collect(Collectors.joining(" "));
    }

    /**
     * Returns whether both are probably the same call of the same reader.
     */
    boolean isSameReader(ReaderTrace other) {
        return thread == other.thread && depth == other.depth && entry.equals(other.entry) && step.equals(other.step);
    }

    /**
     * Returns whether this is certainly another reader: one that reads concurrently, or a step that is redelivered
     * after it read a part. A step may leave the rest to the next one.
     */
    boolean isOtherReader(ReaderTrace other) {
        if (source == Source.OTHER || other.source == Source.OTHER || source == Source.SHARED && other.source == source) {
            return false;
        }
        boolean known = step.node() != null && other.step.node() != null;
        if (known && !Objects.equals(step.node(), other.step.node())) {
            return false;
        }
        return thread != other.thread || known && !Objects.equals(step.redelivered(), other.step.redelivered());
    }
}
