/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import io.github.cameldiffbot.sandbox.internal.data.JobData;
import io.github.cameldiffbot.sandbox.internal.data.Records;
import io.github.cameldiffbot.sandbox.internal.data.UrlRow;
import io.github.cameldiffbot.sandbox.internal.data.UrlRows;
import io.github.cameldiffbot.sandbox.internal.url.Hashes;

/** Generates records and URL rows when they are read, so that any number of them takes no memory. */
public final class GeneratedData implements JobData {

    private static final String FILLER = "Past the second gate the path leaves the wall and climbs beside the stream. "
                                         + "In wet weather the stones are slow going; allow an hour to the bridge. ";

    private final String name;
    private final long count;
    private final long created;
    private final byte[] tail;
    private final String token;

    /**
     * Creates the data of a job.
     *
     * @param count          number of records
     * @param bytesPerRecord length of each record, unless its required members are longer
     * @param created        when the job was created, in seconds
     */
    public GeneratedData(String token, String name, long count, int bytesPerRecord, long created) {
        this.token = token;
        this.name = name;
        this.count = count;
        this.created = created;
        int length = Math.max(0, bytesPerRecord - head(0).length - 2);
        String text = FILLER.repeat(length / FILLER.length() + 1).substring(0, length);
        this.tail = (text + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Records records() {
        return new Records() {
            @Override
            public long size() {
                return count;
            }

            @Override
            public byte[] get(long index) {
                byte[] head = head(index);
                byte[] record = new byte[head.length + tail.length];
                System.arraycopy(head, 0, record, 0, head.length);
                System.arraycopy(tail, 0, record, head.length, tail.length);
                return record;
            }
        };
    }

    @Override
    public UrlRows rows() {
        return new UrlRows() {
            @Override
            public long size() {
                return count;
            }

            @Override
            public UrlRow get(long index) {
                String url = url(index);
                return new UrlRow(
                        url, created, created, tail.length, 0, 0, "", -1, 0, 1, 0, UrlRow.SUCCESS,
                        Hashes.diffbotUri("article", url), true, UrlRow.SUCCESS, false);
            }
        };
    }

    @Override
    public void addRecord(byte[] record) {
        throw new UnsupportedOperationException("Generated data cannot be extended");
    }

    @Override
    public void addRow(UrlRow row) {
        throw new UnsupportedOperationException("Generated data cannot be extended");
    }

    private byte[] head(long index) {
        String number = number(index);
        String url = url(index);
        // ids of 19 digits, so that all records have the same length
        long id = 6_000_000_000_000_000_000L + (Hashes.hash64(name + index) & 0xff_ffff_ffff_ffffL);
        return ("{\"col\":\"" + name + "\",\"parentUrl\":\"" + url + "\",\"pageUrl\":\"" + url + "\",\"id\":" + id
                + ",\"type\":\"article\",\"token\":\"" + token + "\",\"timestamp\":\"" + Instant.ofEpochSecond(created)
                + "\",\"title\":\"Generated page " + number + "\",\"content\":\"").getBytes(StandardCharsets.UTF_8);
    }

    private static String url(long index) {
        return "http://generated.invalid/page/" + number(index);
    }

    private static String number(long index) {
        return Long.toString(10_000_000_000L + index).substring(1);
    }
}
