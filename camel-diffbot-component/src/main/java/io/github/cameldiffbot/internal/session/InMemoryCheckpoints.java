/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.session;

import java.util.LinkedHashMap;
import java.util.Map;

import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the checkpoints of incremental reads without a repository in memory. The least recently used ones are dropped;
 * their records are delivered again.
 */
final class InMemoryCheckpoints extends ServiceSupport implements StateRepository<String, String> {

    static final int MAX_CHECKPOINTS = 100;

    private static final Logger LOG = LoggerFactory.getLogger(InMemoryCheckpoints.class);

    private final Map<String, String> checkpoints = new LinkedHashMap<>(16, 0.75f, true) {

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            boolean tooMany = size() > MAX_CHECKPOINTS;
            if (tooMany) {
                LOG.warn("Positions of more than {} incremental reads are in use: that of '{}' is forgotten, and its records"
                         + " come again. The option stateRepository keeps any number",
                        MAX_CHECKPOINTS, eldest.getKey());
            }
            return tooMany;
        }
    };
    private boolean announced;

    @Override
    public synchronized void setState(String key, String value) {
        checkpoints.put(key, value);
    }

    @Override
    public synchronized @Nullable String getState(String key) {
        if (!announced) {
            announced = true;
            LOG.info("Positions of incremental reads are kept in memory: after a start all records come again. The option"
                     + " stateRepository keeps them for longer");
        }
        return checkpoints.get(key);
    }
}
