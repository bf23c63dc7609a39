/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.cameldiffbot.internal.json.StrictJson;
import io.github.cameldiffbot.job.Job;
import org.jspecify.annotations.Nullable;

/**
 * A job of a list with its JSON, to find it in later lists. There it is the same apart from Diffbot's clock.
 */
final class ListedJob {

    private static final List<String> CLOCKS = List.of("currentTime", "currentTimeUTC");
    // fits into a long
    private static final int MAX_DIGITS = 18;

    private final byte[] json;
    private final List<Clock> clocks;
    private final Map<String, @Nullable Object> members;
    private final Job job;

    /**
     * The digits of a time in the JSON.
     */
    private record Clock(String name, int from, int end) {
    }

    private ListedJob(byte[] json, List<Clock> clocks, Map<String, @Nullable Object> members) {
        this.json = json;
        this.clocks = clocks;
        this.members = members;
        this.job = Job.backedBy(members);
    }

    /**
     * Parses the job at the start of these bytes.
     *
     * @return null if it is not complete there, or not {@link StrictJson}
     */
    static @Nullable ListedJob parse(byte[] bytes, int from, int end, JobParser parser) throws IOException {
        List<Clock> clocks = new ArrayList<>(2);
        int length = scan(bytes, from, end, clocks);
        if (length < 0) {
            return null;
        }
        String json = new String(bytes, from, length, StandardCharsets.UTF_8);
        return new ListedJob(Arrays.copyOfRange(bytes, from, from + length), clocks, parser.members(json));
    }

    // returns the length, -1 for none
    private static int scan(byte[] bytes, int from, int end, List<Clock> clocks) {
        StrictJson json = new StrictJson(bytes, from, end);
        boolean member = json.skip('{') && json.peek() != '}';
        while (member) {
            int quote = json.peek();
            int name = json.at() + 1;
            if (quote != '"' || !json.name()) {
                return -1;
            }
            int nameEnd = json.at() - 1;
            boolean colon = json.skip(':');
            json.peek();
            int value = json.at();
            if (!colon || !json.value()) {
                return -1;
            }
            for (String clock : CLOCKS) {
                if (isNamed(clock, bytes, name, nameEnd) && isNumber(bytes, value, json.at())) {
                    clocks.add(new Clock(clock, value - from, json.at() - from));
                }
            }
            member = json.skip(',');
        }
        return json.skip('}') ? json.at() - from : -1;
    }

    private static boolean isNamed(String name, byte[] bytes, int from, int end) {
        return name.length() == end - from && name.equals(new String(bytes, from, end - from, StandardCharsets.US_ASCII));
    }

    int length() {
        return json.length;
    }

    /**
     * Returns the job as it was when it was parsed.
     */
    Job job() {
        return job;
    }

    /**
     * Returns the job with the time of a later list; null if these bytes do not start with it.
     */
    @Nullable
    Job repeated(byte[] bytes, int from, int end) {
        if (end - from < json.length) {
            return null;
        }
        int place = 0;
        for (Clock clock : clocks) {
            if (!Arrays.equals(json, place, clock.from(), bytes, from + place, from + clock.from())
                    || !isNumber(bytes, from + clock.from(), from + clock.end())) {
                return null;
            }
            place = clock.end();
        }
        return Arrays.equals(json, place, json.length, bytes, from + place, from + json.length) ? at(bytes, from) : null;
    }

    private Job at(byte[] bytes, int from) {
        Map<String, Object> times = new HashMap<>(4);
        for (Clock clock : clocks) {
            times.put(clock.name(), number(bytes, from + clock.from(), from + clock.end()));
        }
        return members.entrySet().containsAll(times.entrySet()) ? job : Job.backedBy(new LaterMembers(members, times));
    }

    private static boolean isNumber(byte[] bytes, int from, int end) {
        if (end - from > MAX_DIGITS || bytes[from] == '0') {
            return false;
        }
        for (int i = from; i < end; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return false;
            }
        }
        return true;
    }

    // of the same class as Jackson's
    private static Number number(byte[] bytes, int from, int end) {
        long number = 0;
        for (int i = from; i < end; i++) {
            number = 10 * number + bytes[i] - '0';
        }
        if (number <= Integer.MAX_VALUE) {
            return (int) number;
        }
        return number;
    }
}
