/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The members of a job that has not changed, with the times of a later response.
 */
final class LaterMembers extends AbstractMap<String, @Nullable Object> {

    private final Map<String, @Nullable Object> members;
    private final Map<String, Object> times;

    /**
     * @param members the members as they were; they must not change
     * @param times   the new values of some of them
     */
    LaterMembers(Map<String, @Nullable Object> members, Map<String, Object> times) {
        this.members = members;
        this.times = times;
    }

    @Override
    public @Nullable Object get(Object name) {
        Object time = times.get(name);
        return time == null ? members.get(name) : time;
    }

    @Override
    public boolean containsKey(Object name) {
        return members.containsKey(name);
    }

    @Override
    public Set<Entry<String, @Nullable Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return members.size();
            }

            @Override
            public Iterator<Entry<String, @Nullable Object>> iterator() {
                return members.entrySet().stream().map(LaterMembers.this::later).iterator();
            }
        };
    }

    private Entry<String, @Nullable Object> later(Entry<String, @Nullable Object> member) {
        Object time = times.get(member.getKey());
        return time == null ? member : Map.entry(member.getKey(), time);
    }
}
