/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.filter;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

import io.github.cameldiffbot.data.DiffbotRecord;
import io.github.cameldiffbot.data.KeyHash;
import io.github.cameldiffbot.internal.json.Numbers;

/**
 * Leaves out records that a {@link Checkpoint} says were handed out before, and finds the position after the download.
 * The download's order does not matter. A record is another one when its time is: a page that was extracted again is
 * handed out again. A record without a time is handed out always.
 */
public final class IncrementalFilter implements RecordFilter {

    /**
     * Records that a position remembers one by one.
     */
    static final int MOST = 20_000;

    private static final int FIRST = 128;

    private final Checkpoint start;
    private final long overlap;
    private final Instant latest;
    private long newest;
    // where the window begins because there are too many in it
    private long shrunk = Long.MIN_VALUE;
    private long[] times = new long[FIRST];
    private long[] values = new long[FIRST];
    private int size;
    private long known;
    private long timeless;
    private boolean news;

    /**
     * @param start   where the last read ended
     * @param overlap how long before the newest record a record can still come
     * @param latest  what is later than this is no time: one such record would make all that follow it old
     */
    public IncrementalFilter(Checkpoint start, Duration overlap, Instant latest) {
        this.start = start;
        this.latest = latest;
        this.overlap = overlap.toMillis();
        this.newest = start.newest();
    }

    @Override
    public boolean accepts(DiffbotRecord record) {
        Instant time = time(record);
        if (time == null || time.isAfter(latest)) {
            timeless++;
            return true;
        }
        long millis = time.toEpochMilli();
        long value = KeyHash.at(KeyHash.of(record), millis);
        note(millis, value);
        if (start.includes(millis, value)) {
            known++;
            return false;
        }
        news = true;
        return true;
    }

    private static Instant time(DiffbotRecord record) {
        Instant time = record.getTimestamp();
        if (time != null) {
            return time;
        }
        Object seconds = record.get("lastCrawlTimeUTC");
        return seconds == null ? null : Numbers.seconds(seconds.toString());
    }

    private void note(long millis, long value) {
        newest = Math.max(newest, millis);
        if (size == times.length) {
            tidy();
            makeRoom();
        }
        if (millis > floor()) {
            times[size] = millis;
            values[size] = value;
            size++;
        }
    }

    /**
     * The time from which on records are remembered one by one.
     */
    private long floor() {
        return newest == Long.MIN_VALUE ? newest : Math.max(Math.max(start.floor(), shrunk), newest - overlap);
    }

    private void tidy() {
        keepAfter(floor());
        if (size > MOST) {
            long[] sorted = Arrays.copyOf(times, size);
            Arrays.sort(sorted);
            shrunk = sorted[size - MOST - 1];
            keepAfter(shrunk);
        }
    }

    private void makeRoom() {
        // half of it free, so that tidying up is rare
        if (size > times.length / 2 && times.length < 2 * MOST) {
            int room = Math.min(2 * times.length, 2 * MOST);
            times = Arrays.copyOf(times, room);
            values = Arrays.copyOf(values, room);
        }
    }

    private void keepAfter(long floor) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (times[i] > floor) {
                times[kept] = times[i];
                values[kept] = values[i];
                kept++;
            }
        }
        size = kept;
    }

    /**
     * Where the next read begins, once all records went through here.
     */
    public Checkpoint end() {
        if (!news) {
            // an answer that was empty for once must not make what is remembered one by one new again
            return start;
        }
        tidy();
        return new Checkpoint(newest, floor(), Arrays.copyOf(values, size));
    }

    /**
     * How long before the newest record a record can come and still be told as new. It is shorter than the overlap when
     * there were too many records to remember each.
     */
    public Duration window() {
        return newest == Long.MIN_VALUE || shrunk <= newest - overlap
                ? Duration.ofMillis(overlap) : Duration.ofMillis(newest - shrunk);
    }

    /**
     * How many records it has left out.
     */
    public long known() {
        return known;
    }

    /**
     * How many records have no time by which to tell whether they are new.
     */
    public long timeless() {
        return timeless;
    }
}
