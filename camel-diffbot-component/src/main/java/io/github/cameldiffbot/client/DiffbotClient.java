/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;
import org.apache.hc.client5.http.classic.HttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls Diffbot's Bulk Extract, Crawl and Search APIs. Calls that fail are made again where that is safe, and all calls
 * of a client share one rate limit. Safe for use by many threads; starts none itself.
 * <p>
 * Every method throws a {@link DiffbotException}, by whose class the kinds of trouble are told apart, and
 * {@link IllegalArgumentException} when the call cannot be made. The type <code>job</code> stands for whichever job has
 * the name, at the price of a call that finds out.
 */
public final class DiffbotClient {

    private static final Logger LOG = LoggerFactory.getLogger(DiffbotClient.class);

    private final ClientSettings settings;
    private final Caller caller;

    /**
     * @param httpClient asked for each call. Its own retries should be off: it does not know which calls are safe
     */
    public DiffbotClient(ClientSettings settings, Supplier<HttpClient> httpClient) {
        this.settings = settings;
        this.caller = new Caller(settings, httpClient);
    }

    /**
     * What this client has done so far.
     */
    public CallStatistics statistics() {
        return caller.statistics();
    }

    /**
     * Masks a text as if it were the token, in the jobs and errors that this client gives from now on: a job's
     * <code>notifyWebhook</code>, for one, shows the secret of the one that is called.
     */
    public void conceal(String secret) {
        caller.secrets().add(secret);
    }

    /**
     * All jobs of the token, bulk jobs and crawls.
     */
    public List<Job> list() {
        Call call = Call.get("list", null, "/bulk", new FormParameters(), Safety.READ, settings.requestTimeout());
        return caller.run(call, answer -> JobAnswers.all(call, answer));
    }

    /**
     * A job. It can be of the other type where the server does not mind which it is asked for.
     *
     * @throws DiffbotNoSuchJobException when there is none
     * @throws DiffbotJobExistsException when the server does mind
     */
    public Job status(JobType type, String name) {
        if (type == JobType.job) {
            return find(type, name).orElseThrow(() -> noSuchJob("status", name));
        }
        Call call = Call.get("status", name, path(type), named(name), Safety.READ, settings.requestTimeout());
        return caller.run(call, answer -> JobAnswers.named(call, answer));
    }

    /**
     * A job, if there is one of that name; see {@link #status(JobType, String)}.
     */
    public Optional<Job> find(JobType type, String name) {
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
    public JobForm prepare(String operation, JobType type, String name, FormParameters parameters, UrlSource urls) {
        if (type == JobType.job) {
            throw new IllegalArgumentException(
                    "A job is created and updated as bulk or crawl: use diffbot:bulk or diffbot:crawl");
        }
        return new JobForm(
                type, name, urls != null, new FormBody(operation, requireName(name), listName(type), parameters, urls));
    }

    /**
     * The request that would be sent, without the token: its method and address, the parameters, how many URLs there
     * are and the first of them. Nothing is sent.
     */
    public Map<String, Object> preview(JobForm form) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("method", "POST");
        request.put("url", settings.baseUrl() + path(form.type()));
        // a webhook's URL has its secret in it
        request.put("parameters", new TokenMask(settings.token().get(), caller.secrets()).maskJob(form.body().parameters()));
        if (form.hasUrls()) {
            request.putAll(form.body().urls());
        }
        return request;
    }

    /**
     * Creates a job. The caller has made sure that there is none of that name: Diffbot would add to it, and when an
     * answer is lost, a job of that name is taken for the one that was to be created.
     *
     * @throws DiffbotOutcomeUnknownException when the answer was lost, and looking for the job failed too
     */
    public Job create(JobForm form) {
        if (!form.hasUrls()) {
            throw new IllegalArgumentException(
                    "Diffbot create of job '" + form.name()
                                               + "' needs URLs: give them in the body or in the header CamelDiffbotUrls");
        }
        Call call = Call.post("create", form.name(), path(form.type()), form.body(), Safety.CREATE, settings.requestTimeout());
        Job job = caller.run(call, answer -> JobAnswers.changed(call, answer), () -> lookUp(call, form.type(), form.name()));
        return orStatus(job, form.type(), form.name());
    }

    /**
     * Adds URLs to a job, changes settings of it, or both.
     *
     * @throws DiffbotOutcomeUnknownException when URLs were sent and the answer was lost: they are not sent again,
     *                                        because they could be added, and paid, twice
     */
    public Job update(JobForm form) {
        Safety safety = form.hasUrls() ? Safety.ONCE : Safety.REPEATABLE;
        Call call = Call.post("update", form.name(), path(form.type()), form.body(), safety, settings.requestTimeout());
        Job job = caller.run(call, answer -> JobAnswers.changed(call, answer));
        return orStatus(job, form.type(), form.name());
    }

    /**
     * Pauses a job.
     */
    public Job pause(JobType type, String name) {
        return control("pause", type, name, "pause", 1, Safety.REPEATABLE);
    }

