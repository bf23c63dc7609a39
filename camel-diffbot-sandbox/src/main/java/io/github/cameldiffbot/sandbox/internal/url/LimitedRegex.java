/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.url;

import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A regular expression of a user with a time limit: some take time that is exponential in the length of the text. After
 * the first text that takes too long, no other is tried.
 */
final class LimitedRegex {

    private static final long LIMIT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int CHECKED_EVERY = 1_000;

    private final Pattern pattern;
    private volatile boolean failed;

    LimitedRegex(String regex) {
        this.pattern = Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }

    /**
     * Returns whether a part of a text matches.
     *
     * @throws IllegalStateException if that takes too long
     */
    boolean find(String text) {
        if (!failed) {
            try {
                return pattern.matcher(new TimedText(text, System.nanoTime() + LIMIT_NANOS)).find();
            } catch (StackOverflowError | TimedText.TimeoutException e) {
                failed = true;
            }
        }
        throw new IllegalStateException("the regular expression takes too long");
    }

    /** Reads a text until a deadline. */
    private static final class TimedText implements CharSequence {

        private final CharSequence text;
        private final long deadline;
        private int reads;

        /** Ends a search. */
        static final class TimeoutException extends RuntimeException {

            private static final long serialVersionUID = 1L;
        }

        TimedText(CharSequence text, long deadline) {
            this.text = text;
            this.deadline = deadline;
        }

        @Override
        public char charAt(int index) {
            if (++reads % CHECKED_EVERY == 0 && System.nanoTime() > deadline) {
                throw new TimeoutException();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new TimedText(text.subSequence(start, end), deadline);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
