/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.springboot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.cameldiffbot.DiffbotComponent;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.ComponentModel.ComponentOptionModel;
import org.apache.camel.tooling.model.JsonMapper;

/**
 * The component's options in its JSON, and their names in Spring Boot.
 */
final class Catalogue {

    static final String PREFIX = "camel.component.diffbot.";

    private static final Map<String, String> BOXES = Map.of("boolean", "java.lang.Boolean", "int", "java.lang.Integer",
            "long", "java.lang.Long", "double", "java.lang.Double");

    private Catalogue() {
    }

    static List<ComponentOptionModel> options() {
        return model().getComponentOptions();
    }

    static ComponentModel model() {
        try (InputStream json = DiffbotComponent.class.getResourceAsStream("/META-INF/io/github/cameldiffbot/diffbot.json")) {
            return JsonMapper.generateComponentModel(new String(json.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the name in Spring Boot's spelling.
     */
    static String propertyName(ComponentOptionModel option) {
        return PREFIX + option.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /**
     * Returns a type that can be null, like an option that is not set.
     */
    static String javaType(ComponentOptionModel option) {
        if ("duration".equals(option.getType())) {
            return "java.time.Duration";
        }
        return BOXES.getOrDefault(option.getJavaType(), option.getJavaType());
    }

    /**
     * Returns the default in Spring Boot's metadata, or null.
     */
    static Object defaultValue(ComponentOptionModel option) {
        Object value = option.getDefaultValue();
        if (value == null || value.toString().isEmpty()) {
            return null;
        }
        return switch (option.getType()) {
            case "duration" -> value + "ms";
            case "boolean" -> Boolean.valueOf(value.toString());
            case "integer" -> Long.valueOf(value.toString());
            case "number" -> Double.valueOf(value.toString());
            default -> value;
        };
    }
}
