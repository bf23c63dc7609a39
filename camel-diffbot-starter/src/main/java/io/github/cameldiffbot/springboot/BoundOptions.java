/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.springboot;

import java.beans.PropertyDescriptor;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;

/**
 * Collects the options that the application has set, as texts by property name. Options below {@code configuration} are
 * equivalent to those without it, which override them.
 */
final class BoundOptions {

    static final String PREFIX = "camel.component.diffbot.";

    private static final String CONFIGURATION = "configuration";
    private static final String TOKEN = "token";
    private static final Set<String> OF_CAMEL_SPRING_BOOT = Set.of("class", "enabled", "customizer");

    private final Map<String, BoundOption> texts = new LinkedHashMap<>();
    private final boolean supervised;

    /**
     * @param supervised whether a supervising route controller starts the routes. It retries those that need a token
     *                   which cannot be resolved, and starts the others
     */
    BoundOptions(DiffbotComponentConfiguration set, boolean supervised) {
        this.supervised = supervised;
        NestedOptions nested = set.getConfiguration();
        if (nested != null) {
            if (nested.reference() != null) {
                add(CONFIGURATION, CONFIGURATION, nested.reference());
            }
            nested.forEach((name, value) -> add(name, CONFIGURATION + "." + name, value));
        }
        for (PropertyDescriptor option : BeanUtils.getPropertyDescriptors(DiffbotComponentConfiguration.class)) {
            String name = option.getName();
            if (!OF_CAMEL_SPRING_BOOT.contains(name) && !CONFIGURATION.equals(name)) {
                add(name, name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT), value(option, set));
            }
        }
    }

    private static @Nullable Object value(PropertyDescriptor option, DiffbotComponentConfiguration set) {
        try {
            return option.getReadMethod().invoke(set);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Option " + option.getName() + " cannot be read", e);
        }
    }

    private void add(String name, String property, @Nullable Object value) {
        if (value != null) {
            String plain = name.replace("-", "").toLowerCase(Locale.ROOT);
            texts.put(plain, new BoundOption(plain, PREFIX + property, value, supervised && TOKEN.equals(plain)));
        }
    }

    /**
     * Returns all options in the order in which they are set: the bean of the whole configuration is first.
     */
    Iterable<BoundOption> all() {
        return texts.values();
    }

    /**
     * Returns the text of an option; null if it is not set or not a text.
     *
     * @param name the name in lower case, without dashes
     */
    @Nullable
    String text(String name) {
        BoundOption option = texts.get(name);
        return option != null && option.value() instanceof String text ? text : null;
    }
}
