/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

import io.github.cameldiffbot.sandbox.job.JobClock;

/** What a sandbox does when it is not told otherwise, and the rules that its builder offers. */
final class SandboxDefaults {

    /** Fixed, so that it can be written into examples. */
    static final String TOKEN = "5a4db0cd1ffb07c0ffee5a4db0cd1ffb";
    static final int WORKERS = 8;

    private SandboxDefaults() {
    }

    static boolean isLoopback(URI uri) {
        String host = uri.getHost() == null ? "" : uri.getHost();
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
    }

    static Predicate<URI> host(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return uri -> {
            String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
            return wanted.startsWith("*.") ? host.endsWith(wanted.substring(1)) : host.equals(wanted);
        };
    }

    static Predicate<String> orAny(Set<String> known) {
        return token -> known.contains(token) || token.matches("[A-Za-z0-9]{1,32}") && !token.startsWith("bad");
    }

    static JobClock.Pace pace(ClockMode mode) {
        return switch (mode) {
            case REAL -> JobClock.Pace.REAL;
            case VIRTUAL -> JobClock.Pace.FROZEN;
            case INSTANT -> JobClock.Pace.JUMPING;
        };
    }
}
