/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;

/**
 * A repository that could be persistent, and records its calls.
 */
public final class RecordingRepository extends ServiceSupport implements IdempotentRepository {

    private final Set<String> keys = new HashSet<>();
    private final List<String> calls = new ArrayList<>();
    private int failures;

    /**
     * Fails this many times to add an event.
     */
    RecordingRepository failing(int times) {
        failures = times;
        return this;
    }

    synchronized void note(String call) {
        calls.add(call);
    }

    synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    @Override
    public synchronized boolean add(String key) {
        calls.add("add " + key);
        if (failures-- > 0) {
            throw new IllegalStateException("The disk is full");
        }
        return keys.add(key);
    }

    @Override
    public synchronized boolean contains(String key) {
        calls.add("contains " + key);
        return keys.contains(key);
    }

    @Override
    public synchronized boolean remove(String key) {
        return keys.remove(key);
    }

    @Override
    public synchronized boolean confirm(String key) {
        calls.add("confirm " + key);
        return true;
    }

    @Override
    public synchronized void clear() {
        keys.clear();
    }
}
