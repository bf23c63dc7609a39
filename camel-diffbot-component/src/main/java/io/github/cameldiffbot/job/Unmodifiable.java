/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.job;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Creates unmodifiable copies of JSON values.
 */
final class Unmodifiable {

    private Unmodifiable() {
    }

    static @Nullable Object copy(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((name, member) -> copy.put(name, copy(member)));
            return Collections.unmodifiableMap(copy);
        }
        if (value instanceof Collection<?> collection) {
            List<Object> copy = new ArrayList<>(collection.size());
            collection.forEach(element -> copy.add(copy(element)));
            return Collections.unmodifiableList(copy);
        }
        return value;
    }
}
