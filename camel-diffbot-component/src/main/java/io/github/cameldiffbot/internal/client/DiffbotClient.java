/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.error.DiffbotJobExistsException;
import io.github.cameldiffbot.error.DiffbotNoSuchJobException;
import io.github.cameldiffbot.error.DiffbotOutcomeUnknownException;
import io.github.cameldiffbot.internal.client.form.FormBody;
import io.github.cameldiffbot.internal.client.form.FormParameters;
import io.github.cameldiffbot.internal.client.form.JobSubmission;
import io.github.cameldiffbot.internal.client.form.UrlSource;
import io.github.cameldiffbot.internal.client.http.ApiExecutor;
import io.github.cameldiffbot.internal.client.http.Call;
import io.github.cameldiffbot.internal.client.http.CallStatistics;
import io.github.cameldiffbot.internal.client.http.ClientSettings;
import io.github.cameldiffbot.internal.client.http.Idempotency;
import io.github.cameldiffbot.internal.client.http.ResultStream;
import io.github.cameldiffbot.internal.client.http.SecretMasker;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;
import org.apache.hc.client5.http.classic.HttpClient;

/**
 * Calls Diffbot's Bulk Extract, Crawl and Search APIs. Calls that fail are made again where that is safe, and all calls
 * of a client share one rate limit. Safe for use by many threads; starts none itself.
 * <p>
 * Every method throws a {@link DiffbotException}, by whose class the kinds of trouble are told apart, and
 * {@link IllegalArgumentException} when the call cannot be made. The type <code>job</code> stands for whichever job has
 * the name, at the price of a call that finds out.
 */
public final class DiffbotClient {

    // longer than any answer that is not in trouble takes
    private static final Duration MAX_PROBE_TIMEOUT = Duration.ofSeconds(5);

    private final ClientSettings settings;
    private final ApiExecutor executor;
    private final JobReads reads;
    private final JobChanges changes;

    /**
     * @param httpClient asked for each call. Its own retries should be off: it does not know which calls are safe
     */
    public DiffbotClient(ClientSettings settings, Supplier<HttpClient> httpClient) {
        this(settings, httpClient, httpClient);
    }

    /**
     * The same with connections for downloads that other calls do not have to wait for.
     *
     * @param calls     the HttpClient for all calls but downloads
     * @param downloads the HttpClient for downloads, each of which keeps a connection for as long as it is read
     */
    public DiffbotClient(ClientSettings settings, Supplier<HttpClient> calls, Supplier<HttpClient> downloads) {
        this.settings = settings;
        this.executor = new ApiExecutor(settings, calls, downloads);
        this.reads = new JobReads(executor);
        this.changes = new JobChanges(executor, reads);
    }

    /**
     * What this client has done so far.
     */
    public CallStatistics statistics() {
        return executor.statistics();
    }

    /**
     * Masks a text as if it were the token, in the jobs and errors that this client gives from now on: a job's
     * <code>notifyWebhook</code>, for one, shows the secret of the one that is called.
     */
    public void addSecret(String secret) {
        executor.secrets().add(secret);
    }

    /**
     * All jobs of the token, bulk jobs and crawls.
     */
    public List<Job> list() {
        return reads.list();
    }

    /**
     * A job. It can be of the other type where the server does not mind which it is asked for.
     *
     * @throws DiffbotNoSuchJobException when there is none
     * @throws DiffbotJobExistsException when the server does mind
     */
    public Job status(JobType type, String name) {
        return reads.status(type, name);
    }

    /**
     * A job, if there is one of that name; see {@link #status(JobType, String)}.
     */
    public Optional<Job> find(JobType type, String name) {
        return reads.find(type, name);
    }

    /**
     * A job whose creation had an unknown outcome, if it is there or appears while that can be expected.
     *
     * @param age how long ago it was submitted
     */
    public Optional<Job> findLate(JobType type, String name, Duration age) {
        return reads.findFor(settings.grace().minus(age), type, name);
    }

