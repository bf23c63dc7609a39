/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.context;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

import io.github.cameldiffbot.internal.json.Json;
import io.github.cameldiffbot.internal.text.Excerpt;
import io.github.cameldiffbot.job.Job;
import org.jspecify.annotations.Nullable;

/**
 * The headers that belong to one job of a name. The job is known by its creation time; while it is submitted, by the
 * creation time of the job before it and by the time of the submission.
 *
 * @param created when the job was created, in seconds since 1970; 0 if that is not known yet
 * @param after   when the job of the same name before it was created; 0 for none
 * @param sent    when it was submitted, by the clock of this machine
 * @param headers texts, numbers and booleans
 */
record JobContext(long created, long after, long sent, Map<String, Object> headers) {

    // of a job whose creation was not confirmed. The clocks of Diffbot and of this machine may differ
    private static final long TOLERANCE_SECONDS = 15 * 60;
    private static final int MAX_BYTES = 8 * 1024;

    /**
     * Checks the size of headers.
     *
     * @throws IllegalArgumentException if they are too long
     */
    static void requireSmall(Map<String, Object> headers) {
        int bytes = Json.write(headers).getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "The headers that the option carry selects, " + Excerpt.of(headers.keySet(), 300) + ", have " + bytes
                                               + " bytes as JSON. At most " + MAX_BYTES
                                               + " are carried for a job. Nothing was submitted: carry fewer or shorter ones");
        }
    }

    static JobContext ofNew(@Nullable Job before, long now, Map<String, Object> headers) {
        return new JobContext(0, before == null ? 0 : before.getJobCreationTimeUTC(), now, headers);
    }

    JobContext createdAt(long time) {
        return new JobContext(time, after, sent, headers);
    }

    /**
     * Returns these headers and others, which replace them.
     */
    JobContext plus(Map<String, Object> others) {
        Map<String, Object> all = new TreeMap<>(headers);
        all.putAll(others);
        return new JobContext(created, after, sent, all);
    }

    boolean isOf(Job job) {
        long time = job.getJobCreationTimeUTC();
        return created != 0 ? time == created : time > after && Math.abs(time - sent) <= TOLERANCE_SECONDS;
    }

    String toText() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("created", created);
        members.put("after", after);
        members.put("sent", sent);
        members.put("headers", headers);
        return Json.write(members);
    }

    /**
     * Parses a text.
     *
     * @return null if it is not a context
     */
    @SuppressWarnings("unchecked")
    static @Nullable JobContext parse(String text) {
        try {
            return Json.parse(text) instanceof Map<?, ?> members
                    && members.get("created") instanceof Number created && members.get("after") instanceof Number after
                    && members.get("sent") instanceof Number sent && members.get("headers") instanceof Map<?, ?> headers
                            ? new JobContext(
                                    created.longValue(), after.longValue(), sent.longValue(), (Map<String, Object>) headers)
                            : null;
        } catch (Json.MalformedException e) {
            return null;
        }
    }
}
