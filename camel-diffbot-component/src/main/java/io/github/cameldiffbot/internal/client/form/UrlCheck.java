/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.form;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Checks URLs. It rejects invalid URLs and those that a decoder, Camel or a person has probably changed: two URLs in
 * one, a separator at the end, invisible characters. Percent-encoded, each of these is accepted.
 */
public final class UrlCheck {

    /**
     * The maximum length of a URL in characters.
     */
    public static final int MAX_LENGTH = 100_000;

    private static final int MAX_SHOWN = 80;
    private static final List<String> SCHEMES = List.of("https", "http");
    private static final String SEPARATORS = ",;|";
    private static final String NOT_IN_HOST = ",;|\"'<>{}()^`!$&*+=";
    private static final char REPLACEMENT = '\uFFFD';
    // invisible, although Unicode classifies them as letters, marks or symbols
    private static final String BLANK_LETTERS = "\u034F\u115F\u1160\u2800\u3164\uFFA0";

    private UrlCheck() {
    }

    /**
     * Returns the error in a URL, as the end of a sentence that begins with the URL.
     *
     * @param  url           the URL; may be null
     * @param  nestedAllowed whether a path segment may begin with a second URL
     * @return               null if the URL is valid
     */
    public static @Nullable String fault(@Nullable String url, boolean nestedAllowed) {
        if (url == null) {
            return "is null";
        }
        if (url.length() > MAX_LENGTH) {
            return "is longer than " + MAX_LENGTH + " characters";
        }
        int host = schemeEnd(url);
        if (host < 0) {
            return "does not start with http:// or https://";
        }
        return isPlain(url, host) ? null : fault(url, host, nestedAllowed);
    }

    /**
     * Returns the error in a URL.
     *
     * @param host the position after the scheme
     */
    static @Nullable String fault(String url, int host, boolean nestedAllowed) {
        String fault = hidden(url);
        if (fault == null) {
            fault = secondUrl(url, host, nestedAllowed);
        }
        if (fault == null) {
            fault = host(url, host);
        }
        return fault != null ? fault : separator(url);
    }

    private static int schemeEnd(String url) {
        return url.regionMatches(true, 0, "https://", 0, 8) ? 8 : url.regionMatches(true, 0, "http://", 0, 7) ? 7 : -1;
    }

    /**
     * Returns whether a URL has a plain host, followed only by characters that are in no fault. Most URLs have, so that
     * one pass checks them.
     */
    private static boolean isPlain(String url, int host) {
        int end = host;
        while (end < url.length() && isPlainInHost(url.charAt(end))) {
            end++;
        }
        // a shorter host could be a scheme
        if (end - host <= "https".length() || url.charAt(host) == '.'
                || end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            return false;
        }
        while (end < url.length() && isPlain(url.charAt(end))) {
            end++;
        }
        return end == url.length();
    }

    private static boolean isPlainInHost(char c) {
        return c >= 'a' && c <= 'z' || c == '.' || c == '-' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z';
    }

    private static boolean isPlain(char c) {
        return c > ' ' && c < 0x7F && c != ':' && c != ',' && c != ';' && c != '"';
    }

