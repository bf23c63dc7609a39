/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** When the rounds of a job begin and end. Guarded by the job. */
final class Rounds {

    int completed;
    /** In seconds, as answers show it: of this round, or of the next one while the job waits for it. */
    long start;
    /** When a waiting job goes on, in milliseconds. */
    long due;
    /** When the job last ran out of work, in milliseconds. */
    long ranOut;
    /** Whether only the seeds are being crawled, between two rounds. */
    boolean seedsOnly;
    /** When the seeds of a waiting job are crawled on their own, in milliseconds; 0 for never. */
    private long seedsDue;

    private final JobType type;
    private final JobSettings settings;

    Rounds(JobType type, JobSettings settings) {
        this.type = type;
        this.settings = settings;
    }

    boolean areUsedUp() {
        long most = settings.integer(Setting.MAX_ROUNDS);
        return most > 0 && completed >= most;
    }

    boolean repeat() {
        return millis(Setting.REPEAT) > 0;
    }

    boolean seedsAreDue(long nowMillis) {
        return seedsDue > 0 && seedsDue <= nowMillis && seedsDue < due;
    }

    /** When a waiting job does something next, in milliseconds. */
    long nextEvent() {
        return seedsDue > 0 ? Math.min(seedsDue, due) : due;
    }

    void begin(long nowMillis) {
        seedsOnly = false;
        start = nowMillis / 1000;
    }

    void waitFrom(long nowMillis) {
        due = nowMillis + millis(Setting.REPEAT);
        start = due / 1000;
        planSeeds(nowMillis);
    }

    void planSeeds(long nowMillis) {
        seedsOnly = false;
        long wait = millis(Setting.SEED_RECRAWL_FREQUENCY);
        seedsDue = type == JobType.CRAWL && wait > 0 ? nowMillis + wait : 0;
    }

    void restart() {
        completed = 0;
        start = 0;
        due = 0;
        ranOut = 0;
        seedsDue = 0;
        seedsOnly = false;
    }

    ObjectNode toJson() {
        return JsonNodeFactory.instance.objectNode().put("completed", completed).put("start", start).put("due", due)
                .put("ranOut", ranOut).put("seedsDue", seedsDue);
    }

    void read(JsonNode node) {
        completed = node.path("completed").asInt();
        start = node.path("start").asLong();
        due = node.path("due").asLong();
        ranOut = node.path("ranOut").asLong();
        seedsDue = node.path("seedsDue").asLong();
    }

    private long millis(Setting inDays) {
        double days = settings.number(inDays);
        return days > 0 ? Math.max(1000, Math.round(days * 86_400_000)) : 0;
    }
}
