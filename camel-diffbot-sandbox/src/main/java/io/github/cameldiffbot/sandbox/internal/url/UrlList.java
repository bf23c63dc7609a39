/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.url;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * A compact list of URLs: a bulk job may have a million of them. It takes little more memory than their bytes, and
 * supports appending and reading in order only. Not thread-safe.
 */
public final class UrlList {

    /** Servers refuse longer URLs. */
    private static final int MAX_URL = 16_384;
    private static final int MAX_CHUNK = 1 << 20;

    private final List<byte[]> chunks = new ArrayList<>();
    private final int keep;
    private byte[] last = new byte[0];
    private int used;
    private int kept;
    private long size;

    /** Creates a list that keeps all URLs. */
    public UrlList() {
        this(Integer.MAX_VALUE);
    }

    /**
     * Creates a list that counts all URLs but keeps only the first ones.
     *
     * @param keep number of URLs to keep
     */
    public UrlList(int keep) {
        this.keep = keep;
    }

    /**
     * Adds a URL. Ignores anything but absolute http(s) URLs, as Diffbot does.
     *
     * @param  length number of bytes to read
     * @return        whether the URL was added
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

    /** Adds a URL, and returns whether it is valid. */
    public boolean add(String url) {
        byte[] bytes = url.getBytes(StandardCharsets.UTF_8);
        return add(bytes, bytes.length);
    }

    /** Moves all URLs of another list to this one without copying them. The other list must not be used afterwards. */
    public void moveAllFrom(UrlList other) {
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

    /** Returns the number of URLs that were added, including those that were only counted. */
    public long size() {
        return size;
    }

    /** Returns a cursor at the start of the list. It reads URLs that are added later as well. */
    public Cursor cursor() {
        return new Cursor();
    }

    /** Returns a copy of the kept URLs. */
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
            // a cursor detects the end of a chunk by the zeros after the last URL, which read as length 0
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

    /** A position in the list. */
    public final class Cursor {

        private int chunk;
        private int offset;

        private Cursor() {
        }

        /** Returns the next URL, or null if the list has no more URLs at present. */
        public @Nullable String next() {
            byte[] bytes = nextBytes();
            return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
        }

        private byte @Nullable [] nextBytes() {
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