    private static @Nullable String hidden(String url) {
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            if (c < 0x7F && c > ' ') {
                continue;
            }
            int code = url.codePointAt(i);
            if (isSpace(code) || Character.isISOControl(code)) {
                return "has white space or a control character inside, " + name(code) + " at character " + (i + 1);
            }
            if (code == REPLACEMENT || Character.getType(code) == Character.SURROGATE) {
                return "has " + name(code) + " at character " + (i + 1)
                       + ", which stands for something that could not be decoded. Read it in the charset in which it was"
                       + " written";
            }
            if (isInvisible(code)) {
                return "has the invisible character " + name(code) + " at character " + (i + 1)
                       + ". Remove it, or percent-encode it if it belongs to the URL";
            }
            i += Character.charCount(code) - 1;
        }
        return null;
    }

    private static @Nullable String secondUrl(String url, int host, boolean nestedAllowed) {
        int authorityEnd = end(url, host, "/?#\\");
        int pathEnd = end(url, authorityEnd, "?#");
        boolean inQuery = false;
        for (int colon = url.indexOf("://", host); colon >= 0; colon = url.indexOf("://", colon + 3)) {
            int start = schemeStart(url, colon);
            if (start < host) {
                continue;
            }
            char before = start == host ? '/' : url.charAt(start - 1);
            boolean separated = SEPARATORS.indexOf(before) >= 0;
            if (start < pathEnd) {
                boolean segment = start >= authorityEnd && before == '/';
                if (!segment || !nestedAllowed) {
                    return separated ? separatedUrl(before, start) : gluedUrl(start, segment);
                }
            } else if (separated && !inQuery) {
                return separatedUrl(before, start);
            } else if (isGlued(url, start)) {
                return gluedUrl(start, false);
            } else {
                inQuery = true;
            }
        }
        return null;
    }

    // returns the start of an http or https that ends there, or -1
    private static int schemeStart(String url, int end) {
        for (String scheme : SCHEMES) {
            int start = end - scheme.length();
            if (start >= 0 && url.regionMatches(true, start, scheme, 0, scheme.length())) {
                return start;
            }
        }
        return -1;
    }

    // in a query a URL is a value and follows a delimiter, encoded or not
    private static boolean isGlued(String url, int start) {
        return Character.isLetterOrDigit(url.charAt(start - 1)) && (start < 3 || url.charAt(start - 3) != '%');
    }

    private static String separatedUrl(char separator, int start) {
        return "has a second URL after the '" + separator + "' at character " + start
               + ". Separate URLs by white space; where the '" + separator + "' belongs to the URL, write "
               + encoded(separator);
    }

    private static String gluedUrl(int start, boolean segment) {
        return "has a second URL at character " + (start + 1)
               + ", as when the white space between two URLs is lost (in YAML a block that begins with | loses its line ends,"
               + " one with > does not). Where it belongs to the URL, write its :// as %3A%2F%2F"
               + (segment ? ", or set allowNestedUrls=true" : "");
    }

    // not with java.net.URI, which rejects characters that occur in real URLs, such as |
    private static @Nullable String host(String url, int from) {
        int end = end(url, from, "/?#\\");
        int start = Math.max(from, url.lastIndexOf('@', end - 1) + 1);
        if (start >= end || url.charAt(start) == ':' || url.charAt(start) == '.') {
            return "names no host";
        }
        int hostEnd = url.charAt(start) == '[' ? url.indexOf(']', start) + 1 : end(url, start, ":/?#\\");
        if (hostEnd <= start || hostEnd > end || url.startsWith("[]", start)) {
            return "names no host";
        }
        if (schemeStart(url, hostEnd) == start) {
            return "has a second scheme in place of its host";
        }
        for (int i = start; i < hostEnd; i++) {
            if (NOT_IN_HOST.indexOf(url.charAt(i)) >= 0) {
                return "has '" + url.charAt(i) + "' in its host, at character " + (i + 1)
                       + ". Separate URLs by white space only, and unmarshal CSV";
            }
        }
        return port(url, hostEnd, end);
    }

    private static @Nullable String port(String url, int from, int end) {
        int digitsEnd = from + 1;
        while (digitsEnd < end && url.charAt(digitsEnd) >= '0' && url.charAt(digitsEnd) <= '9') {
            digitsEnd++;
        }
        return from == end || url.charAt(from) == ':' && digitsEnd == end && end - from <= 6
                ? null : "has no number as its port, at character " + (from + 1);
    }

    private static @Nullable String separator(String url) {
        char last = url.charAt(url.length() - 1);
        if (last == ',' || last == ';') {
            return "ends with '" + last + "'. Separate URLs by white space only; where it belongs to the URL, write "
                   + encoded(last);
        }
        int segment = url.lastIndexOf('/', end(url, 0, "?#")) + 1;
        if (url.startsWith(",", segment)) {
            return "has a ',' right after the '/' at character " + segment
                   + " that looks like CSV. Unmarshal CSV, and give a list of its rows; where it belongs to the URL, write "
                   + encoded(',');
        }
        int quote = url.indexOf('"', 1);
        return quote > 0 && (quote == url.length() - 1 || SEPARATORS.indexOf(url.charAt(quote - 1)) >= 0)
                ? "has a '\"' at character " + (quote + 1) + " that looks like CSV. Unmarshal CSV, and give a list of its rows"
                : null;
    }

    private static int end(String url, int from, String delimiters) {
        int end = url.length();
        for (int i = 0; i < delimiters.length(); i++) {
            int found = url.indexOf(delimiters.charAt(i), from);
            end = found < 0 ? end : Math.min(found, end);
        }
        return end;
    }

    private static String encoded(char c) {
        return String.format("%%%02X", (int) c);
    }

    static boolean isSpace(int code) {
        return (code <= ' ' || code >= 0x7F) && (Character.isWhitespace(code) || Character.isSpaceChar(code));
    }

    private static boolean isInvisible(int code) {
        return Character.getType(code) == Character.FORMAT || BLANK_LETTERS.indexOf(code) >= 0;
    }

    private static String name(int code) {
        return String.format("U+%04X", code);
    }

    /**
     * Returns an excerpt of a URL for a message: short, on one line, with visible characters only and without the
     * query, which can contain a secret.
     */
    public static String excerpt(@Nullable String text) {
        if (text == null) {
            return "null";
        }
        int query = text.indexOf('?');
        String start = query >= 0 ? text.substring(0, query + 1) + "..." : text;
        StringBuilder shown = new StringBuilder("'");
        (start.length() > MAX_SHOWN ? start.substring(0, MAX_SHOWN) : start).codePoints().forEach(code -> {
            if (Character.isISOControl(code) || isInvisible(code) || code == REPLACEMENT) {
                shown.append(name(code));
            } else {
                shown.appendCodePoint(code);
            }
        });
        return shown.append(start.length() > MAX_SHOWN ? "...'" : "'").toString();
    }
}
