/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.job;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import io.github.cameldiffbot.sandbox.SandboxPlan;
import io.github.cameldiffbot.sandbox.crawl.UrlList;
import io.github.cameldiffbot.sandbox.store.Records;
import io.github.cameldiffbot.sandbox.store.StoredRecords;
import io.github.cameldiffbot.sandbox.store.StoredRows;
import io.github.cameldiffbot.sandbox.store.UrlRows;

/** The calls that make and steer jobs, with the errors that the API has for them. */
public final class JobService {

    private static final int MAX_NAME = 30;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

    private final JobStore store;
    private final JobEngine engine;
    private final JobClock clock;
    private final EngineOptions options;
    private final String baseUrl;
    private final EventLog events;
    private volatile SandboxPlan plan = SandboxPlan.DEFAULT;

    /**
     * The calls.
     *
     * @param store   the jobs
     * @param engine  works on them
     * @param clock   their time
     * @param options how to work
     * @param baseUrl of the API
     * @param events  takes what happens
     */
    public JobService(JobStore store, JobEngine engine, JobClock clock, EngineOptions options, String baseUrl,
                      EventLog events) {
        this.store = store;
        this.engine = engine;
        this.clock = clock;
        this.options = options;
        this.baseUrl = baseUrl;
        this.events = events;
    }

    /**
     * Sets the limits of the accounts.
     *
     * @param limits from now on
     */
    public void plan(SandboxPlan limits) {
        plan = limits;
        engine.maxRunning(limits.maxRunning() > 0 ? limits.maxRunning() : Integer.MAX_VALUE);
    }

    /**
     * The limits of the accounts.
     *
     * @return the plan
     */
    public SandboxPlan plan() {
        return plan;
    }

    /**
     * Finds a job.
     *
     * @param  token        its token
     * @param  name         its name
     * @return              the job
     * @throws ApiException if there is none
     */
    public Job find(String token, String name) {
        if (name.length() > MAX_NAME) {
            throw ApiException.bare(500, "crawlbot: name is over 30 chars");
        }
        Job job = store.get(token, name);
        if (job == null) {
            throw ApiException.quoted(500, "no collection record.");
        }
        return job;
    }

    /**
     * Creates a job, or adds URLs or seeds to the one that has the name.
     *
     * @param  token        its token
     * @param  name         its name
     * @param  type         its type
     * @param  params       its settings, among other things
     * @param  urls         URLs or seeds
     * @return              the job
     * @throws ApiException if the request has a fault
     */
    public Job submit(String token, String name, JobType type, Map<String, List<String>> params, UrlList urls) {
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
        if (type == JobType.BULK && urls.size() < plan.minUrls() && store.get(token, name) == null) {
            throw ApiException.quoted(500, "Bulk jobs need at least " + plan.minUrls() + " urls");
        }
        Job job = store.getOrCreate(token, name, () -> create(token, name, type));
        checkType(job, type);
        synchronized (job) {
            boolean changed = job.settings.apply(params);
            job.submit(urls, now());
            if (changed) {
                job.settingsChanged(now());
            }
        }
        return job;
    }

    /**
     * Changes the settings of a job.
     *
     * @param  job          the job
     * @param  type         the type that the caller takes it for
     * @param  params       its new settings, among other things
     * @throws ApiException if the request has a fault
     */
    public void update(Job job, JobType type, Map<String, List<String>> params) {
        checkType(job, type);
        checkRegex(params.get(Setting.URL_CRAWL_REGEX.wire()));
        checkRegex(params.get(Setting.URL_PROCESS_REGEX.wire()));
        synchronized (job) {
            job.settings.apply(params);
            job.settingsChanged(now());
        }
    }

    /**
     * Whether some parameters have a setting among them, so that they are more than a question.
     *
     * @param  params the parameters
     * @return        true if there is one
     */
    public static boolean hasSettings(Map<String, List<String>> params) {
        for (Setting setting : Setting.values()) {
            if (params.containsKey(setting.wire())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Pauses or resumes a job.
     *
     * @param job the job
     * @param on  whether to pause
     */
    public void pause(Job job, boolean on) {
        job.pause(on);
    }

    /**
     * Drops what a job has done and begins again.
     *
     * @param job the job
     */
    public void restart(Job job) {
        job.restart(now());
        events.add(job, clock.now(), "restarted");
    }

    /**
     * Begins a round at once.
     *
     * @param job the job
     */
    public void startRound(Job job) {
        job.forceRound(now());
        events.add(job, clock.now(), "round started");
    }

    /**
     * Deletes a job and its data.
     *
     * @param job the job
     */
    public void delete(Job job) {
        store.remove(job);
        events.add(job, clock.now(), "deleted");
        store.list(job.token()).stream().filter(Job::isNew).forEach(engine::poke);
    }

    /**
     * Lets the engine see to a job, once the answer to the call that changed it is written.
     *
     * @param job the job
     */
    public void carryOn(Job job) {
        events.note(job, clock.now());
        engine.poke(job);
    }

    /**
     * Makes a finished bulk job whose records come from elsewhere.
     *
     * @param  token   its token
     * @param  name    its name
     * @param  records its data
     * @param  rows    its URL report
     * @return         the job
     */
    public Job finished(String token, String name, Records records, UrlRows rows) {
        Job job = store.getOrCreate(token, name, () -> create(token, name, JobType.BULK));
        job.finishWith(records, rows, now());
        return job;
    }

    /**
     * Makes a finished bulk job with records.
     *
     * @param  token   its token
     * @param  name    its name
     * @param  records JSON objects, oldest first
     * @return         the job
     */
    public Job finished(String token, String name, Iterator<String> records) {
        StoredRecords stored = new StoredRecords(options.memory());
        while (records.hasNext()) {
            stored.add(records.next().getBytes(StandardCharsets.UTF_8));
        }
        return finished(token, name, stored, new StoredRows(0));
    }

    private Job create(String token, String name, JobType type) {
        if (plan.maxJobs() > 0 && store.count(token) >= plan.maxJobs()) {
            throw ApiException.of(505, "Too many collections for token");
        }
        JobSettings settings = new JobSettings(type);
        settings.apply(Map.of(Setting.API_URL.wire(), List.of(baseUrl + "/analyze")));
        return new Job(token, name, type, settings, options, now());
    }

    private static void checkType(Job job, JobType type) {
        if (job.type() != type) {
            throw ApiException.of(500,
                    "Job name/type mismatch. Job name has already been used for a crawl or bulk job.");
        }
    }

    private static void checkRegex(List<String> values) {
        for (String value : values == null ? List.<String> of() : values) {
            try {
                Pattern.compile(value);
            } catch (PatternSyntaxException e) {
                throw ApiException.bare(500, "Invalid regular expression: " + value);
            }
        }
    }

    private long now() {
        return clock.now().toEpochMilli();
    }
}
