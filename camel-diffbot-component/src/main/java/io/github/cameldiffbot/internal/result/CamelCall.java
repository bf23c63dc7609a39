/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.result;

import io.github.cameldiffbot.internal.exchange.CamelClasses;

/**
 * Inspects the stack for the part of Camel that reads results: a splitter, or one that only displays messages.
 */
final class CamelCall {

    private CamelCall() {
    }

    /**
     * Returns whether a splitter that has stopped drains the iterator. There is no other reliable sign: the split of a
     * failed exchange may continue.
     */
    static boolean isCleaningUp() {
        return StackWalker.getInstance().walk(frames -> frames
                .dropWhile(frame -> isBetween(frame.getClassName()) || frame.getClassName().startsWith(CamelClasses.SPLITTER))
                .findFirst()
                .filter(frame -> CamelClasses.END_OF_SPLIT.equals(frame.getClassName() + '.' + frame.getMethodName()))
                .isPresent());
    }

    /**
     * Returns whether a splitter calls directly. It calls only once.
     */
    static boolean isBySplitter() {
        return StackWalker.getInstance().walk(frames -> frames.dropWhile(frame -> isOurs(frame.getClassName()))
                .findFirst().filter(frame -> frame.getClassName().startsWith(CamelClasses.SPLITTER)).isPresent());
    }

    /**
     * Returns whether a reader is a wrapper that Camel puts around the iterator of a split.
     */
    static boolean isByWrapper(ReaderTrace reader) {
        return CamelClasses.ITERATORS.stream().anyMatch(wrapper -> reader.entry().startsWith(wrapper + '.'));
    }

    private static boolean isBetween(String className) {
        return isOurs(className) || CamelClasses.ITERATORS.contains(className);
    }

    private static boolean isOurs(String className) {
        return className.startsWith(SplitterGuardIterator.class.getName())
                || className.equals(ReadEnd.class.getName()) || className.equals(CamelCall.class.getName());
    }

    /**
     * Returns whether a log, a tracer or a debugger reads the results, which must not consume them. Camel converts
     * bodies for it by the same call as for a step, so that nothing else shows it.
     */
    static boolean isDisplay() {
        return StackWalker.getInstance().walk(frames -> frames
                .filter(frame -> isDisplay(frame) || frame.getClassName().startsWith(CamelClasses.PROCESSORS)).findFirst()
                .filter(CamelCall::isDisplay).isPresent());
    }

    private static boolean isDisplay(StackWalker.StackFrame frame) {
        String name = frame.getClassName();
        int nested = name.indexOf('$');
        return CamelClasses.DISPLAYS.contains(nested < 0 ? name : name.substring(0, nested))
                || CamelClasses.DISPLAY_METHOD.equals(name + '.' + frame.getMethodName());
    }
}
