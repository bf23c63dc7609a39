/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.request;

import org.jspecify.annotations.Nullable;

/**
 * Checks the option token.
 */
public final class TokenOption {

    private TokenOption() {
    }

    /**
     * Returns the error of a missing or invalid token; null for a valid one.
     */
    public static @Nullable String error(@Nullable String token) {
        if (token == null || token.isBlank()) {
            return "There is no Diffbot token. Set the option token of the component, as in"
                   + " camel.component.diffbot.token={{env:DIFFBOT_TOKEN}}. In Spring Boot that property needs"
                   + " camel-diffbot-starter";
        }
        if (token.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c))) {
            return "The option token has white space or a control character in it. Set it to the token alone";
        }
        return Placeholders.error("token", token);
    }
}
