/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.job;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Jobs for tests.
 */
public final class Jobs {

    private final Map<String, Object> members = new LinkedHashMap<>();

    private Jobs(String type, String name) {
        members.put("type", type);
        members.put("name", name);
        members.put("jobCreationTimeUTC", 1770000000);
        status(0);
    }

    public static Jobs bulk(String name) {
        return new Jobs("bulk", name);
    }

    public static Jobs crawl(String name) {
        return new Jobs("crawl", name);
    }

    public Jobs status(int code) {
        return with("jobStatus", Map.of("status", code, "message", "status " + code));
    }

    public Jobs created(long time) {
        return with("jobCreationTimeUTC", time);
    }

    public Jobs completed(long time) {
        return with("jobCompletionTimeUTC", time);
    }

    public Jobs rounds(long rounds) {
        return with("roundsCompleted", rounds);
    }

    public Jobs pages(long pages) {
        return with("pageCrawlAttempts", pages);
    }

    public Jobs with(String member, Object value) {
        members.put(member, value);
        return this;
    }

    public Job job() {
        return Job.of(members);
    }
}
