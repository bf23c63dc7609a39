/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.context;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.cameldiffbot.internal.json.KeyHash;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps contexts without a repository, as long as the component exists. The oldest are dropped beyond a limit of
 * memory. An empty state is a removal.
 */
public final class InMemoryContexts extends ServiceSupport implements StateRepository<String, String> {

    private static final Logger LOG = LoggerFactory.getLogger(InMemoryContexts.class);

    private static final long MAX_CHARACTERS = 16L << 20;

    private final Map<String, String> contexts = new LinkedHashMap<>();
    private final long maxCharacters;
    private long characters;
    private boolean warned;

    public InMemoryContexts() {
        this(MAX_CHARACTERS);
    }

    InMemoryContexts(long maxCharacters) {
        this.maxCharacters = maxCharacters;
    }

    /**
     * Returns the contexts of an account.
     *
     * @param account is not stored
     */
    public JobContexts of(String account) {
        return new JobContexts(() -> this, Long.toHexString(KeyHash.of(account)) + "/");
    }

    @Override
    public synchronized void setState(String key, String value) {
        remove(key);
        if (value.isEmpty()) {
            return;
        }
        contexts.put(key, value);
        characters += size(key, value);
        Iterator<Map.Entry<String, String>> oldest = contexts.entrySet().iterator();
        while (characters > maxCharacters && oldest.hasNext()) {
            Map.Entry<String, String> dropped = oldest.next();
            oldest.remove();
            characters -= size(dropped.getKey(), dropped.getValue());
            warn();
        }
    }

    private void remove(String key) {
        String before = contexts.remove(key);
        if (before != null) {
            characters -= size(key, before);
        }
    }

    private void warn() {
        if (!warned) {
            warned = true;
            LOG.warn("Headers of {} jobs are carried in memory, which is the limit: those of the oldest jobs are dropped. The"
                     + " option contextRepository keeps any number",
                    contexts.size());
        }
    }

    private static int size(String key, String value) {
        return key.length() + value.length();
    }

    @Override
    public synchronized @Nullable String getState(String key) {
        return contexts.get(key);
    }

    synchronized int size() {
        return contexts.size();
    }
}
