/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.springboot;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * An option that the application has set.
 *
 * @param name     the name in lower case, without dashes
 * @param property the property with the value
 * @param value    a text, or a map for options such as {@code settings}
 * @param lenient  whether a placeholder of Spring without a value stays as it is
 */
record BoundOption(String name, String property, Object value, boolean lenient) {

    /**
     * The only option in the Simple language, which can therefore contain {@code ${...}}.
     */
    private static final String EXPRESSION = "idempotentkey";
    private static final String CAMEL = "{{";
    private static final Pattern UNRESOLVED = Pattern.compile("\\$\\{[^}]*+}|\\{\\{[^}]*+}}");

    /**
     * Returns whether Camel must resolve a placeholder in the value.
     */
    boolean hasPlaceholder() {
        return value instanceof Map<?, ?> map
                ? map.values().stream().anyMatch(member -> member.toString().contains(CAMEL))
                : value.toString().contains(CAMEL);
    }

    /**
     * Returns the value of the option; null if nothing remains of it.
     *
     * @param resolver resolves Camel's placeholders; throws {@link IllegalArgumentException}, or returns null for
     *                 optional ones
     */
    @Nullable
    Object parse(UnaryOperator<String> resolver) {
        if (!(value instanceof Map<?, ?> map)) {
            String text = resolve(property, value.toString(), resolver);
            return text == null || text.isBlank() ? null : BoundOptionType.of(name).parse(property, text);
        }
        Map<String, Object> members = new LinkedHashMap<>();
        map.forEach((key, member) -> {
            String place = property + "." + key;
            if (member instanceof Map<?, ?> nested) {
                throw new InvalidConfigurationPropertyValueException(
                        place, nested.keySet(),
                        "The members of this option are texts. For a name with dots write " + property
                                                + "[name.with.dots]=...");
            }
            String text = resolve(place, member.toString(), resolver);
            if (text != null) {
                members.put(key.toString(), text);
            }
        });
        return members;
    }

    private @Nullable String resolve(String place, String text, UnaryOperator<String> resolver) {
        String resolved;
        try {
            resolved = text.contains(CAMEL) ? resolver.apply(text) : text;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(place + " has a placeholder that cannot be resolved: " + e.getMessage(), e);
        }
        Matcher left = UNRESOLVED.matcher(resolved == null ? "" : resolved);
        if (left.find() && !lenient && !EXPRESSION.equals(name)) {
            throw new InvalidConfigurationPropertyValueException(
                    place, left.group(),
                    "The placeholder was not resolved. Set the property or environment variable of this name");
        }
        return resolved;
    }
}
