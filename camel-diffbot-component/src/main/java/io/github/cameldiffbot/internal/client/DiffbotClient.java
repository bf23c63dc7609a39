/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.error.DiffbotNoSuchJobException;
import io.github.cameldiffbot.internal.client.form.JobSubmission;
import io.github.cameldiffbot.internal.client.http.ApiExecutor;
import io.github.cameldiffbot.internal.client.http.Call;
import io.github.cameldiffbot.internal.client.http.CallStatistics;
import io.github.cameldiffbot.internal.client.http.ClientSettings;
import io.github.cameldiffbot.internal.client.http.Idempotency;
import io.github.cameldiffbot.internal.client.http.RequestsInProgress;
import io.github.cameldiffbot.internal.client.http.RetryingCall;
import io.github.cameldiffbot.internal.client.http.SecretMasker;
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
    private final AccountCache account;

    /**
     * Turn off the retries of both HttpClients: they do not know which calls are safe.
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
        this.account = new AccountCache(new AccountReader(executor)::read, System::nanoTime);
    }

    public CallStatistics statistics() {
        return executor.statistics();
    }

    public RequestsInProgress requests() {
        return executor.requests();
    }

    /**
     * Masks a secret like the token, in the jobs and errors that this client returns from now on. For example, a job's
     * {@code notifyWebhook} contains the secret of the webhook.
     */
    public void addSecret(String secret) {
        executor.secrets().add(secret);
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
            new RetryingCall<>(withoutRetries, call, response -> JobResponseParser.parseNamed(call, response)).execute();
        } catch (DiffbotNoSuchJobException e) {
            // Diffbot has responded
        }
    }

    /**
     * Returns the request that would be sent, without the token and the URLs: its method and address, and the
     * parameters. Nothing is sent.
     */
    public Map<String, Object> preview(JobSubmission form) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("method", "POST");
        request.put("url", settings.baseUrl() + JobReads.path(form.type()));
        // a webhook's URL has its secret in it
        request.put("parameters",
                new SecretMasker(settings.token().get(), executor.secrets()).maskJob(form.parameters()));
        return request;
    }

    public JobReads reads() {
        return reads;
    }

    public JobChanges changes() {
        return changes;
    }

    public JobDownloads downloads() {
        return downloads;
    }

    public AccountCache account() {
        return account;
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
