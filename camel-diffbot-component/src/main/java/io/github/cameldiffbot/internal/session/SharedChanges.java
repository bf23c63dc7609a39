/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.session;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.cameldiffbot.internal.json.KeyHash;

/**
 * Shares the recent changes of a base URL and token among the sessions of this process, also those of other components
 * and Camel contexts. They exist while a session has joined them.
 */
final class SharedChanges {

    private static final Map<Account, SharedChanges> ALL = new ConcurrentHashMap<>();

    private final Account account;
    private final RecentChanges changes = new RecentChanges();
    private int sessions;

    /**
     * The key contains only a hash of the token.
     */
    private record Account(URI baseUrl, long token) {
    }

    private SharedChanges(Account account) {
        this.account = account;
    }

    static SharedChanges join(URI baseUrl, String token) {
        return ALL.compute(new Account(baseUrl, KeyHash.of(token)), (key, present) -> {
            SharedChanges joined = present == null ? new SharedChanges(key) : present;
            joined.sessions++;
            return joined;
        });
    }

    /**
     * Ends one {@link #join(URI, String)}.
     */
    void leave() {
        ALL.computeIfPresent(account, (key, present) -> --present.sessions == 0 ? null : present);
    }

    RecentChanges changes() {
        return changes;
    }

    static boolean exist(URI baseUrl, String token) {
        return ALL.containsKey(new Account(baseUrl, KeyHash.of(token)));
    }
}
