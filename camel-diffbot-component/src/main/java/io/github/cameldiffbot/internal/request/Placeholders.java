/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.request;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Finds unresolved placeholders, which would be sent literally.
 */
public final class Placeholders {

    private static final Set<String> FUNCTIONS
            = Set.of("env", "sys", "service", "vault", "aws", "azure", "gcp", "hashicorp", "ibm", "secret", "bean", "file");
    private static final String START
            = "(?i)(?:(\\$|%24)|(#|%23)|(?:\\{|%7B))(?:\\{|%7B)\\??(?<name>(?:[a-z]+(?::|%3A))?[\\w.$/-]*)";
    private static final Pattern PLACEHOLDER = Pattern.compile(START);
    private static final Pattern WHOLE = Pattern.compile(START + "[^{}]*(?:\\}|%7D){1,2}");

    private Placeholders() {
    }

    /**
     * Checks a script, a pattern or a URL, which may contain such characters, but is not just a placeholder.
     *
     * @throws IllegalArgumentException if it is just an unresolved placeholder
     */
    public static void checkWhole(String option, @Nullable Object value) {
        if (value != null && WHOLE.matcher(value.toString().strip()).matches()) {
            check(option, value);
        }
    }

    /**
     * Checks a value anywhere in which a placeholder can be.
     *
     * @throws IllegalArgumentException if it contains an unresolved placeholder
     */
    public static void check(String option, @Nullable Object value) {
        String error = value == null ? null : error(option, value.toString());
        if (error != null) {
            throw new IllegalArgumentException(error);
        }
    }

    /**
     * Returns the error of an unresolved placeholder in a value; null without one.
     */
    static @Nullable String error(String option, String value) {
        Matcher placeholder = PLACEHOLDER.matcher(value);
        if (!placeholder.find()) {
            return null;
        }
        String name = name(placeholder.group("name"));
        String shown = placeholder.group(1) != null ? "${" + name + "}"
                : placeholder.group(2) != null ? "#{" + name + "}" : "{{" + name + "}}";
        return "Option " + option + ": the placeholder " + shown + " was not resolved. Camel resolves {{...}}, Spring and"
               + " Maven resolve ${...} in their own files, and an expression of a message needs toD. Check that its name"
               + " is right and has a value";
    }

    // the text after a name, or after a function and a name, is a default, which can be a secret
    private static String name(String text) {
        String[] parts = text.split("(?i):|%3A");
        return parts.length > 1 && FUNCTIONS.contains(parts[0].toLowerCase(Locale.ROOT)) ? parts[0] + ":" + parts[1] : parts[0];
    }
}
