/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.springboot;

import java.util.Locale;
import java.util.regex.Pattern;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * Hides the secret options of the component and its Kamelets in any spelling, {@code DIFFBOT_TOKEN}, and properties of
 * other names with the same value, such as environment variables.
 */
final class DiffbotSanitizingFunction implements SanitizingFunction {

    /**
     * Without dots, dashes and case, which differ between properties and environment variables.
     */
    private static final Pattern NAME = Pattern.compile(
            "camelcomponentdiffbot(configuration)?(token|webhookverifytoken|notifywebhook|customheaders.*)"
                                                        + "|camelkameletdiffbot.*token|diffbottoken");

    private final DiffbotSecrets secrets;

    DiffbotSanitizingFunction(DiffbotSecrets secrets) {
        this.secrets = secrets;
    }

    @Override
    public SanitizableData apply(SanitizableData data) {
        if (data.getValue() == null) {
            return data;
        }
        return isSecret(data.getKey()) || secrets.areIn(data.getValue().toString()) ? data.withSanitizedValue() : data;
    }

    private static boolean isSecret(String key) {
        return NAME.matcher(key.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT)).matches();
    }
}
