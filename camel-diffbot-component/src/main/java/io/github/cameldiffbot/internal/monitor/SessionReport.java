/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.monitor;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

import io.github.cameldiffbot.internal.client.http.CallError;
import io.github.cameldiffbot.internal.client.http.CallStatistics;
import io.github.cameldiffbot.internal.context.SpentCredits;
import io.github.cameldiffbot.internal.poll.ConsumerState;
import io.github.cameldiffbot.internal.poll.PollTimes;
import io.github.cameldiffbot.internal.session.DiffbotSession;
import io.github.cameldiffbot.internal.wait.JobWaiter;
import io.github.cameldiffbot.internal.watch.JobTracker;
import io.github.cameldiffbot.internal.watch.PollResult;
import io.github.cameldiffbot.internal.watch.UnhandledEnd;
import io.github.cameldiffbot.job.Job;
import org.apache.camel.util.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Describes a session as JSON: its consumers, waits, calls and spent credits. It has the base URL but not the token,
 * and reads only from memory.
 */
public final class SessionReport {

    private final int limit;

    /**
     * @param limit the maximum number of jobs in each list
     */
    public SessionReport(int limit) {
        this.limit = limit;
    }

    public JsonObject of(DiffbotSession session) {
        JsonObject json = new JsonObject();
        json.put("name", session.health().getName());
        json.put("baseUrl", session.baseUrl().toString());
        json.put("calls", calls(session.client().statistics()));
        json.put("credits", credits(session.spentCredits()));
        PollResult poll = session.poller().lastResult();
        if (poll != null) {
            json.put("lastPoll", poll(poll));
        }
        json.put("consumers", session.consumers().stream().map(this::consumer).toList());
        json.put("queuedCreates", session.waits().queuedCreates());
        json.put("waitingDeletes", session.deletions().waiting());
        session.waits().waiterIfAny().ifPresent(waiter -> json.put("waits", waits(waiter)));
        return json;
    }

    private static JsonObject calls(CallStatistics statistics) {
        JsonObject json = new JsonObject();
        json.put("calls", statistics.getCalls());
        json.put("retries", statistics.getRetries());
        json.put("throttles", statistics.getThrottles());
        json.put("errors", statistics.getErrors());
        json.put("receivedBytes", statistics.getBytes());
        put(json, "lastSuccess", statistics.getLastSuccessTime());
        CallError error = statistics.getLastError();
        if (error != null) {
            JsonObject last = new JsonObject();
            put(last, "time", error.time());
            last.put("operation", error.operation());
            last.put("kind", error.kind());
            last.put("message", error.error().getMessage());
            json.put("lastError", last);
        }
        return json;
    }

    private JsonObject credits(SpentCredits spent) {
        JsonObject json = new JsonObject();
        json.put("spent", spent.total());
        json.put("jobs", spent.mostExpensive(limit).stream().map(job -> {
            JsonObject entry = new JsonObject();
            entry.put("name", job.job().name());
            entry.put("type", job.job().type());
            entry.put("credits", job.credits());
            return entry;
        }).toList());
        return json;
    }

    private static JsonObject poll(PollResult poll) {
        JsonObject json = new JsonObject();
        put(json, "time", poll.time());
        if (poll.jobName() != null) {
            json.put("job", poll.jobName());
        }
        if (poll.failure() == null) {
            json.put("jobs", poll.jobs());
        } else {
            json.put("failure", poll.failure().getMessage());
        }
        return json;
    }

    private JsonObject consumer(ConsumerState consumer) {
        JsonObject json = new JsonObject();
        json.put("route", consumer.routeId());
        json.put("endpoint", consumer.endpoint());
        PollTimes pollTimes = consumer.pollTimes();
        json.put("polling", consumer.isPolling());
        put(json, "lastPoll", pollTimes.lastPoll());
        put(json, "lastGoodPoll", pollTimes.lastGoodPoll());
        put(json, "nextPoll", consumer.nextPoll());
        JobTracker tracker = consumer.tracker();
        if (tracker != null) {
            json.put("trackedJobs", tracker.jobCount());
            json.put("waitingEvents", tracker.pendingEvents());
            json.put("unhandledEnds",
                    tracker.unhandledEnds().stream().sorted(Comparator.comparing(UnhandledEnd::age).reversed())
                            .limit(limit).map(SessionReport::end).toList());
            json.put("jobs", tracker.report(limit).stream().map(track -> {
                JsonObject job = job(track.job());
                job.put("waitingEvents", track.waiting());
                return job;
            }).toList());
        }
        return json;
    }

    private JsonObject waits(JobWaiter waiter) {
        JsonObject json = new JsonObject();
        json.put("pending", waiter.pendingWaits());
        json.put("awaitedJobs", waiter.awaitedJobs());
        json.put("failedPolls", waiter.failedPolls());
        List<JsonObject> jobs = waiter.report(limit).stream().map(wait -> {
            JsonObject job = job(wait.job());
            job.put("waits", wait.waits());
            return job;
        }).toList();
        json.put("jobs", jobs);
        return json;
    }

    private static JsonObject end(UnhandledEnd end) {
        JsonObject json = new JsonObject();
        json.put("name", end.event().job().getName());
        json.put("event", end.event().id());
        json.put("ageSeconds", end.age().toSeconds());
        return json;
    }

    private static JsonObject job(Job job) {
        JsonObject json = new JsonObject();
        json.put("name", job.getName());
        json.put("type", job.getType());
        json.put("status", job.getStatus().getCode());
        json.put("message", job.getStatus().getShortMessage());
        return json;
    }

    private static void put(JsonObject json, String name, @Nullable Instant time) {
        if (time != null) {
            json.put(name, time.toString());
        }
    }
}
