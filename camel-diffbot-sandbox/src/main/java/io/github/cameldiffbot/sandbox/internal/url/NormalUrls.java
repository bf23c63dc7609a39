/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.url;

import java.util.BitSet;

/**
 * Detects URLs that are normalized already, as most are, without the cost of taking them apart. It may take a
 * normalized URL for one that is not, never the other way round.
 */
final class NormalUrls {

    private static final BitSet HOST = bits("abcdefghijklmnopqrstuvwxyz0123456789-");
    private static final BitSet PATH
            = bits("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_~/!$&'()*+,;=:@.");
    private static final int MAX_LABEL = 63;
    private static final int MAX_PORT = 65_535;
    private static final int MAX_DIGITS = 5;

    private NormalUrls() {
    }

    /** Returns whether the normal form of a URL is the URL itself. */
    static boolean isNormal(String url) {
        int host = url.startsWith("http://") ? 7 : url.startsWith("https://") ? 8 : -1;
        int path = host < 0 ? -1 : url.indexOf('/', host);
        if (path <= host || !isHost(url, host, path)) {
            return false;
        }
        int query = url.indexOf('?', path);
        int end = query < 0 ? url.length() : query;
        return has(PATH, url, path, end) && (query < 0 || query + 1 < url.length() && has(PATH, url, query + 1, url.length()))
                && url.lastIndexOf("/.", end) < path;
    }

    /** Returns whether a part of a URL is a host in lower case, perhaps with a port that is no default port. */
    private static boolean isHost(String url, int start, int end) {
        int colon = url.indexOf(':', start);
        int hostEnd = colon >= 0 && colon < end ? colon : end;
        int label = start;
        for (int i = start; i <= hostEnd; i++) {
            if (i == hostEnd || url.charAt(i) == '.') {
                if (i == label || i - label > MAX_LABEL) {
                    return false;
                }
                label = i + 1;
            } else if (!HOST.get(url.charAt(i))) {
                return false;
            }
        }
        return hostEnd == end || isOwnPort(url.substring(hostEnd + 1, end));
    }

    private static boolean isOwnPort(String port) {
        if (port.isEmpty() || port.length() > MAX_DIGITS || port.charAt(0) == '0') {
            return false;
        }
        for (int i = 0; i < port.length(); i++) {
            if (port.charAt(i) < '0' || port.charAt(i) > '9') {
                return false;
            }
        }
        return Integer.parseInt(port) <= MAX_PORT && !port.equals("80") && !port.equals("443");
    }

    private static boolean has(BitSet allowed, String text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!allowed.get(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static BitSet bits(String characters) {
        BitSet bits = new BitSet(128);
        characters.chars().forEach(bits::set);
        return bits;
    }
}
