/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.request;

import java.util.Arrays;
import java.util.Collection;

import io.github.cameldiffbot.internal.text.Excerpt;
import org.apache.camel.support.EndpointHelper;
import org.apache.camel.support.component.PropertyConfigurerSupport;

/**
 * Checks the text of an option before Camel converts it: Camel would read most wrong numbers as 0, and says of a wrong
 * choice only that the class has no such constant.
 */
public final class OptionText {

    private OptionText() {
    }

    /**
     * @param  type                     the type of the option, or null where it is not known
     * @throws IllegalArgumentException with the option, the value and what it takes
     */
    public static void check(String name, Class<?> type, Object value) {
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
     * A value as it may stand in a message: short and on one line.
     */
    public static String shown(Object value) {
        return "'" + Excerpt.of(value) + "'";
    }
}
