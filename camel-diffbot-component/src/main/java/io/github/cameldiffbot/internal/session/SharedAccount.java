/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.session;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.github.cameldiffbot.internal.json.KeyHash;

/**
 * Shares the recent changes and the sessions of a base URL and token within this process, also among components and
 * Camel contexts. It exists while a session has joined it.
 */
final class SharedAccount {

    private static final Map<Account, SharedAccount> ALL = new ConcurrentHashMap<>();

    private final Account account;
    private final RecentChanges changes = new RecentChanges(System::nanoTime);
    private final Set<DiffbotSession> sessions = ConcurrentHashMap.newKeySet();

    /**
     * The key contains only a hash of the token.
     */
    private record Account(URI baseUrl, long token) {
    }

    private SharedAccount(Account account) {
        this.account = account;
    }

    static SharedAccount join(URI baseUrl, String token, DiffbotSession session) {
        return ALL.compute(new Account(baseUrl, KeyHash.of(token)), (key, present) -> {
            SharedAccount joined = present == null ? new SharedAccount(key) : present;
            joined.sessions.add(session);
            return joined;
        });
    }

    /**
     * Ends the membership of a session.
     */
    void leave(DiffbotSession session) {
        ALL.computeIfPresent(account, (key, present) -> {
            present.sessions.remove(session);
            return present.sessions.isEmpty() ? null : present;
        });
    }

    RecentChanges changes() {
        return changes;
    }

    /**
     * Returns the sessions that have joined.
     */
    Stream<DiffbotSession> sessions() {
        return sessions.stream();
    }

    static boolean exist(URI baseUrl, String token) {
        return ALL.containsKey(new Account(baseUrl, KeyHash.of(token)));
    }
}
