/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.springboot;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.camel.tooling.model.ComponentModel.ComponentOptionModel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Each option of the component can be set by its property, all of them at once")
class OptionPropertiesTest {

    private static final Map<String, Object> WANTED = new HashMap<>();
    private static final Map<String, Object> FOUND = new HashMap<>();

    static List<String> options() {
        return Catalogue.options().stream().map(ComponentOptionModel::getName).toList();
    }

    @BeforeAll
    static void startApplication() {
        ApplicationContextRunner application = Boot.application();
        for (ComponentOptionModel option : Catalogue.options()) {
            application = set(application, option);
        }
        application.run(context -> {
            assertThat(context).hasNotFailed();
            options().forEach(name -> FOUND.put(name, Boot.option(context, name)));
        });
    }

    @ParameterizedTest
    @MethodSource("options")
    @DisplayName("The property of each option sets it on the component")
    void reachesTheComponent(String name) {
        assertThat(FOUND.get(name)).isEqualTo(WANTED.get(name));
    }

    private static ApplicationContextRunner set(ApplicationContextRunner application, ComponentOptionModel option) {
        String property = Catalogue.propertyName(option);
        String name = option.getName();
        switch (option.getType()) {
            case "boolean":
                boolean other = !Boolean.parseBoolean(String.valueOf(option.getDefaultValue()));
                WANTED.put(name, other);
                return application.withPropertyValues(property + "=" + other);
            case "integer":
                WANTED.put(name, Catalogue.javaType(option).endsWith("Long") ? (Object) 7L : 7);
                return application.withPropertyValues(property + "=7");
            case "number":
                WANTED.put(name, 0.5);
                return application.withPropertyValues(property + "=0.5");
            case "duration":
                WANTED.put(name, 7_000L);
                return application.withPropertyValues(property + "=7s");
            case "enum":
                String last = option.getEnums().get(option.getEnums().size() - 1);
                WANTED.put(name, constant(option.getJavaType(), last));
                return application.withPropertyValues(property + "=" + last);
            case "object":
                if (option.getJavaType().startsWith("java.util.Map<")) {
                    WANTED.put(name, Map.of("X-Some", "text"));
                    return application.withPropertyValues(property + ".X-Some=text");
                }
                WANTED.put(name, instance(option.getJavaType()));
                return bean(application.withPropertyValues(property + "=#bean:a-bean-" + name), name);
            default:
                boolean type = option.getJavaType().startsWith("java.lang.Class<");
                WANTED.put(name, type ? Object.class : "all");
                return application.withPropertyValues(property + "=" + (type ? "java.lang.Object" : "all"));
        }
    }

    @SuppressWarnings("unchecked")
    private static ApplicationContextRunner bean(ApplicationContextRunner application, String name) {
        Object bean = WANTED.get(name);
        return application.withBean("a-bean-" + name, (Class<Object>) bean.getClass(), () -> bean);
    }

    private static Object constant(String type, String name) {
        for (Object constant : type(type).getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        throw new IllegalArgumentException(type + " has no " + name);
    }

    private static Object instance(String name) {
        Class<?> type = type(name);
        if (type.isInterface()) {
            return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, (proxy, method, arguments) -> {
                return switch (method.getName()) {
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> 1;
                    case "toString" -> "a " + name;
                    default -> null;
                };
            });
        }
        try {
            return type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("An option's type that this test cannot make: " + name, e);
        }
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name.replaceAll("<.*", ""));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