    /**
     * Lets a paused job go on.
     */
    public Job resume(JobType type, String name) {
        return control("resume", type, name, "pause", 0, Safety.REPEATABLE);
    }

    /**
     * Throws a job's data away and starts it anew.
     *
     * @throws DiffbotOutcomeUnknownException when the answer was lost: it is not sent again, because it could throw new
     *                                        data away
     */
    public Job restart(JobType type, String name) {
        return control("restart", type, name, "restart", 1, Safety.ONCE);
    }

    /**
     * Starts a job's next round now.
     *
     * @throws DiffbotOutcomeUnknownException when the answer was lost: it is not sent again, because that could start,
     *                                        and cost, two rounds
     */
    public Job startRound(JobType type, String name) {
        return control("startRound", type, name, "roundStart", 1, Safety.ONCE);
    }

    /**
     * Deletes a job and its data.
     */
    public void delete(JobType type, String name) {
        JobType kind = kind("delete", type, name);
        Call call = Call.get("delete", name, path(kind), named(name).put("delete", 1), Safety.REPEATABLE,
                settings.requestTimeout());
        caller.run(call, answer -> JobAnswers.changed(call, answer));
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
        return new FileDownload(caller, dataCall(type, name, format, num), target);
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
        return new FileDownload(caller, urlReportCall(type, name, num), target);
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
        Call call = Call.get("search", collection, "/search", parameters, Safety.READ, settings.dataTimeout());
        return open(call);
    }

    /**
     * Asks for something that is not there yet, until an answer is good enough: as often, and with the waits, that a
     * call is made again with.
     *
     * @return the last answer, good enough or not
     */
    public <T> T askAgain(String operation, String name, Supplier<T> question, Predicate<T> goodEnough) {
        return new Patience(caller.maxRetries(), caller.backoff()).ask(operation, name, question, goodEnough);
    }

    private Job control(String operation, JobType type, String name, String parameter, int value, Safety safety) {
        JobType kind = kind(operation, type, name);
        Call call = Call.get(operation, name, path(kind), named(name).put(parameter, value), safety,
                settings.requestTimeout());
        return orStatus(caller.run(call, answer -> JobAnswers.changed(call, answer)), kind, name);
    }

    private Call dataCall(JobType type, String name, String format, Integer num) {
        return download("data", type, name, new FormParameters().put("format", format).put("num", num));
    }

    private Call urlReportCall(JobType type, String name, Integer num) {
        return download("urlReport", type, name, new FormParameters().put("type", "urls").put("num", num));
    }

    private Call download(String operation, JobType type, String name, FormParameters options) {
        JobType kind = kind(operation, type, name);
        FormParameters query = named(name);
        options.forEach(query::put);
        return Call.get(operation, name, path(kind) + "/data", query, Safety.READ, settings.dataTimeout())
                .followingRedirects();
    }

    private ResultStream open(Call call) {
        return caller.run(call, answer -> Downloads.open(call, answer, statistics()));
    }

    private Optional<Job> lookUp(Call call, JobType type, String name) {
        Optional<Job> found = find(type, name);
        found.filter(job -> JobType.of(job.getType()) != JobType.job && !type.includes(job.getType())).ifPresent(job -> {
            throw new DiffbotJobExistsException(
                    call.failure("a " + job.getType() + " job has this name", "Use another jobName"));
        });
        return found;
    }

    // a change that is confirmed without the job
    private Job orStatus(Job job, JobType type, String name) {
        if (job != null) {
            return job;
        }
        try {
            return status(type, name);
        } catch (DiffbotException e) {
            // the change was confirmed; an error here would have it sent, and paid, again
            LOG.warn("The change of job '{}' was carried out, but its status could not be read: {}", name, e.getMessage());
            return Job.of(Map.of("name", name, "type", type.name()));
        }
    }

    private JobType kind(String operation, JobType type, String name) {
        requireName(name);
        if (type != JobType.job) {
            return type;
        }
        Job found = find(type, name).orElseThrow(() -> noSuchJob(operation, name));
        return JobType.of(found.getType()) == JobType.crawl ? JobType.crawl : JobType.bulk;
    }

    private static DiffbotNoSuchJobException noSuchJob(String operation, String name) {
        return new DiffbotNoSuchJobException(
                Failure.of(operation, name, "there is no such job, neither bulk nor crawl", "Check the job's name"));
    }

    private static String path(JobType type) {
        return type == JobType.crawl ? "/crawl" : "/bulk";
    }

    private static String listName(JobType type) {
        return type == JobType.crawl ? "seeds" : "urls";
    }

    private static FormParameters named(String name) {
        return new FormParameters().put("name", requireName(name));
    }

    // without a name, what is meant for one job would be said to all
    private static String requireName(String name) {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException(
                    "A job's name is needed: give it as jobName in the endpoint or in the header CamelDiffbotJobName");
        }
        return name;
    }
}
