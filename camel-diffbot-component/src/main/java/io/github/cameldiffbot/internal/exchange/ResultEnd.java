/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.exchange;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes resources and runs callbacks at the end of results. Thread-safe.
 */
final class ResultEnd {

    private static final Logger LOG = LoggerFactory.getLogger(ResultEnd.class);

    private final List<Closeable> resources = new ArrayList<>(3);
    private final List<Consumer<Exchange>> completions = new ArrayList<>(1);

    synchronized void add(Closeable resource) {
        resources.add(resource);
    }

    synchronized void add(Consumer<Exchange> completion) {
        completions.add(completion);
    }

    /**
     * Whether the end has nothing to do but to close.
     */
    synchronized boolean isJustClosing() {
        return completions.isEmpty();
    }

    void close() {
        List<Closeable> open;
        synchronized (this) {
            open = List.copyOf(resources);
            resources.clear();
        }
        for (Closeable resource : open) {
            try {
                resource.close();
            } catch (IOException e) {
                LOG.debug("Could not close a download; its connection is not used again", e);
            }
        }
    }

    /**
     * Runs what waits for the end.
     *
     * @param done the exchange that ended last, or null
     */
    void complete(Exchange done) {
        List<Consumer<Exchange>> last;
        synchronized (this) {
            last = List.copyOf(completions);
            completions.clear();
        }
        last.forEach(completion -> completion.accept(done));
    }
}
