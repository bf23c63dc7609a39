/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.result;

import java.util.Set;

/**
 * What the stack shows about the call of an iterator: whether Camel's splitter makes it, and what for.
 */
final class SplitterCall {

    // what Camel wraps around the iterator of a split, as collate does
    private static final Set<String> WRAPPERS = Set.of(
            "org.apache.camel.support.GroupIterator", "org.apache.camel.util.SkipIterator",
            "org.apache.camel.util.FilterIterator");
    private static final String SPLITTER = "org.apache.camel.processor.Splitter";
    private static final String BASE_OF_SPLITTER = "org.apache.camel.processor.MulticastProcessor";
    private static final String CLEANING_UP = "doDone";

    private SplitterCall() {
    }

    /**
     * Whether a splitter asks that is done. There is no other sign of it that is sure: a failed exchange can also be
     * one whose split goes on.
     */
    static boolean isCleaningUp() {
        return StackWalker.getInstance().walk(frames -> frames
                .dropWhile(frame -> isBetween(frame.getClassName()) || frame.getClassName().startsWith(SPLITTER))
                .findFirst()
                .filter(frame -> frame.getClassName().equals(BASE_OF_SPLITTER) && frame.getMethodName().equals(CLEANING_UP))
                .isPresent());
    }

    /**
     * Whether a splitter asks by itself. It asks just once.
     */
    static boolean isBySplitter() {
        return StackWalker.getInstance().walk(frames -> frames.dropWhile(frame -> isOurs(frame.getClassName()))
                .findFirst().filter(frame -> frame.getClassName().startsWith(SPLITTER)).isPresent());
    }

    /**
     * Whether a reader is what Camel wraps around the iterator of a split.
     */
    static boolean isByWrapper(ReaderTrace reader) {
        return WRAPPERS.stream().anyMatch(wrapper -> reader.entry().startsWith(wrapper + '.'));
    }

    private static boolean isBetween(String className) {
        return isOurs(className) || WRAPPERS.contains(className);
    }

    private static boolean isOurs(String className) {
        return className.startsWith(SplitterGuardIterator.class.getName())
                || className.startsWith(SplitterCall.class.getName());
    }
}
