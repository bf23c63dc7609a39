/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.springboot;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.DiffbotConfiguration;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.function.SingletonSupplier;

/**
 * Finds the secrets of the application: those of its components and those in properties. Camel's placeholders in these
 * are resolved once, because that can query a vault. Unresolvable ones are skipped.
 */
final class DiffbotSecrets {

    private static final Logger LOG = LoggerFactory.getLogger(DiffbotSecrets.class);

    /**
     * Shorter values of custom headers, such as {@code de}, occur in too many other values.
     */
    private static final int SHORTEST_HEADER = 8;

    private final ObjectProvider<CamelContext> camelContext;
    private final Supplier<List<String>> properties;
    private final Supplier<List<DiffbotComponent>> beans;

    DiffbotSecrets(ObjectProvider<CamelContext> camelContext, ObjectProvider<DiffbotComponent> components,
                   ObjectProvider<BoundOptions> options, Environment environment) {
        this.camelContext = camelContext;
        this.properties = SingletonSupplier.of(() -> Stream.concat(
                options.stream().flatMap(set -> Stream.of("token", "webhookverifytoken", "notifywebhook").map(set::text)),
                kameletTokens(environment)).filter(Objects::nonNull).map(this::resolved).filter(Objects::nonNull).toList());
        this.beans = SingletonSupplier.of(() -> components.stream().toList());
    }

    private static Stream<String> kameletTokens(Environment environment) {
        Map<String, String> kamelets = Binder.get(environment).bind("camel.kamelet", Bindable.mapOf(String.class, String.class))
                .orElse(Map.of());
        return kamelets.entrySet().stream()
                .filter(property -> property.getKey().startsWith("diffbot-") && property.getKey().endsWith(".token"))
                .map(Map.Entry::getValue);
    }

    private @Nullable String resolved(String text) {
        if (!text.contains("{{")) {
            return text;
        }
        try {
            CamelContext context = camelContext.getIfAvailable();
            return context == null ? null : context.resolvePropertyPlaceholders(text);
        } catch (RuntimeException e) {
            LOG.debug("A secret cannot be resolved, so that it is hidden under the names of its properties only", e);
            return null;
        }
    }

    /**
     * Returns whether a text contains a secret.
     */
    boolean areIn(String text) {
        try {
            return Stream.concat(properties.get().stream(), components().flatMap(DiffbotSecrets::of))
                    .anyMatch(secret -> secret != null && !secret.isBlank() && text.contains(secret.strip()));
        } catch (RuntimeException e) {
            LOG.debug("The secrets cannot be read, so that they are hidden under the names of their properties only", e);
            return false;
        }
    }

    private Stream<DiffbotComponent> components() {
        CamelContext context = camelContext.getIfAvailable();
        Stream<DiffbotComponent> ofCamel = context == null
                ? Stream.empty()
                : context.getComponentNames().stream().map(context::hasComponent).filter(DiffbotComponent.class::isInstance)
                        .map(DiffbotComponent.class::cast);
        return Stream.concat(beans.get().stream(), ofCamel);
    }

    private static Stream<String> of(DiffbotComponent component) {
        DiffbotConfiguration set = component.getConfiguration();
        if (set == null) {
            return Stream.empty();
        }
        return Stream.concat(Stream.of(set.getToken(), set.getWebhookVerifyToken(), set.getNotifyWebhook()),
                set.getCustomHeaders().values().stream().filter(Objects::nonNull).map(Object::toString)
                        .filter(value -> value.length() >= SHORTEST_HEADER));
    }
}
