/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.url;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Normalizes URLs and returns their parts. */
public final class Urls {

    private Urls() {
    }

    /**
     * Normalizes a URL: lower-case scheme and host, no default port, a path, no fragment.
     *
     * @return the normalized URL, or null if the text is not an absolute http(s) URL
     */
    public static String normalize(String url) {
        try {
            URI uri = new URI(url.trim().replace(" ", "%20").replace("|", "%7C"));
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if (uri.getHost() == null || !scheme.equals("http") && !scheme.equals("https")) {
                return null;
            }
            StringBuilder out = new StringBuilder(scheme).append("://").append(uri.getHost().toLowerCase(Locale.ROOT));
            int standard = scheme.equals("http") ? 80 : 443;
            if (uri.getPort() >= 0 && uri.getPort() != standard) {
                out.append(':').append(uri.getPort());
            }
            String path = uri.normalize().getRawPath();
            out.append(path == null || path.isEmpty() ? "/" : path);
            if (uri.getRawQuery() != null) {
                out.append('?').append(uri.getRawQuery());
            }
            return URI.create(out.toString()).toASCIIString();
        } catch (URISyntaxException | IllegalArgumentException e) {
            return null;
        }
    }

    /**
     * Resolves a reference against a URL as browsers do, and normalizes it.
     *
     * @return the normalized URL, or null if the result is not an absolute http(s) URL
     */
    public static String resolve(String base, String reference) {
        try {
            URI uri = new URI(base);
            String escaped = reference.trim().replace(" ", "%20").replace("|", "%7C");
            // java.net.URI would drop the last segment of the path
            String target = escaped.startsWith("?") ? uri.getRawPath() + escaped : escaped;
            return normalize(uri.resolve(new URI(target)).toString());
        } catch (URISyntaxException | IllegalArgumentException e) {
            return null;
        }
    }

    /** Returns scheme, host and port of a normalized URL. */
    public static String origin(String url) {
        int path = url.indexOf('/', url.indexOf("://") + 3);
        return path < 0 ? url : url.substring(0, path);
    }

    /** Returns host and port of a normalized URL. */
    public static String authority(String url) {
        String origin = origin(url);
        return origin.substring(origin.indexOf("://") + 3);
    }

    /** Returns whether a host is this machine by its name or address. */
    public static boolean isLocal(String host) {
        return host.equals("localhost") || host.endsWith(".localhost") || host.equals("[::1]")
                || host.matches("127(\\.\\d{1,3}){3}");
    }

    /** Returns the host of a normalized URL. */
    public static String host(String url) {
        return authority(url).replaceFirst(":\\d+$", "");
    }
}
