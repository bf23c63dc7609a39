/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.springboot;

import java.util.LinkedHashMap;

import org.jspecify.annotations.Nullable;

/**
 * Holds the value of {@code camel.component.diffbot.configuration}: options below it, or a reference to a bean.
 */
public final class NestedOptions extends LinkedHashMap<String, Object> {

    private static final long serialVersionUID = 1;

    private final @Nullable String reference;

    /**
     * Creates an empty map, which Spring Boot fills with the options below the property.
     */
    public NestedOptions() {
        this(null);
    }

    private NestedOptions(@Nullable String reference) {
        this.reference = reference;
    }

    /**
     * Creates a reference to a bean. Spring Boot calls this method if the property itself has a value.
     *
     * @param reference the reference, such as {@code #bean:diffbotOptions}
     */
    public static NestedOptions of(String reference) {
        return new NestedOptions(reference);
    }

    /**
     * Returns the reference to a bean; null for none.
     */
    @Nullable
    String reference() {
        return reference;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
