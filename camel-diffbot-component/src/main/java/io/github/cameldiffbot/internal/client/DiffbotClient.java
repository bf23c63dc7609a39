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
import io.github.cameldiffbot.internal.client.form.FormParameters;
import io.github.cameldiffbot.internal.client.form.JobSubmission;
import io.github.cameldiffbot.internal.client.form.UrlSource;
import io.github.cameldiffbot.internal.client.http.ApiExecutor;
import io.github.cameldiffbot.internal.client.http.Call;
import io.github.cameldiffbot.internal.client.http.CallStatistics;
import io.github.cameldiffbot.internal.client.http.ClientSettings;
import io.github.cameldiffbot.internal.client.http.Idempotency;
import io.github.cameldiffbot.internal.client.http.SecretMasker;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;
import org.apache.hc.client5.http.classic.HttpClient;

/**
 * Calls Diffbot's Bulk Extract, Crawl and Search APIs. Calls that fail are made again where that is safe, and all calls
 * of a client share one rate limit. Safe for use by many threads; starts none itself.
 * <p>
 * Every method throws a {@link DiffbotException}, whose class is the kind of the error, and
 * {@link IllegalArgumentException} when the call cannot be made. The type {@code job} stands for whichever job has the
 * name, at the price of a call that finds out.
 */
public final class DiffbotClient {

    // longer than any normal response takes
    private static final Duration MAX_PROBE_TIMEOUT = Duration.ofSeconds(5);

    private final ClientSettings settings;
    private final ApiExecutor executor;
    private final JobReads reads;
    private final JobChanges changes;
    private final JobDownloads downloads;

    /**
     * @param httpClient asked for each call. Its own retries should be off: it does not know which calls are safe
     */
    public DiffbotClient(ClientSettings settings, Supplier<HttpClient> httpClient) {
        this(settings, httpClient, httpClient);
    }

    /**
     * Returns the same with connections for downloads that other calls do not have to wait for.
     *
     * @param calls     the HttpClient for all calls but downloads
     * @param downloads the HttpClient for downloads, each of which keeps a connection for as long as it is read
     */
    public DiffbotClient(ClientSettings settings, Supplier<HttpClient> calls, Supplier<HttpClient> downloads) {
        this.settings = settings;
        this.executor = new ApiExecutor(settings, calls, downloads);
        this.reads = new JobReads(executor);
        this.changes = new JobChanges(executor, reads);
        this.downloads = new JobDownloads(executor, reads);
    }

    /**
     * Returns the statistics of this client.
     */
    public CallStatistics statistics() {
        return executor.statistics();
    }

    /**
     * Masks a secret like the token, in the jobs and errors that this client returns from now on. For example, a job's
     * {@code notifyWebhook} contains the secret of the webhook.
     */
    public void addSecret(String secret) {
        executor.secrets().add(secret);
    }

    /**
     * Returns all jobs of the token, bulk jobs and crawls.
     */
    public List<Job> list() {
        return reads.list();
    }

    /**
     * Returns a job. It can be of the other type where the server does not mind which it is asked for.
     *
     * @throws DiffbotNoSuchJobException when no job has this name
     * @throws DiffbotJobExistsException when the server does mind
     */
    public Job status(JobType type, String name) {
        return reads.status(type, name);
    }

    /**
     * Returns a job, if there is one of that name; see {@link #status(JobType, String)}.
     */
    public Optional<Job> find(JobType type, String name) {
        return reads.find(type, name);
    }

    /**
     * Returns a job whose creation had an unknown outcome, if it is there or appears while that can be expected.
     *
     * @param age how long ago it was submitted
     */
    public Optional<Job> findLate(JobType type, String name, Duration age) {
        return reads.findFor(settings.grace().minus(age), type, name);
    }

    /**
     * Checks that Diffbot responds: reads a job that need not exist, once and with a short timeout. The statistics have
     * the outcome.
     *
     * @throws DiffbotException when the call fails
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
            // Diffbot has responded
        }
    }

    /**
     * Checks what is to be created or updated, before anything is sent.
     *
     * @param  operation                {@code create} or {@code update}, for messages
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
        return new JobSubmission(operation, type, JobReads.requireName(name), parameters, urls);
    }

    /**
     * Returns the request that would be sent, without the token: its method and address, the parameters, how many URLs
     * there are and the first of them. Nothing is sent.
     */
    public Map<String, Object> preview(JobSubmission form) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("method", "POST");
        request.put("url", settings.baseUrl() + JobReads.path(form.type()));
        // a webhook's URL has its secret in it
        request.put("parameters",
                new SecretMasker(settings.token().get(), executor.secrets()).maskJob(form.parameters()));
        if (form.hasUrls()) {
            request.putAll(form.urls());
        }
        return request;
    }

    /**
     * Creates a job. No job may have this name: Diffbot would add URLs to it, and after a lost response an existing job
     * would count as the new one.
     *
     * @throws DiffbotOutcomeUnknownException when the response was lost, and reads of the job did not show the outcome
     */
    public Job create(JobSubmission form) {
        return create(form, null);
    }

    /**
     * Returns the same for a name whose job was deleted just before.
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
     * @throws DiffbotOutcomeUnknownException when URLs were sent and the response was lost or is invalid: they are not
     *                                        sent again, because they could be added, and paid, twice
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
     * Pauses a job, but not another one that has got its name since.
     *
     * @param job the job as it was read
     */
    public Job pause(Job job) {
        return changes.pause(JobReads.typeOf(job), job.getName(), job);
    }

    /**
     * Resumes a paused job.
     */
    public Job resume(JobType type, String name) {
        return changes.resume(type, name, null);
    }

    /**
     * Resumes a paused job, but not another one that has got its name since.
     *
     * @param job the job as it was read
     */
    public Job resume(Job job) {
        return changes.resume(JobReads.typeOf(job), job.getName(), job);
    }

    /**
     * Deletes a job's data and restarts it.
     *
     * @throws DiffbotOutcomeUnknownException when the response was lost or is invalid: it is not sent again, because it
     *                                        could throw new data away
     */
    public Job restart(JobType type, String name) {
        return changes.restart(type, name);
    }

    /**
     * Starts a job's next round now.
     *
     * @throws DiffbotOutcomeUnknownException when the response was lost or is invalid: it is not sent again, because
     *                                        that could start, and cost, two rounds
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
     * @param job the job as it was read
     */
    public void delete(Job job) {
        changes.delete(JobReads.typeOf(job), job.getName(), job);
    }

    /**
     * Returns the calls that download results.
     */
    public JobDownloads downloads() {
        return downloads;
    }

    /**
     * Repeats a read until its result is accepted, with the number and the delays of retries.
     *
     * @return the last result, accepted or not
     */
    public <T> T retryUntil(String operation, String name, Supplier<T> supplier, Predicate<T> accepted) {
        return executor.retryUntil().run(operation, name, supplier, accepted);
    }

}
