/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.form;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * Remembers which single-use sources were read, by identity and without keeping them alive. The remainder of such a
 * source would look like the whole list.
 */
final class SingleUseSources {

    // with the copy of a source, if there is one
    private static final Map<Key, Optional<UrlSpool>> CLAIMED = new ConcurrentHashMap<>();
    private static final ReferenceQueue<Object> COLLECTED = new ReferenceQueue<>();

    private SingleUseSources() {
    }

    /**
     * Claims a source.
     *
     * @throws UrlsUsedUpException if it was claimed before
     */
    static void claim(Object source) {
        removeCollected();
        if (CLAIMED.putIfAbsent(new Key(source, COLLECTED), Optional.empty()) != null) {
            throw usedUpError(source, null);
        }
    }

    static boolean isClaimed(Object source) {
        return CLAIMED.containsKey(new Key(source, null));
    }

    /**
     * Records the complete copy of a claimed source, which must not refer to the source.
     */
    static void copied(Object source, UrlSpool copy) {
        CLAIMED.computeIfPresent(new Key(source, null), (key, none) -> Optional.of(copy));
    }

    /**
     * Records that the copy of a source has ended.
     */
    static void forgetCopy(Object source) {
        CLAIMED.computeIfPresent(new Key(source, null), (key, copy) -> Optional.empty());
    }

    /**
     * Returns the copy of a source; empty for none.
     */
    static Optional<UrlSpool> copyOf(Object source) {
        return CLAIMED.getOrDefault(new Key(source, null), Optional.empty());
    }

    /**
     * Creates the exception for a used source.
     *
     * @param earlier the error of an earlier attempt; null if unknown
     */
    static UrlsUsedUpException usedUpError(Object source, @Nullable Throwable earlier) {
        String message = "The URLs come from a " + source.getClass().getName()
                         + ", which can be read only once, and an earlier attempt or another step has begun to read it. What is"
                         + " left of it would be taken for the whole, so nothing was submitted: give a List, an array or a"
                         + " File, which can be read again";
        return new UrlsUsedUpException(message, earlier instanceof UrlsUsedUpException ? earlier.getCause() : earlier);
    }

    private static void removeCollected() {
        for (Reference<?> collected = COLLECTED.poll(); collected != null; collected = COLLECTED.poll()) {
            CLAIMED.remove(collected);
        }
    }

    private static final class Key extends WeakReference<Object> {

        private final int hash;

        Key(Object source, @Nullable ReferenceQueue<Object> queue) {
            super(source, queue);
            hash = System.identityHashCode(source);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other || other instanceof Key key && get() != null && get() == key.get();
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
