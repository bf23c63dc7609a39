/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.result;

import io.github.cameldiffbot.internal.exchange.CamelClasses;

/**
 * Inspects the stack for a part of Camel that only displays messages: a log, a tracer or a debugger. It must not
 * consume bodies. Camel converts bodies for it by the same call as for a step, so that nothing else shows it.
 */
final class DisplayCall {

    private DisplayCall() {
    }

    /**
     * Returns whether the innermost part of Camel that handles the exchange displays it.
     */
    static boolean isDisplay() {
        return StackWalker.getInstance().walk(frames -> frames
                .filter(frame -> isDisplay(frame) || frame.getClassName().startsWith(CamelClasses.PROCESSORS)).findFirst()
                .filter(DisplayCall::isDisplay).isPresent());
    }

    private static boolean isDisplay(StackWalker.StackFrame frame) {
        String name = frame.getClassName();
        int nested = name.indexOf('$');
        return CamelClasses.DISPLAYS.contains(nested < 0 ? name : name.substring(0, nested))
                || CamelClasses.DISPLAY_METHOD.equals(name + '.' + frame.getMethodName());
    }
}
