/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import io.github.cameldiffbot.internal.client.form.FormParameters;
import io.github.cameldiffbot.internal.client.http.ApiExecutor;
import io.github.cameldiffbot.internal.client.http.Call;
import io.github.cameldiffbot.internal.client.http.ResultStream;
import io.github.cameldiffbot.internal.client.http.RetryingCall;
import io.github.cameldiffbot.job.JobType;
import org.jspecify.annotations.Nullable;

/**
 * Calls that download results: a job's records and URL report, and searches. They throw the same exceptions as
 * {@link DiffbotClient}.
 */
public final class JobDownloads {

    private final ApiExecutor executor;
    private final JobReads reads;

    JobDownloads(ApiExecutor executor, JobReads reads) {
        this.executor = executor;
        this.reads = reads;
    }

    /**
     * Returns a download of the records that a job has extracted so far.
     *
     * @param format {@code json} or {@code csv}; null for Diffbot's default, {@code json}
     * @param num    the maximum number of records; null for all
     */
    public Download data(JobType type, String name, @Nullable String format, @Nullable Integer num) {
        return download("data", type, name, new FormParameters().put("format", format).put("num", num));
    }

    /**
     * Returns a download of the report of a job's URLs as CSV.
     *
     * @param num the maximum number of rows; null for all
     */
    public Download urlReport(JobType type, String name, @Nullable Integer num) {
        return download("urlReport", type, name, new FormParameters().put("type", "urls").put("num", num));
    }

    /**
     * A download that has not begun.
     */
    public record Download(ApiExecutor executor, Call call) {

        /**
         * Opens the stream, which the caller closes.
         */
        public ResultStream open() {
            return new RetryingCall<>(
                    executor, call, response -> ResultStreamOpener.open(call, response, executor.statistics())).read();
        }

        /**
         * Returns the download to a file, which is complete.
         */
        public FileDownload to(FileTarget target) {
            return new FileDownload(executor, call, target);
        }
    }

    /**
     * Opens one page of the results of a search in the records of jobs. The caller closes the stream.
     *
     * @param collection the name of the job to search; null for all jobs
     * @param start      the number of records to skip
     * @param num        the maximum number of records
     */
    public ResultStream search(@Nullable String collection, @Nullable String query, int start, int num) {
        if (query == null || query.isBlank()) {
            throw new IllegalArgumentException("A search needs a query");
        }
        FormParameters parameters = new FormParameters().put("col", collection).put("query", query)
                .put("start", start).put("num", num);
        return new Download(
                executor, Call.download("search", collection, "/search", parameters, executor.settings().dataTimeout()))
                .open();
    }

    private Download download(String operation, JobType type, String name, FormParameters options) {
        JobType kind = resolveType(operation, type, name);
        FormParameters query = JobReads.nameParameter(name);
        options.forEach(query::put);
        return new Download(
                executor,
                Call.download(operation, name, JobReads.path(kind) + "/data", query, executor.settings().dataTimeout()));
    }

    private JobType resolveType(String operation, JobType type, String name) {
        FormParameters.requireName(name);
        if (type != JobType.job) {
            return type;
        }
        return JobReads.typeOf(reads.find(type, name).orElseThrow(() -> JobReads.noSuchJob(operation, name)));
    }
}
