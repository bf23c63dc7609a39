/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.crawl;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A list of URLs that costs little more than their bytes: a bulk job may bring a million of them. Appending and reading
 * in order is all it can do. Not thread-safe.
 */
public final class UrlList {

    /** Longer ones are no URLs that a server would take. */
    private static final int MAX_URL = 16_384;
    private static final int MAX_CHUNK = 1 << 20;

    private final List<byte[]> chunks = new ArrayList<>();
    private final int keep;
    private byte[] last = new byte[0];
    private int used;
    private int kept;
    private long size;

    /** A list that keeps all its URLs. */
    public UrlList() {
        this(Integer.MAX_VALUE);
    }

    /**
     * A list that counts all its URLs but remembers only the first ones.
     *
     * @param keep how many to remember
     */
    public UrlList(int keep) {
        this.keep = keep;
    }

    /**
     * Adds a URL, unless it cannot be one: what is no absolute http(s) URL is passed over in silence, as the real
     * service does.
     *
     * @param  bytes  holds the URL
     * @param  length its length
     * @return        whether it was added
     */
    public boolean add(byte[] bytes, int length) {
        if (length > MAX_URL || !isUrl(bytes, length)) {
            return false;
        }
        size++;
        if (kept < keep) {
            store(bytes, length);
        }
        return true;
    }

    /**
     * Adds a URL.
     *
     * @param  url the URL
     * @return     whether it was added
     */
    public boolean add(String url) {
        byte[] bytes = url.getBytes(StandardCharsets.UTF_8);
        return add(bytes, bytes.length);
    }

    /**
     * Takes over all URLs of another list, which must not be used any more. A million of them are not copied.
     *
     * @param other the other list
     */
    public void takeOver(UrlList other) {
        if (other.kept <= keep - kept) {
            chunks.addAll(other.chunks);
            if (other.kept > 0) {
                last = other.last;
                used = other.used;
            }
            kept += other.kept;
        } else {
            Cursor cursor = other.cursor();
            for (byte[] url = cursor.nextBytes(); url != null && kept < keep; url = cursor.nextBytes()) {
                store(url, url.length);
            }
        }
        size += other.size;
    }

    /**
     * How many URLs were added.
     *
     * @return the number, with those that were only counted
     */
    public long size() {
        return size;
    }

    /**
     * Starts to read from the front; URLs that are added later are seen too.
     *
     * @return a new cursor
     */
    public Cursor cursor() {
        return new Cursor();
    }

    /**
     * The URLs as a list of strings.
     *
     * @return a copy
     */
    public List<String> toList() {
        List<String> urls = new ArrayList<>();
        Cursor cursor = cursor();
        for (String url = cursor.next(); url != null; url = cursor.next()) {
            urls.add(url);
        }
        return urls;
    }

    private void store(byte[] bytes, int length) {
        if (used + length + 2 > last.length) {
            // the zeros after the last URL of a chunk read as "length 0", which is how a cursor knows its end
            int size = Math.min(MAX_CHUNK, 1024 << Math.min(10, chunks.size()));
            last = new byte[Math.max(size, length + 2)];
            used = 0;
            chunks.add(last);
        }
        last[used++] = (byte) (length >>> 8);
        last[used++] = (byte) length;
        System.arraycopy(bytes, 0, last, used, length);
        used += length;
        kept++;
    }

    private static boolean isUrl(byte[] bytes, int length) {
        if (length < 8) {
            return false;
        }
        String start = new String(bytes, 0, Math.min(length, 9), StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
        int host = start.startsWith("http://") ? 7 : start.startsWith("https://") ? 8 : length;
        return host < length && bytes[host] != '/' && bytes[host] != '?' && bytes[host] != '#' && bytes[host] != ':';
    }

    /** A place in the list. */
    public final class Cursor {

        private int chunk;
        private int offset;

        private Cursor() {
        }

        /**
         * Reads on.
         *
         * @return the next URL, or null when there is none for now
         */
        public String next() {
            byte[] bytes = nextBytes();
            return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
        }

        private byte[] nextBytes() {
            while (chunk < chunks.size()) {
                byte[] bytes = chunks.get(chunk);
                int length = offset + 2 <= bytes.length ? (bytes[offset] & 0xff) << 8 | bytes[offset + 1] & 0xff : 0;
                if (length > 0) {
                    offset += 2 + length;
                    return Arrays.copyOfRange(bytes, offset - length, offset);
                }
                if (chunk == chunks.size() - 1) {
                    return null;
                }
                chunk++;
                offset = 0;
            }
            return null;
        }
    }
}
