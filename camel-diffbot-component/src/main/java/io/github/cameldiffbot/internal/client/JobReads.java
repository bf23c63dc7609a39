/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.github.cameldiffbot.error.DiffbotJobExistsException;
import io.github.cameldiffbot.error.DiffbotNoSuchJobException;
import io.github.cameldiffbot.error.ErrorDetails;
import io.github.cameldiffbot.internal.client.form.FormParameters;
import io.github.cameldiffbot.internal.client.http.ApiExecutor;
import io.github.cameldiffbot.internal.client.http.Call;
import io.github.cameldiffbot.internal.client.http.Idempotency;
import io.github.cameldiffbot.internal.client.http.RetryingCall;
import io.github.cameldiffbot.internal.watch.JobQueries;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;
import org.jspecify.annotations.Nullable;

/**
 * Calls that read jobs. They throw what the calls of {@link DiffbotClient} throw.
 */
public final class JobReads implements JobQueries {

    private final ApiExecutor executor;
    private final @Nullable String partOf;
    private final @Nullable JobListReader lists;

    JobReads(ApiExecutor executor) {
        this(executor, null, null);
    }

    private JobReads(ApiExecutor executor, @Nullable String partOf, @Nullable JobListReader lists) {
        this.executor = executor;
        this.partOf = partOf;
        this.lists = lists;
    }

    /**
     * Returns reads that are steps of an operation, which their errors name.
     */
    public JobReads partOf(String operation) {
        return new JobReads(executor, operation, lists);
    }

    /**
     * Returns reads for polls: a list keeps the jobs of the list before it in memory, and parses only those that have
     * changed. A poll of a single job frees that memory.
     */
    public JobReads forPolls() {
        return new JobReads(executor, partOf, new JobListReader());
    }

    /**
     * Returns all jobs of the token, bulk jobs and crawls.
     */
    @Override
    public List<Job> list() {
        Call call = Call.get("list", null, "/bulk", new FormParameters(), Idempotency.SAFE,
                executor.settings().requestTimeout()).partOf(partOf);
        return new RetryingCall<>(
                executor, call,
                response -> lists == null ? JobResponseParser.parseAll(call, response) : lists.read(call, response)).read();
    }

    /**
     * Returns a job. It can be of the other type where the server does not mind which it is asked for.
     *
     * @throws DiffbotNoSuchJobException when no job has this name
     * @throws DiffbotJobExistsException when the server does mind
     */
    public Job status(JobType type, String name) {
        if (type == JobType.job) {
            return find(type, name).orElseThrow(() -> noSuchJob("status", name));
        }
        Call call = Call.get("status", name, path(type), nameParameter(name), Idempotency.SAFE,
                executor.settings().requestTimeout()).partOf(partOf);
        return new RetryingCall<>(executor, call, response -> JobResponseParser.parseNamed(call, response)).read();
    }

    /**
     * Returns a job whose creation had an unknown outcome, if it is there or appears while that can be expected.
     *
     * @param age how long ago it was submitted
     */
    public Optional<Job> findLate(JobType type, String name, Duration age) {
        Duration maxDuration = executor.settings().grace().minus(age);
        return maxDuration.isNegative() || maxDuration.isZero()
                ? find(type, name)
                : executor.retryUntil().runFor("status", name, () -> find(type, name), Optional::isPresent, maxDuration);
    }

    /**
     * Returns a job, if there is one of that name; see {@link #status(JobType, String)}.
     */
    @Override
    public Optional<Job> find(JobType type, String name) {
        if (lists != null) {
            lists.forget();
        }
        if (type == JobType.job) {
            Optional<Job> bulk;
            try {
                bulk = find(JobType.bulk, name);
            } catch (DiffbotJobExistsException e) {
                bulk = Optional.empty();
            }
            return bulk.isPresent() ? bulk : find(JobType.crawl, name);
        }
        try {
            return Optional.of(status(type, name));
        } catch (DiffbotNoSuchJobException e) {
            return Optional.empty();
        }
    }

    static DiffbotNoSuchJobException noSuchJob(String operation, String name) {
        return new DiffbotNoSuchJobException(
                ErrorDetails.of(operation, name, "there is no such job, neither bulk nor crawl", "Check the job's name"));
    }

    static String path(JobType type) {
        return type == JobType.crawl ? "/crawl" : "/bulk";
    }

    /**
     * Returns the type whose API has the job.
     */
    static JobType typeOf(Job job) {
        return JobType.of(job.getType()) == JobType.crawl ? JobType.crawl : JobType.bulk;
    }

    static FormParameters nameParameter(String name) {
        return new FormParameters().put("name", FormParameters.requireName(name));
    }
}
