/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.url;

import java.util.ArrayDeque;
import java.util.Deque;

/** Removes the segments {@code .} and {@code ..} of a path. Empty segments stay, as servers distinguish them. */
final class DotSegments {

    private DotSegments() {
    }

    /** Returns the path without dot segments; it starts with a slash. */
    static String remove(String path) {
        if (path.isEmpty()) {
            return "/";
        }
        if (!path.contains("/.")) {
            return path;
        }
        Deque<String> kept = new ArrayDeque<>();
        String[] segments = path.substring(1).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            boolean isDot = segments[i].equals(".");
            boolean isParent = segments[i].equals("..");
            if (isParent) {
                kept.pollLast();
            }
            if (!isDot && !isParent) {
                kept.add(segments[i]);
            } else if (i == segments.length - 1) {
                kept.add("");
            }
        }
        return "/" + String.join("/", kept);
    }
}
