/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.result;

import java.util.Set;

/**
 * Inspects the stack for a part of Camel that only displays messages: a log, a tracer or a debugger. It must not
 * consume bodies. Camel converts bodies for it by the same call as for a step, so that nothing else shows it.
 */
final class DisplayCall {

    private static final String PROCESSORS = "org.apache.camel.processor.";
    private static final Set<String> CLASSES = Set.of(
            PROCESSORS + "LogProcessor",
            "org.apache.camel.support.processor.CamelLogProcessor",
            "org.apache.camel.impl.engine.DefaultTracer",
            "org.apache.camel.impl.debugger.BacklogTracer",
            "org.apache.camel.impl.debugger.DefaultBacklogDebugger");
    // of formatters, and of the history that an error handler logs. Steps use other methods of its class
    private static final String METHOD = "org.apache.camel.support.MessageHelper.extractValueForLogging";

    private DisplayCall() {
    }

    /**
     * Returns whether the innermost part of Camel that handles the exchange displays it.
     */
    static boolean isDisplay() {
        return StackWalker.getInstance().walk(frames -> frames
                .filter(frame -> isDisplay(frame) || frame.getClassName().startsWith(PROCESSORS)).findFirst()
                .filter(DisplayCall::isDisplay).isPresent());
    }

    private static boolean isDisplay(StackWalker.StackFrame frame) {
        String name = frame.getClassName();
        int nested = name.indexOf('$');
        return CLASSES.contains(nested < 0 ? name : name.substring(0, nested))
                || METHOD.equals(name + '.' + frame.getMethodName());
    }
}
