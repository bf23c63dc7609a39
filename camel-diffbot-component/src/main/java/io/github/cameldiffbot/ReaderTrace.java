/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.List;
import java.util.Objects;

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
 */
record ReaderTrace(Thread thread, String entry, int depth, String step) {

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
                step(exchange));
    }

    private static boolean isOurs(String name) {
        return name.equals(ReaderTrace.class.getName()) || name.equals(SplitResults.class.getName());
    }

    private static String step(Exchange exchange) {
        return exchange == null
                ? "" : exchange.getExchangeExtension().getHistoryNodeId() + '/'
                       + exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER) + '/'
                       + exchange.getProperty(ExchangePropertyKey.LOOP_INDEX);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReaderTrace trace && thread == trace.thread && depth == trace.depth
                && entry.equals(trace.entry) && step.equals(trace.step);
    }

    @Override
    public int hashCode() {
        return Objects.hash(entry, depth, step);
    }
}
