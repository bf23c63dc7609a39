/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.form;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers which sources that can be read only once were begun, by identity and for as long as they live: what is left
 * of one would pass for the whole list.
 */
final class BegunSources {

    private static final Set<Key> BEGUN = ConcurrentHashMap.newKeySet();
    private static final ReferenceQueue<Object> GONE = new ReferenceQueue<>();

    private BegunSources() {
    }

    /**
     * Begins a source.
     *
     * @throws UrlsUsedUpException when it was begun before, by whomever
     */
    static void begin(Object source) {
        forgetGone();
        if (!BEGUN.add(new Key(source, GONE))) {
            throw refusal(source, null);
        }
    }

    static boolean isBegun(Object source) {
        return BEGUN.contains(new Key(source, null));
    }

    /**
     * @param earlier what an earlier attempt failed with; null when that is not known
     */
    static UrlsUsedUpException refusal(Object source, Throwable earlier) {
        String message = "The URLs come from a " + source.getClass().getName()
                         + ", which can be read only once, and an earlier attempt or another step has begun to read it. What is"
                         + " left of it would be taken for the whole, so nothing was submitted: give a List, an array or a"
                         + " File, which can be read again";
        return new UrlsUsedUpException(message, earlier instanceof UrlsUsedUpException ? earlier.getCause() : earlier);
    }

    private static void forgetGone() {
        for (Reference<?> gone = GONE.poll(); gone != null; gone = GONE.poll()) {
            BEGUN.remove(gone);
        }
    }

    private static final class Key extends WeakReference<Object> {

        private final int hash;

        Key(Object source, ReferenceQueue<Object> queue) {
            super(source, queue);
            hash = System.identityHashCode(source);
        }

        @Override
        public boolean equals(Object other) {
            return this == other || other instanceof Key key && get() != null && get() == key.get();
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
