/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * A job in Diffbot's format, with all its members.
 */
public final class WireJob {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Map<Integer, String> MESSAGES = Map.of(
            0, "Job is initializing.", 1, "Job has reached maxRounds limit.", 2, "Job has reached maxToCrawl limit.",
            4, "Next crawl round to start in 123 seconds.", 6, "Job paused.", 7, "Job is in progress.",
            8, "All crawling temporarily paused by root administrator for maintenance.",
            9, "Job has completed and no repeat is scheduled.", 10, "Failed to crawl any seed.");

    private final Map<String, Object> members;

    private WireJob(Map<String, Object> members) {
        this.members = members;
    }

    public static WireJob bulk(String name) {
        return read("bulk-job.json", name);
    }

    static WireJob crawl(String name) {
        return read("crawl-job.json", name);
    }

    private static WireJob read(String file, String name) {
        try (InputStream in = WireJob.class.getResourceAsStream("/wire/" + file)) {
            Map<String, Object> members = MAPPER.readValue(in, new TypeReference<LinkedHashMap<String, Object>>() {
            });
            return new WireJob(members).with("name", name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the job in a status, with a matching completion time.
     */
    WireJob status(int code) {
        boolean ended = List.of(1, 2, 3, 9, 10).contains(code);
        return with("jobCompletionTimeUTC", ended ? 1770000500 : 0).with("jobStatus",
                Map.of("status", code, "message", MESSAGES.getOrDefault(code, "Something new.")));
    }

    WireJob with(String member, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(members);
        changed.put(member, value);
        return new WireJob(changed);
    }

    /**
     * Returns the response to a status call, or to a change of the job.
     */
    String response() {
        return list(this);
    }

    /**
     * Returns the response to create and restart.
     */
    public String created() {
        return "{\"response\":\"Successfully added urls for spidering.\"," + response().substring(1);
    }

    static String list(WireJob... jobs) {
        return "{\"jobs\":" + Arrays.stream(jobs).map(WireJob::toString).collect(Collectors.joining(",", "[", "]")) + "}";
    }

    @Override
    public String toString() {
        try {
            return MAPPER.writeValueAsString(members);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
