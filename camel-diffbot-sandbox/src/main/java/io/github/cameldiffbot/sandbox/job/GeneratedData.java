/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.job;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import io.github.cameldiffbot.sandbox.crawl.Urls;
import io.github.cameldiffbot.sandbox.store.Records;
import io.github.cameldiffbot.sandbox.store.UrlRow;
import io.github.cameldiffbot.sandbox.store.UrlRows;

/** Records and URL rows that are made when they are asked for, so that any number of them takes no memory. */
public final class GeneratedData implements Records {

    private static final String FILLER = "Past the second gate the path leaves the wall and climbs beside the stream. "
                                         + "In wet weather the stones are slow going; allow an hour to the bridge. ";

    private final String name;
    private final long count;
    private final long begun;
    private final byte[] tail;
    private final String token;

    /**
     * Describes the data.
     *
     * @param token          the job's token
     * @param name           the job's name
     * @param count          how many records
     * @param bytesPerRecord how long each is, where that is enough for the members it has to have
     * @param begun          when the job was made, in seconds
     */
    public GeneratedData(String token, String name, long count, int bytesPerRecord, long begun) {
        this.token = token;
        this.name = name;
        this.count = count;
        this.begun = begun;
        int room = bytesPerRecord - head(0).length - 2;
        String text = FILLER.repeat(Math.max(0, room) / FILLER.length() + 1).substring(0, Math.max(0, room));
        this.tail = (text + "\"}").getBytes(StandardCharsets.UTF_8);
    }

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

    /**
     * The URL report that goes with the records.
     *
     * @return a row for each record
     */
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
                        url, begun, begun, tail.length, 0, 0, "", -1, 0, 1, 0, PageOutcome.SUCCESS,
                        RecordFactory.diffbotUri("article", url), true, PageOutcome.SUCCESS, false);
            }
        };
    }

    private byte[] head(long index) {
        String number = number(index);
        String url = url(index);
        // an id of 19 digits always, so that all records are of one length
        long id = 6_000_000_000_000_000_000L + (Urls.hash64(name + index) & 0xff_ffff_ffff_ffffL);
        return ("{\"col\":\"" + name + "\",\"parentUrl\":\"" + url + "\",\"pageUrl\":\"" + url + "\",\"id\":" + id
                + ",\"type\":\"article\",\"token\":\"" + token + "\",\"timestamp\":\"" + Instant.ofEpochSecond(begun)
                + "\",\"title\":\"Generated page " + number + "\",\"content\":\"").getBytes(StandardCharsets.UTF_8);
    }

    private static String url(long index) {
        return "http://generated.invalid/page/" + number(index);
    }

    private static String number(long index) {
        return Long.toString(10_000_000_000L + index).substring(1);
    }
}
