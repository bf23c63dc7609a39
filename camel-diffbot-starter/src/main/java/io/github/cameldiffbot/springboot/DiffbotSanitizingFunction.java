/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.springboot;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.apache.camel.CamelContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * Hides the secret options, however they are spelled, and what has their value under another name, such as an
 * environment variable that they come from.
 */
final class DiffbotSanitizingFunction implements SanitizingFunction {

    /**
     * Without dots, dashes and case, which is what they have in common as properties and environment variables.
     */
    private static final Pattern NAME = Pattern.compile("camelcomponentdiffbot(configuration)?(token|webhookverifytoken)");

    private final ObjectProvider<DiffbotComponentConfiguration> configuration;
    private final ObjectProvider<CamelContext> camelContext;

    DiffbotSanitizingFunction(ObjectProvider<DiffbotComponentConfiguration> configuration,
                              ObjectProvider<CamelContext> camelContext) {
        this.configuration = configuration;
        this.camelContext = camelContext;
    }

    @Override
    public SanitizableData apply(SanitizableData data) {
        if (data.getValue() == null) {
            return data;
        }
        return isSecret(data.getKey()) || showsSecret(data.getValue().toString()) ? data.withSanitizedValue() : data;
    }

    private static boolean isSecret(String key) {
        return NAME.matcher(key.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT)).matches();
    }

    private boolean showsSecret(String value) {
        return configuration.stream().flatMap(set -> Stream.of(set.getToken(), set.getWebhookVerifyToken()))
                .filter(secret -> secret != null && !secret.isBlank())
                .map(this::resolved).anyMatch(value::contains);
    }

    /**
     * The text itself, where it is one of Camel's placeholders such as <code>{{env:DIFFBOT_TOKEN}}</code>.
     */
    private String resolved(String text) {
        CamelContext context = text.contains("{{") ? camelContext.getIfAvailable() : null;
        return context == null ? text : context.resolvePropertyPlaceholders(text);
    }
}
