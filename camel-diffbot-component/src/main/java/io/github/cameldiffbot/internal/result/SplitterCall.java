/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.result;

import java.util.Set;

/**
 * Inspects the stack for calls of an iterator by Camel's splitter.
 */
final class SplitterCall {

    // wrappers that Camel puts around the iterator of a split, as collate does
    private static final Set<String> WRAPPERS = Set.of(
            "org.apache.camel.support.GroupIterator", "org.apache.camel.util.SkipIterator",
            "org.apache.camel.util.FilterIterator");
    private static final String SPLITTER = "org.apache.camel.processor.Splitter";
    private static final String BASE_OF_SPLITTER = "org.apache.camel.processor.MulticastProcessor";
    private static final String CLEANING_UP = "doDone";

    private SplitterCall() {
    }

    /**
     * Returns whether a splitter that has stopped drains the iterator. There is no other reliable sign: the split of a
     * failed exchange may continue.
     */
    static boolean isCleaningUp() {
        return StackWalker.getInstance().walk(frames -> frames
                .dropWhile(frame -> isBetween(frame.getClassName()) || frame.getClassName().startsWith(SPLITTER))
                .findFirst()
                .filter(frame -> frame.getClassName().equals(BASE_OF_SPLITTER) && frame.getMethodName().equals(CLEANING_UP))
                .isPresent());
    }

    /**
     * Returns whether a splitter calls directly. It calls only once.
     */
    static boolean isBySplitter() {
        return StackWalker.getInstance().walk(frames -> frames.dropWhile(frame -> isOurs(frame.getClassName()))
                .findFirst().filter(frame -> frame.getClassName().startsWith(SPLITTER)).isPresent());
    }

    /**
     * Returns whether a reader is a wrapper that Camel puts around the iterator of a split.
     */
    static boolean isByWrapper(ReaderTrace reader) {
        return WRAPPERS.stream().anyMatch(wrapper -> reader.entry().startsWith(wrapper + '.'));
    }

    private static boolean isBetween(String className) {
        return isOurs(className) || WRAPPERS.contains(className);
    }

    private static boolean isOurs(String className) {
        return className.startsWith(SplitterGuardIterator.class.getName())
                || className.equals(ReadEnd.class.getName()) || className.equals(SplitterCall.class.getName());
    }
}