    /**
     * Asks for a job that need not be there, to see whether Diffbot answers: once, and without waiting for long. The
     * statistics have the outcome.
     *
     * @throws DiffbotException what went wrong
     */
    public void probe(String name) {
        Duration readTimeout = settings.requestTimeout();
        Duration timeout
                = readTimeout.isZero() || readTimeout.compareTo(MAX_PROBE_TIMEOUT) > 0 ? MAX_PROBE_TIMEOUT : readTimeout;
        Call call = Call.get("status", name, JobReads.path(JobType.bulk), JobReads.nameParameter(name), Idempotency.SAFE,
                timeout);
        ApiExecutor withoutRetries = executor.withoutRetries(MAX_PROBE_TIMEOUT);
        try {
            withoutRetries.execute(call, response -> JobResponseParser.parseNamed(call, response));
        } catch (DiffbotNoSuchJobException e) {
            // that is an answer
        }
    }

    /**
     * Checks what is to be created or updated, before anything is sent.
     *
     * @param  operation                <code>create</code> or <code>update</code>, for messages
     * @param  type                     bulk or crawl
     * @param  parameters               the settings; may be null
     * @param  urls                     the URLs or seeds, read and closed by what is returned; may be null for an
     *                                  update
     * @throws IllegalArgumentException when there are no usable URLs, or one is bad
     */
    public JobSubmission prepare(String operation, JobType type, String name, FormParameters parameters, UrlSource urls) {
        if (type == JobType.job) {
            throw new IllegalArgumentException(
                    "A job is created and updated as bulk or crawl: use diffbot:bulk or diffbot:crawl");
        }
        return new JobSubmission(
                type, name, urls != null,
                new FormBody(operation, JobReads.requireName(name), listName(type), parameters, urls));
    }

