/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.runner;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import io.github.cameldiffbot.sandbox.model.SandboxNotification;

/** Keeps the last 1,000 notifications of the jobs. */
public final class Outbox {

    private static final int MAX = 1_000;

    private final Deque<SandboxNotification> notifications = new ArrayDeque<>();
    private long changes;

    synchronized void add(SandboxNotification notification) {
        changes++;
        notifications.add(notification);
        if (notifications.size() > MAX) {
            notifications.remove();
        }
    }

    /** Returns the last 1,000 notifications, oldest first. */
    public synchronized List<SandboxNotification> list() {
        return List.copyOf(notifications);
    }

    /** Returns a number that rises with each change of the outbox. */
    public synchronized long changes() {
        return changes;
    }

    /** Removes all notifications. */
    public synchronized void clear() {
        changes++;
        notifications.clear();
    }
}
