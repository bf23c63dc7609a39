/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.frontier;

import java.util.HashMap;
import java.util.Map;

/** Counts pages by their subdomain. Guarded by the job. */
public final class SubdomainPages {

    private final Map<String, Integer> counts = new HashMap<>();
    private int size;

    /** Adds a page. */
    public void add(String subdomain) {
        counts.merge(subdomain, 1, Integer::sum);
        size++;
    }

    /** Removes a page. */
    public void remove(String subdomain) {
        counts.computeIfPresent(subdomain, (name, count) -> count == 1 ? null : count - 1);
        size--;
    }

    /** Returns the number of pages of a subdomain. */
    public int of(String subdomain) {
        return counts.getOrDefault(subdomain, 0);
    }

    public int size() {
        return size;
    }
}
