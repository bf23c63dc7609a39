/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.crawl;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** What the sandbox needs to know about URLs: one spelling for each, the site they belong to, and their ids. */
public final class Urls {

    private static final Set<String> SECOND_LEVEL = Set.of("co", "com", "org", "net", "ac", "gov", "edu");

    private Urls() {
    }

    /**
     * Gives a URL its one spelling: lower-case scheme and host, no default port, a path, no fragment.
     *
     * @param  url the URL as written
     * @return     the normalized URL, or null when it is no http(s) URL
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
     * The origin of a URL.
     *
     * @param  url a normalized URL
     * @return     scheme, host and port
     */
    public static String origin(String url) {
        int path = url.indexOf('/', url.indexOf("://") + 3);
        return path < 0 ? url : url.substring(0, path);
    }

    /**
     * Host and port of a URL.
     *
     * @param  url a normalized URL
     * @return     what stands between the scheme and the path
     */
    public static String authority(String url) {
        String origin = origin(url);
        return origin.substring(origin.indexOf("://") + 3);
    }

    /**
     * The host of a URL.
     *
     * @param  url anything
     * @return     what stands between the scheme and the port or path
     */
    static String host(String url) {
        return authority(url).replaceFirst(":\\d+$", "");
    }

    /**
     * The part of the net that a seed covers: a bare or www seed its whole domain, any other subdomain only itself.
     *
     * @param  seed a normalized URL
     * @return      an authority; everything that ends with it on a label boundary belongs to the seed
     */
    static String coverage(String seed) {
        String authority = authority(seed);
        return authority.startsWith("www.") ? authority.substring(4) : authority;
    }

    /**
     * The registered domain of a URL, by rule of thumb; addresses and single names stand for themselves.
     *
     * @param  url a normalized URL
     * @return     the domain with the port, if there is one
     */
    static String domain(String url) {
        String authority = authority(url);
        int colon = authority.lastIndexOf(':');
        String host = colon < 0 ? authority : authority.substring(0, colon);
        String port = colon < 0 ? "" : authority.substring(colon);
        String[] labels = host.split("\\.");
        if (labels.length <= 2 || Character.isDigit(labels[labels.length - 1].charAt(0))) {
            return authority;
        }
        int keep = SECOND_LEVEL.contains(labels[labels.length - 2]) && labels[labels.length - 1].length() == 2 ? 3 : 2;
        StringBuilder out = new StringBuilder();
        for (int i = Math.max(0, labels.length - keep); i < labels.length; i++) {
            out.append(out.length() == 0 ? "" : ".").append(labels[i]);
        }
        return out.append(port).toString();
    }

    /**
     * A well mixed 64-bit hash.
     *
     * @param  text anything
     * @return      its hash, the same in every run
     */
    public static long hash64(String text) {
        long h = 0xcbf29ce484222325L;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            h = (h ^ (b & 0xff)) * 0x100000001b3L;
        }
        return mix(h);
    }

    /**
     * A well mixed 64-bit hash.
     *
     * @param  bytes anything
     * @return       its hash, the same in every run
     */
    public static long hash64(byte[] bytes) {
        long h = 0xcbf29ce484222325L;
        for (byte b : bytes) {
            h = (h ^ (b & 0xff)) * 0x100000001b3L;
        }
        return mix(h);
    }

    /**
     * The document id of a URL, as the URL report shows it.
     *
     * @param  url a normalized URL
     * @return     a positive number of 38 bits
     */
    public static long docId(String url) {
        return hash64(url) >>> 26;
    }

    private static long mix(long value) {
        long h = (value ^ value >>> 33) * 0xff51afd7ed558ccdL;
        h = (h ^ h >>> 33) * 0xc4ceb9fe1a85ec53L;
        return h ^ h >>> 33;
    }
}
