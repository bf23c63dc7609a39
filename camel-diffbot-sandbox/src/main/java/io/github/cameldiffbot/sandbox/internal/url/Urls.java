/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.url;

import java.net.IDN;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** Normalizes and resolves URLs as browsers do, and returns their parts. */
public final class Urls {

    private static final Pattern ABSOLUTE
            = Pattern.compile("(https?):[/\\\\]{2}([^/\\\\?#]*)([^?#]*)(?:\\?([^#]*))?(?:#.*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern AUTHORITY = Pattern.compile("(?:.*@)?(\\[[0-9a-fA-F:.]+]|[^:@\\[\\]]+)(?::(\\d{0,5}))?");
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*", Pattern.DOTALL);
    private static final Pattern HOST = Pattern.compile("[a-z0-9_-]+(\\.[a-z0-9_-]+)*");
    private static final Pattern IGNORED = Pattern.compile("[\\t\\r\\n]");
    private static final Pattern LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}");
    private static final int MAX_PORT = 65_535;

    private Urls() {
    }

    /**
     * Normalizes a URL: lower-case scheme and host, no user, no default port, no dot segments, uniform escapes, no
     * fragment.
     *
     * @return the normalized URL, or null if the text is not an absolute http(s) URL
     */
    public static @Nullable String normalize(String url) {
        return NormalUrls.isNormal(url) ? url : rewritten(url);
    }

    /** Normalizes a URL that may need it. */
    static @Nullable String rewritten(String url) {
        Matcher parts = ABSOLUTE.matcher(cleaned(url));
        if (!parts.matches()) {
            return null;
        }
        String scheme = parts.group(1).toLowerCase(Locale.ROOT);
        Matcher authority = AUTHORITY.matcher(parts.group(2));
        String host = authority.matches() ? host(authority.group(1), false) : null;
        String port = host == null || authority.group(2) == null ? "" : authority.group(2);
        if (host == null || !port.isEmpty() && Integer.parseInt(port) > MAX_PORT) {
            return null;
        }
        StringBuilder out = new StringBuilder(url.length() + 16).append(scheme).append("://").append(host);
        if (!port.isEmpty() && Integer.parseInt(port) != (scheme.equals("http") ? 80 : 443)) {
            out.append(':').append(Integer.parseInt(port));
        }
        out.append(DotSegments.remove(UrlEscapes.path(parts.group(3).replace('\\', '/'))));
        if (parts.group(4) != null && !parts.group(4).isEmpty()) {
            out.append('?').append(UrlEscapes.query(parts.group(4)));
        }
        return out.toString();
    }

    /**
     * Resolves a reference against a normalized URL, and normalizes it.
     *
     * @return the normalized URL, or null if the result is not an absolute http(s) URL
     */
    public static @Nullable String resolve(String base, String reference) {
        String target = cleaned(reference);
        if (SCHEME.matcher(target).matches()) {
            return normalize(target);
        }
        String slashes = target.replace('\\', '/');
        if (slashes.startsWith("//")) {
            return normalize(base.substring(0, base.indexOf(':') + 1) + target);
        }
        if (slashes.startsWith("/")) {
            return normalize(origin(base) + target);
        }
        String page = withoutQuery(base);
        if (target.isEmpty() || target.startsWith("#")) {
            return normalize(base);
        }
        if (target.startsWith("?")) {
            return normalize(page + target);
        }
        int segment = page.lastIndexOf('/');
        return normalize(segment < page.indexOf("://") + 3 ? page + "/" + target : page.substring(0, segment + 1) + target);
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
                || LOOPBACK.matcher(host).matches();
    }

    /** Returns the host of a normalized URL. */
    public static String host(String url) {
        String authority = authority(url);
        int port = authority.lastIndexOf(':');
        return port > authority.lastIndexOf(']') ? authority.substring(0, port) : authority;
    }

    /** Removes what browsers ignore: white space around a URL, and line breaks and tabs within. */
    private static String cleaned(String url) {
        return IGNORED.matcher(url.strip()).replaceAll("");
    }

    private static String withoutQuery(String url) {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }

    /** Returns a host in ASCII, or null if it is invalid. */
    private static @Nullable String host(String text, boolean decoded) {
        if (text.startsWith("[")) {
            return text.toLowerCase(Locale.ROOT);
        }
        try {
            if (!decoded && text.indexOf('%') >= 0) {
                return host(URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8), true);
            }
            String ascii = IDN.toASCII(text, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
            return HOST.matcher(ascii).matches() ? ascii : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