    /**
     * The request that would be sent, without the token: its method and address, the parameters, how many URLs there
     * are and the first of them. Nothing is sent.
     */
    public Map<String, Object> preview(JobSubmission form) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("method", "POST");
        request.put("url", settings.baseUrl() + JobReads.path(form.type()));
        // a webhook's URL has its secret in it
        request.put("parameters",
                new SecretMasker(settings.token().get(), executor.secrets()).maskJob(form.body().parameters()));
        if (form.hasUrls()) {
            request.putAll(form.body().urls());
        }
        return request;
    }

    /**
     * Creates a job. The caller has made sure that there is none of that name: Diffbot would add to it, and when an
     * answer is lost, a job of that name is taken for the one that was to be created.
     *
     * @throws DiffbotOutcomeUnknownException when the answer was lost, and looks for the job did not show what became
     *                                        of it
     */
    public Job create(JobSubmission form) {
        return create(form, null);
    }

    /**
     * The same for a name whose job was deleted just before.
     *
     * @param replaced that job, which Diffbot may still show for a moment; null for none
     */
    public Job create(JobSubmission form, Job replaced) {
        if (!form.hasUrls()) {
            throw new IllegalArgumentException(
                    "Diffbot create of job '" + form.name()
                                               + "' needs URLs: give them in the body or in the header CamelDiffbotUrls");
        }
        return changes.create(form, replaced);
    }

    /**
     * Adds URLs to a job, changes settings of it, or both.
     *
     * @throws DiffbotOutcomeUnknownException when URLs were sent and the answer was lost or is not understood: they are
     *                                        not sent again, because they could be added, and paid, twice
     */
    public Job update(JobSubmission form) {
        return changes.update(form);
    }

    /**
     * Pauses a job.
     */
    public Job pause(JobType type, String name) {
        return changes.pause(type, name, null);
    }

    /**
     * Pauses a job, and not another one that gets its name meanwhile.
     *
     * @param job as it was looked up
     */
    public Job pause(Job job) {
        return changes.pause(JobReads.typeOf(job), job.getName(), job);
    }

    /**
     * Lets a paused job go on.
     */
    public Job resume(JobType type, String name) {
        return changes.resume(type, name, null);
    }

    /**
     * Lets a paused job go on, and not another one that gets its name meanwhile.
     *
     * @param job as it was looked up
     */
    public Job resume(Job job) {
        return changes.resume(JobReads.typeOf(job), job.getName(), job);
    }

    /**
     * Throws a job's data away and starts it anew.
     *
     * @throws DiffbotOutcomeUnknownException when the answer was lost or is not understood: it is not sent again,
     *                                        because it could throw new data away
     */
    public Job restart(JobType type, String name) {
        return changes.restart(type, name);
    }

    /**
     * Starts a job's next round now.
     *
     * @throws DiffbotOutcomeUnknownException when the answer was lost or is not understood: it is not sent again,
     *                                        because that could start, and cost, two rounds
     */
    public Job startRound(JobType type, String name) {
        return changes.startRound(type, name);
    }

    /**
     * Deletes a job and its data.
     */
    public void delete(JobType type, String name) {
        changes.delete(type, name, null);
    }

    /**
     * Deletes a job and its data, and not another one that gets its name meanwhile.
     *
     * @param job as it was looked up
     */
    public void delete(Job job) {
        changes.delete(JobReads.typeOf(job), job.getName(), job);
    }

    /**
     * What a job has extracted so far. To be closed.
     *
     * @param format <code>json</code> or <code>csv</code>; null for Diffbot's default, which is <code>json</code>
     * @param num    how many records at most; null for all
     */
    public ResultStream data(JobType type, String name, String format, Integer num) {
        return open(dataCall(type, name, format, num));
    }

    /**
     * The same into a file, and that complete.
     */
    public FileDownload data(JobType type, String name, String format, Integer num, FileTarget target) {
        return new FileDownload(executor, dataCall(type, name, format, num), target);
    }

    /**
     * What became of each URL of a job, as CSV. To be closed.
     *
     * @param num how many rows at most; null for all
     */
    public ResultStream urlReport(JobType type, String name, Integer num) {
        return open(urlReportCall(type, name, num));
    }

    /**
     * The same into a file, and that complete.
     */
    public FileDownload urlReport(JobType type, String name, Integer num, FileTarget target) {
        return new FileDownload(executor, urlReportCall(type, name, num), target);
    }

    /**
     * One page of what a search in the records of jobs finds. To be closed.
     *
     * @param collection the name of the job to search in; null for all jobs
     * @param start      how many records to leave out
     * @param num        how many records at most
     */
    public ResultStream search(String collection, String query, int start, int num) {
        if (query == null || query.isBlank()) {
            throw new IllegalArgumentException(
                    "A search needs a query: give the option query or the header CamelDiffbotQuery");
        }
        FormParameters parameters = new FormParameters().put("col", collection).put("query", query)
                .put("start", start).put("num", num);
        return open(Call.download("search", collection, "/search", parameters, settings.dataTimeout()));
    }

    /**
     * Asks for something that is not there yet, until an answer is good enough: as often, and with the waits, that a
     * call is made again with.
     *
     * @return the last answer, good enough or not
     */
    public <T> T retryUntil(String operation, String name, Supplier<T> supplier, Predicate<T> accepted) {
        return executor.retryUntil().run(operation, name, supplier, accepted);
    }

    private Call dataCall(JobType type, String name, String format, Integer num) {
        return download("data", type, name, new FormParameters().put("format", format).put("num", num));
    }

    private Call urlReportCall(JobType type, String name, Integer num) {
        return download("urlReport", type, name, new FormParameters().put("type", "urls").put("num", num));
    }

    private Call download(String operation, JobType type, String name, FormParameters options) {
        JobType kind = resolveType(operation, type, name);
        FormParameters query = JobReads.nameParameter(name);
        options.forEach(query::put);
        return Call.download(operation, name, JobReads.path(kind) + "/data", query, settings.dataTimeout())
                .withRedirects();
    }

    private ResultStream open(Call call) {
        return executor.execute(call, response -> ResultStreamOpener.open(call, response, statistics()));
    }

    private JobType resolveType(String operation, JobType type, String name) {
        JobReads.requireName(name);
        if (type != JobType.job) {
            return type;
        }
        return JobReads.typeOf(reads.find(type, name).orElseThrow(() -> JobReads.noSuchJob(operation, name)));
    }

    private static String listName(JobType type) {
        return type == JobType.crawl ? "seeds" : "urls";
    }
}
