/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.job;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import io.github.cameldiffbot.sandbox.SandboxNotice;

/** What the jobs told the outside, mails and calls of webhooks. */
public final class Outbox {

    private static final int MAX = 1_000;

    private final Deque<SandboxNotice> notices = new ArrayDeque<>();

    synchronized void add(SandboxNotice notice) {
        notices.add(notice);
        if (notices.size() > MAX) {
            notices.remove();
        }
    }

    /**
     * What was told so far.
     *
     * @return the last 1,000 notices, oldest first
     */
    public synchronized List<SandboxNotice> list() {
        return List.copyOf(notices);
    }

    /** Forgets all. */
    public synchronized void clear() {
        notices.clear();
    }
}
