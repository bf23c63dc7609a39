/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.filter;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

import io.github.cameldiffbot.data.DiffbotRecord;
import io.github.cameldiffbot.internal.json.KeyHash;
import io.github.cameldiffbot.internal.json.WireNumbers;
import org.jspecify.annotations.Nullable;

/**
 * Removes records that were delivered before a {@link Checkpoint}, and computes the checkpoint after the download. The
 * order of the download does not matter. A page that was extracted again has a new time and is delivered again. A
 * record without a time is always delivered.
 */
public final class IncrementalFilter implements RecordFilter {

    /**
     * The maximum number of records that a checkpoint stores individually.
     */
    static final int MAX_RECORDS = 20_000;

    private static final int INITIAL_CAPACITY = 128;

    private final Checkpoint start;
    private final long overlap;
    private final Instant latest;
    private long newest;
    // the start of the window after it was shortened to limit the number of records
    private long shrunk = Long.MIN_VALUE;
    private long[] times = new long[INITIAL_CAPACITY];
    private long[] values = new long[INITIAL_CAPACITY];
    private int size;
    private long known;
    private long timeless;
    private boolean news;

    /**
     * Creates a filter for one read.
     *
     * @param start   the checkpoint of the last read
     * @param overlap the maximum age of a late record relative to the newest one
     * @param latest  the latest valid time; a later one is ignored, because a single wrong time would make all later
     *                records old
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
        long value = KeyHash.at(hash(record), millis);
        note(millis, value);
        if (start.includes(millis, value)) {
            known++;
            return false;
        }
        news = true;
        return true;
    }

    private static long hash(DiffbotRecord record) {
        String key = record.givenKey();
        return key == null ? KeyHash.of(record.toBytes()) : KeyHash.of(key);
    }

    private static @Nullable Instant time(DiffbotRecord record) {
        Instant time = record.getTimestamp();
        if (time != null) {
            return time;
        }
        Object seconds = record.get("lastCrawlTimeUTC");
        return seconds == null ? null : WireNumbers.seconds(seconds.toString());
    }

    private void note(long millis, long value) {
        newest = Math.max(newest, millis);
        if (size == times.length) {
            tidy();
            grow();
        }
        if (millis > floor()) {
            times[size] = millis;
            values[size] = value;
            size++;
        }
    }

    /**
     * Returns the time after which records are stored individually.
     */
    private long floor() {
        return newest == Long.MIN_VALUE ? newest : Math.max(Math.max(start.floor(), shrunk), newest - overlap);
    }

    private void tidy() {
        keepAfter(floor());
        if (size > MAX_RECORDS) {
            long[] sorted = Arrays.copyOf(times, size);
            Arrays.sort(sorted);
            shrunk = sorted[size - MAX_RECORDS - 1];
            keepAfter(shrunk);
        }
    }

    private void grow() {
        // half of the capacity stays free, so that tidying is rare
        if (size > times.length / 2 && times.length < 2 * MAX_RECORDS) {
            int capacity = Math.min(2 * times.length, 2 * MAX_RECORDS);
            times = Arrays.copyOf(times, capacity);
            values = Arrays.copyOf(values, capacity);
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
     * Returns the checkpoint of the next read. Valid after all records were filtered.
     */
    public Checkpoint end() {
        if (!news) {
            // a temporarily empty response must not discard the stored records
            return start;
        }
        tidy();
        return new Checkpoint(newest, floor(), Arrays.copyOf(values, size));
    }

    /**
     * Returns the maximum age, relative to the newest record, at which a late record is recognized as new. It is
     * shorter than the overlap if there were too many records to store.
     */
    public Duration window() {
        return newest == Long.MIN_VALUE || shrunk <= newest - overlap
                ? Duration.ofMillis(overlap) : Duration.ofMillis(newest - shrunk);
    }

    /**
     * Returns the number of records that were removed.
     */
    public long known() {
        return known;
    }

    /**
     * Returns the number of records without a valid time.
     */
    public long timeless() {
        return timeless;
    }
}
