/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.api;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import io.github.cameldiffbot.sandbox.internal.data.JobData;
import io.github.cameldiffbot.sandbox.internal.engine.Job;
import io.github.cameldiffbot.sandbox.internal.engine.JobClock;
import io.github.cameldiffbot.sandbox.internal.engine.JobOptions;
import io.github.cameldiffbot.sandbox.internal.engine.JobRegistry;
import io.github.cameldiffbot.sandbox.internal.engine.JobType;
import io.github.cameldiffbot.sandbox.internal.engine.Setting;
import io.github.cameldiffbot.sandbox.internal.runner.EventLog;
import io.github.cameldiffbot.sandbox.internal.runner.JobRunner;
import io.github.cameldiffbot.sandbox.internal.url.UrlList;
import io.github.cameldiffbot.sandbox.model.SandboxPlan;
import org.jspecify.annotations.Nullable;

/** Creates, changes and deletes jobs, and validates requests with the errors of the API. */
public final class JobService {

    private static final int MAX_NAME = 30;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

    private final JobRegistry jobs;
    private final JobRunner runner;
    private final JobClock clock;
    private final JobOptions options;
    private final String baseUrl;
    private final EventLog events;
    private final Credits credits;
    private volatile SandboxPlan plan = SandboxPlan.DEFAULT;

    /**
     * Creates a service.
     *
     * @param baseUrl of the API, for the default {@code apiUrl}
     */
    public JobService(JobRegistry jobs, JobRunner runner, JobClock clock, JobOptions options, String baseUrl,
                      EventLog events, Credits credits) {
        this.jobs = jobs;
        this.runner = runner;
        this.clock = clock;
        this.options = options;
        this.baseUrl = baseUrl;
        this.events = events;
        this.credits = credits;
    }

    /** Sets the limits of all accounts. */
    public void setPlan(SandboxPlan limits) {
        plan = limits;
        credits.ledger().limit(limits.creditsPerMonth());
        runner.setMaxRunning(limits.maxRunning() > 0 ? limits.maxRunning() : Integer.MAX_VALUE);
    }

    /** Returns the limits of all accounts. */
    SandboxPlan plan() {
        return plan;
    }

    /**
     * Returns a job.
     *
     * @throws ApiException if there is no job of this name
     */
    Job find(String token, String name) {
        if (name.length() > MAX_NAME) {
            throw ApiException.bare(500, "crawlbot: name is over 30 chars");
        }
        Job job = jobs.get(token, name);
        if (job == null) {
            throw ApiException.quoted(500, "no collection record.");
        }
        return job;
    }

    /**
     * Creates a job, or adds URLs or seeds to the job of this name.
     *
     * @param  params       all parameters of the request, among them settings
     * @throws ApiException if the request is invalid
     */
    Job submit(String token, String name, JobType type, Map<String, List<String>> params, UrlList urls) {
        if (name.length() > MAX_NAME) {
            throw ApiException.bare(500, "crawlbot: name is over 30 chars");
        }
        if (!NAME.matcher(name).matches()) {
            throw ApiException.of(505, "Crawl names can consist only of letters, numbers, underscores or hyphens.");
        }
        checkRegex(params.get(Setting.URL_CRAWL_REGEX.wire()));
        checkRegex(params.get(Setting.URL_PROCESS_REGEX.wire()));
        if (urls.size() == 0) {
            throw ApiException.quoted(500, "no urls found");
        }
        if (type == JobType.BULK && urls.size() < plan.minUrls() && jobs.get(token, name) == null) {
            throw ApiException.quoted(500, "Bulk jobs need at least " + plan.minUrls() + " urls");
        }
        credits.check(token);
        Job job = jobs.getOrCreate(token, name, () -> create(token, name, type));
        checkType(job, type);
        job.submit(params, urls, clock.millis());
        return job;
    }

    /**
     * Changes the settings of a job.
     *
     * @param  type         the type that the request expects
     * @param  params       all parameters of the request, among them settings
     * @throws ApiException if the request is invalid
     */
    void update(Job job, JobType type, Map<String, List<String>> params) {
        checkType(job, type);
        checkRegex(params.get(Setting.URL_CRAWL_REGEX.wire()));
        checkRegex(params.get(Setting.URL_PROCESS_REGEX.wire()));
        job.update(params, clock.millis());
    }

    /** Discards the results of a job and starts it again. */
    void restart(Job job) {
        credits.check(job.token());
        job.restart(clock.millis());
        events.add(job, clock.now(), "restarted");
    }

    /** Starts a round at once. */
    void startRound(Job job) {
        credits.check(job.token());
        job.forceRound(clock.millis());
        events.add(job, clock.now(), "round started");
    }

    /** Deletes a job and its data. */
    void delete(Job job) {
        jobs.remove(job);
        events.add(job, clock.now(), "deleted");
        runner.startWaiting(job.token());
    }

    /** Deletes the jobs that have had nothing to do for longer than the plan keeps them. */
    public void removeExpired() {
        SandboxPlan now = plan;
        if (now.bulkRetention().isZero() && now.crawlRetention().isZero()) {
            return;
        }
        for (Job job : jobs.all()) {
            long kept = (job.type() == JobType.BULK ? now.bulkRetention() : now.crawlRetention()).toMillis();
            long since = job.inactiveSince();
            if (kept > 0 && since >= 0 && since + kept <= clock.millis()) {
                jobs.remove(job);
                events.add(job, clock.now(), "deleted at the end of its retention");
            }
        }
    }

    /**
     * Passes a changed job to the runner. It is called after the response was written, so that this shows the change.
     */
    void changed(Job job) {
        events.addStatusChange(job, clock.now());
        runner.processSoon(job);
    }

    /** Creates a finished bulk job. */
    public Job createFinished(String token, String name, JobData data) {
        Job job = jobs.getOrCreate(token, name, () -> create(token, name, JobType.BULK));
        job.finishWith(data, clock.millis());
        return job;
    }

    /**
     * Creates a finished bulk job with records.
     *
     * @param records JSON objects, oldest first
     */
    public Job createFinished(String token, String name, Iterator<String> records) {
        JobData data = options.newData().get();
        while (records.hasNext()) {
            data.addRecord(records.next().getBytes(StandardCharsets.UTF_8));
        }
        return createFinished(token, name, data);
    }

    private Job create(String token, String name, JobType type) {
        if (plan.maxJobs() > 0 && jobs.count(token) >= plan.maxJobs()) {
            throw ApiException.of(505, "Too many collections for token");
        }
        return new Job(
                token, name, type, Map.of(Setting.API_URL.wire(), List.of(baseUrl + "/analyze")), options, clock.millis());
    }

    private static void checkType(Job job, JobType type) {
        if (job.type() != type) {
            throw ApiException.of(500,
                    "Job name/type mismatch. Job name has already been used for a crawl or bulk job.");
        }
    }

    private static void checkRegex(@Nullable List<String> values) {
        for (String value : values == null ? List.<String> of() : values) {
            try {
                Pattern.compile(value);
            } catch (PatternSyntaxException e) {
                throw ApiException.bare(500, "Invalid regular expression: " + value);
            }
        }
    }
}
