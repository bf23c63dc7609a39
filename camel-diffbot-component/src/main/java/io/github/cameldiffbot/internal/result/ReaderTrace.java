/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.result;

import java.util.List;
import java.util.stream.Collectors;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;

/**
 * Who reads results, as far as the stack and the exchange show it: to tell a reader that asks once more after the end
 * from another one, such as the same step when it is repeated.
 *
 * @param thread on which it reads
 * @param entry  the method by which Camel has called it, or that calls the results
 * @param depth  how deep in the stack that is
 * @param step   where the exchange is
 * @param path   from the entry to the results
 */
record ReaderTrace(Thread thread, String entry, int depth, String step, String path) {

    private static final String CAMEL = "org.apache.camel.";

    /**
     * The one that reads now.
     *
     * @param exchange that has the results, or null when it is not known
     */
    static ReaderTrace of(Exchange exchange) {
        List<StackWalker.StackFrame> frames = StackWalker.getInstance().walk(all -> all
                .dropWhile(frame -> isOurs(frame.getClassName())).toList());
        int entry = 0;
        while (entry + 1 < frames.size() && !frames.get(entry + 1).getClassName().startsWith(CAMEL)) {
            entry++;
        }
        StackWalker.StackFrame frame = frames.get(entry);
        return new ReaderTrace(
                Thread.currentThread(), frame.getClassName() + '.' + frame.getMethodName(), frames.size() - entry,
                step(exchange), path(frames.subList(0, entry + 1)));
    }

    private static boolean isOurs(String name) {
        return name.equals(ReaderTrace.class.getName()) || name.equals(SplitterGuardIterator.class.getName())
                || name.equals(LazyStream.class.getName());
    }

    private static String step(Exchange exchange) {
        return exchange == null
                ? "" : exchange.getExchangeExtension().getHistoryNodeId() + '/'
                       + exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER) + '/'
                       + exchange.getProperty(ExchangePropertyKey.LOOP_INDEX);
    }

    private static String path(List<StackWalker.StackFrame> frames) {
        return frames.stream().map(frame -> frame.getClassName() + '.' + frame.getMethodName() + ':' + frame.getByteCodeIndex())
                .collect(Collectors.joining(" "));
    }

    /**
     * Whether this is, as it seems, the same call of the same reader.
     */
    boolean isSameReader(ReaderTrace other) {
        return thread == other.thread && depth == other.depth && entry.equals(other.entry) && step.equals(other.step);
    }
}
