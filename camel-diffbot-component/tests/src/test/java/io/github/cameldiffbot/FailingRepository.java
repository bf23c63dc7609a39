/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;

/**
 * A repository in memory whose calls fail until the test ends that, as if its database were away.
 */
public final class FailingRepository extends MemoryIdempotentRepository {

    /** The calls that can fail. {@code ADDED} fails although the key is added, as for a violated primary key. */
    public enum Call {
        START,
        ADD,
        ADDED,
        CONTAINS,
        REMOVE
    }

    private volatile Set<Call> failing;

    public FailingRepository(Call... failing) {
        // without a map of its own, it has none before it starts, and a test cannot ask for its size
        super(new ConcurrentHashMap<>());
        this.failing = Set.of(failing);
    }

    public void fail(Call... calls) {
        failing = Set.of(calls);
    }

    /** Ends the failures. */
    public void recover() {
        fail();
    }

    private void check(Call call) {
        if (failing.contains(call)) {
            throw new IllegalStateException("no connection: " + call);
        }
    }

    @Override
    protected void doStart() throws Exception {
        check(Call.START);
        super.doStart();
    }

    @Override
    public boolean add(String key) {
        check(Call.ADD);
        boolean added = super.add(key);
        check(Call.ADDED);
        return added;
    }

    @Override
    public boolean contains(String key) {
        check(Call.CONTAINS);
        return super.contains(key);
    }

    @Override
    public boolean remove(String key) {
        check(Call.REMOVE);
        return super.remove(key);
    }
}
