/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.runner;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Keeps the last 1,000 elements. */
public class RecentList<T> {

    private static final int MAX = 1_000;

    private final Deque<T> elements = new ArrayDeque<>();
    private long changes;

    synchronized void add(T element) {
        changes++;
        elements.add(element);
        if (elements.size() > MAX) {
            elements.remove();
        }
    }

    /** Returns the last 1,000 elements, oldest first. */
    public synchronized List<T> list() {
        return List.copyOf(elements);
    }

    /** Returns a number that rises with each change of the list. */
    public synchronized long changes() {
        return changes;
    }

    /** Removes all elements. */
    public synchronized void clear() {
        changes++;
        elements.clear();
    }
}
