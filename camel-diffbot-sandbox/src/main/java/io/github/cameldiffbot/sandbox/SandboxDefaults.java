/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

import io.github.cameldiffbot.sandbox.model.ClockMode;

/** The defaults of a sandbox and the rules that its builder offers. */
final class SandboxDefaults {

    static final int WORKERS = 8;
    static final int PORT = 8181;
    static final int SITE_PORT = 8182;

    private SandboxDefaults() {
    }

    /** Returns a token that no web page can guess. */
    static String randomToken() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Returns the time from the last page to the end of a round. */
    static Duration idle(ClockMode clock) {
        return clock == ClockMode.VIRTUAL ? Duration.ZERO : Duration.ofMillis(100);
    }

    /** Accepts a host, or all hosts below it if the name starts with {@code *.}. */
    static Predicate<URI> host(String name) {
        String pattern = name.toLowerCase(Locale.ROOT);
        return uri -> {
            String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
            return pattern.startsWith("*.") ? host.endsWith(pattern.substring(1)) : host.equals(pattern);
        };
    }

    /** Accepts the known tokens, and all tokens in the format of Diffbot that do not start with {@code bad}. */
    static Predicate<String> orAny(Set<String> known) {
        return token -> known.contains(token) || token.matches("[A-Za-z0-9]{1,32}") && !token.startsWith("bad");
    }
}
