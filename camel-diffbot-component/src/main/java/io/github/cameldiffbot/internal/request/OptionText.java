/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.request;

import java.util.Arrays;
import java.util.Collection;

import io.github.cameldiffbot.internal.text.Excerpt;
import org.apache.camel.support.EndpointHelper;
import org.apache.camel.support.component.PropertyConfigurerSupport;
import org.jspecify.annotations.Nullable;

/**
 * Checks the text of an option before Camel converts it. Camel would read most invalid numbers as 0, and its error for
 * an invalid choice does not list the valid ones.
 */
public final class OptionText {

    private OptionText() {
    }

    /**
     * Checks a value.
     *
     * @param  type                     the type of the option, or null if it is unknown
     * @throws IllegalArgumentException with the option, the value and the valid values
     */
    public static void check(String name, @Nullable Class<?> type, @Nullable Object value) {
        if (!(value instanceof String text) || EndpointHelper.isReferenceParameter(text)
                || PropertyConfigurerSupport.MAGIC_VALUE.equals(text)) {
            return;
        }
        NumberOption number = NumberOption.of(name);
        if (number != null) {
            number.checked("Option " + name, text);
        } else if (type != null && type.isEnum() && choices(type).stream().noneMatch(text::equalsIgnoreCase)) {
            throw new IllegalArgumentException(
                    "Option " + name + " is " + shown(text) + ". It takes any of " + choices(type));
        } else if ((type == boolean.class || type == Boolean.class) && !text.equalsIgnoreCase("true")
                && !text.equalsIgnoreCase("false")) {
            throw new IllegalArgumentException("Option " + name + " is " + shown(text) + ". It takes true or false");
        }
    }

    private static Collection<String> choices(Class<?> type) {
        return Arrays.stream(type.getEnumConstants()).map(constant -> ((Enum<?>) constant).name()).toList();
    }

    /**
     * Returns a value shortened to one line for a message.
     */
    public static String shown(@Nullable Object value) {
        return "'" + Excerpt.of(value) + "'";
    }
}
