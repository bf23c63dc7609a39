/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.springboot;

import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.stream.Collectors;

import io.github.cameldiffbot.DiffbotComponentConfigurer;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.ClassUtils;

/**
 * The type of an option of the component, which determines its valid texts.
 *
 * @param type     the type of the component's setter
 * @param duration whether the option is a time in milliseconds
 */
record BoundOptionType(Class<?> type, boolean duration) {

    private static final DiffbotComponentConfigurer OPTIONS = new DiffbotComponentConfigurer();

    /**
     * Returns the type of an option.
     *
     * @param name the name in lower case, without dashes
     */
    static BoundOptionType of(String name) {
        Class<?> type = OPTIONS.getOptionType(name, true);
        return new BoundOptionType(
                type == null ? String.class : ClassUtils.resolvePrimitiveIfNecessary(type),
                DiffbotComponentConfiguration.DURATIONS.contains(name));
    }

    /**
     * Parses a text. A text that begins with {@code #} is a reference of Camel and is not changed.
     *
     * @param property the property with the text
     */
    Object parse(String property, String text) {
        if (type == String.class || text.startsWith("#")) {
            return text;
        }
        try {
            return value(text.strip());
        } catch (RuntimeException e) {
            throw new InvalidConfigurationPropertyValueException(property, text, "It takes " + expected());
        }
    }

    private Object value(String text) {
        if (duration) {
            return DurationStyle.detectAndParse(text, ChronoUnit.MILLIS).toMillis();
        }
        if (type == Integer.class) {
            return Integer.valueOf(text);
        }
        if (type == Long.class) {
            return Long.valueOf(text);
        }
        if (type == Double.class) {
            return new BigDecimal(text).doubleValue();
        }
        if (type == Class.class) {
            return ClassUtils.resolveClassName(text, null);
        }
        if (!BeanUtils.isSimpleValueType(type)) {
            throw new IllegalArgumentException(text);
        }
        return ApplicationConversionService.getSharedInstance().convert(text, type);
    }

    private String expected() {
        if (duration) {
            return "a time such as 90s or 10m, or a number of milliseconds";
        }
        if (type.isEnum()) {
            return "one of " + Arrays.stream(type.getEnumConstants()).map(Object::toString).collect(Collectors.joining(", "));
        }
        if (type == Class.class) {
            return "the name of a class";
        }
        if (type == Boolean.class) {
            return "true or false";
        }
        if (type == Double.class) {
            return "a number";
        }
        return BeanUtils.isSimpleValueType(type)
                ? "a whole number"
                : "a reference such as #bean:name to a bean of type " + type.getName() + ", or #class: and the name of a class";
    }
}
