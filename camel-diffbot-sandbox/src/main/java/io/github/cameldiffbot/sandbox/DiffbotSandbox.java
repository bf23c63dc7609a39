/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

import io.github.cameldiffbot.sandbox.internal.account.Ledger;
import io.github.cameldiffbot.sandbox.internal.api.ApiDependencies;
import io.github.cameldiffbot.sandbox.internal.api.ApiHandler;
import io.github.cameldiffbot.sandbox.internal.api.Credits;
import io.github.cameldiffbot.sandbox.internal.api.JobService;
import io.github.cameldiffbot.sandbox.internal.api.PlannedFaults;
import io.github.cameldiffbot.sandbox.internal.api.StateStorage;
import io.github.cameldiffbot.sandbox.internal.crawl.PageCrawler;
import io.github.cameldiffbot.sandbox.internal.engine.Job;
import io.github.cameldiffbot.sandbox.internal.engine.JobClock;
import io.github.cameldiffbot.sandbox.internal.engine.JobLog;
import io.github.cameldiffbot.sandbox.internal.engine.JobOptions;
import io.github.cameldiffbot.sandbox.internal.engine.JobRegistry;
import io.github.cameldiffbot.sandbox.internal.fetch.FetchLimits;
import io.github.cameldiffbot.sandbox.internal.fetch.Fetcher;
import io.github.cameldiffbot.sandbox.internal.format.JobJson;
import io.github.cameldiffbot.sandbox.internal.http.LoopbackServer;
import io.github.cameldiffbot.sandbox.internal.journal.RequestJournal;
import io.github.cameldiffbot.sandbox.internal.runner.EventLog;
import io.github.cameldiffbot.sandbox.internal.runner.JobRunner;
import io.github.cameldiffbot.sandbox.internal.runner.Notifier;
import io.github.cameldiffbot.sandbox.internal.runner.RecentList;
import io.github.cameldiffbot.sandbox.internal.site.DemoSite;
import io.github.cameldiffbot.sandbox.internal.store.GeneratedData;
import io.github.cameldiffbot.sandbox.internal.store.StateFile;
import io.github.cameldiffbot.sandbox.internal.store.StateLog;
import io.github.cameldiffbot.sandbox.model.CreditUse;
import io.github.cameldiffbot.sandbox.model.RecordedRequest;
import io.github.cameldiffbot.sandbox.model.SandboxNotification;
import io.github.cameldiffbot.sandbox.model.SandboxPlan;
import io.github.cameldiffbot.sandbox.model.WebhookBehaviour;
import org.jspecify.annotations.Nullable;

/**
 * A local Diffbot: bulk and crawl jobs that fetch and extract real pages, behind Diffbot's API. It listens on loopback
 * only. By default it fetches from loopback only, and it serves a small demo site.
 */
public final class DiffbotSandbox implements AutoCloseable {

    private final String token;
    private final JobRegistry jobs = new JobRegistry();
    private final RequestJournal journal = new RequestJournal();
    private final PlannedFaults faults = new PlannedFaults();
    private final EventLog events = new EventLog();
    private final RecentList<SandboxNotification> outbox = new RecentList<>();
    private final JobClock clock;
    private final Fetcher fetcher;
    private final JobRunner runner;
    private final JobService service;
    private final JobJson json;
    private final LoopbackServer server;
    private final DemoSite site;
    private final StateStorage state;
    private final @Nullable StateLog log;
    private final Ledger ledger = new Ledger();

    DiffbotSandbox(SandboxBuilder builder) {
        log = builder.state == null ? null : StateLog.open(builder.state);
        JobOptions options = builder.jobOptions(log == null ? JobLog.NONE : log, ledger);
        StateFile.Content saved = log == null ? StateFile.Content.NONE : log.load(options);
        token = builder.token != null ? builder.token
                : saved.token() != null ? saved.token() : SandboxDefaults.randomToken();
        clock = new JobClock(builder.clock);
        // the server starts first, because the handler writes its port into responses
        CompletableFuture<ApiHandler> handler = new CompletableFuture<>();
        try {
            server = LoopbackServer.start(builder.ports(), exchange -> handler.join().handle(exchange), "diffbot-sandbox-api");
        } catch (RuntimeException e) {
            closeLog();
            throw e;
        }
        try {
            site = DemoSite.start(builder.sitePorts());
        } catch (RuntimeException e) {
            server.close();
            closeLog();
            throw e;
        }
        json = new JobJson(baseUrl(), builder.legacy);
        FetchLimits limits = builder.fetchLimits();
        fetcher = new Fetcher(limits);
        runner = new JobRunner(
                jobs, clock, builder.runnerOptions(), events, fetcher, new PageCrawler(fetcher, clock, builder.legacy),
                new Notifier(limits.allowed(), outbox, json));
        Credits credits = new Credits(ledger, clock, entry -> {
            if (log != null) {
                log.charged(entry);
            }
        });
        service = new JobService(jobs, runner, clock, options, baseUrl(), events, credits);
        service.setPlan(builder.plan);
        state = new StateStorage(new StateFile(options, token), log, jobs, runner, clock, ledger);
        fail(builder.faults);
        if (log != null) {
            log.token(token);
            clock.onMove(log::moved);
            state.use(saved, () -> {
            });
        }
        handler.complete(new ApiHandler(
                builder.apiOptions(token), new ApiDependencies(
                        jobs, service, runner, fetcher, clock, json, events, outbox, journal, faults,
                        FaultReader::plans, state, site.uri(), credits, this::reset)));
    }

    /** Starts a sandbox with the default settings on a free port. */
    public static DiffbotSandbox start() {
        return builder().start();
    }

    /** Returns a builder with the default settings. */
    public static SandboxBuilder builder() {
        return new SandboxBuilder();
    }

    /** Returns the URL of the API, which replaces {@code https://api.diffbot.com/v3}. */
    public String baseUrl() {
        return "http://127.0.0.1:" + port() + "/v3";
    }

    /** Returns the root of the demo site, which has a port of its own. */
    public URI demoSite() {
        return site.uri();
    }

    /** Returns the articles and products of the demo site. */
    public List<URI> demoPages() {
        return site.extractablePages();
    }

    /** Returns the default token, which is always accepted. It is another one at each start unless it was set. */
    public String token() {
        return token;
    }

    /** Returns the port of the API. */
    public int port() {
        return server.port();
    }

    /** Returns the clock of the jobs. */
    public SandboxClock clock() {
        return new SandboxClock(clock, runner.virtualTime());
    }

    /** Returns a job of the default token, or null if there is no job of this name. */
    public @Nullable SandboxJob job(String name) {
        service.removeExpired();
        Job job = jobs.get(token, name);
        return job == null ? null : handle(job);
    }

    /**
     * Returns the last 10,000 requests to the API, oldest first; fewer if they have more than 16 million characters.
     */
    public List<RecordedRequest> requests() {
        return journal.requests();
    }

    /** Returns those of the last 10,000 requests to the API that meet a condition, oldest first. */
    public List<RecordedRequest> requests(Predicate<RecordedRequest> condition) {
        return journal.requests().stream().filter(condition).toList();
    }

    /** Returns the last 1,000 notifications of the jobs, oldest first. */
    public List<SandboxNotification> outbox() {
        return outbox.list();
    }

    /** Returns the credits that the default token has used, by job and day, in the order of their first page. */
    public List<CreditUse> ledger() {
        return ledger.uses(token);
    }

    /**
     * Creates a finished bulk job of the default token whose data is generated when it is read, so that any number of
     * records takes no memory.
     *
     * @param count          number of records
     * @param bytesPerRecord length of each record, at least about 500 bytes
     */
    public SandboxJob generate(String name, long count, int bytesPerRecord) {
        return handle(service.createFinished(
                token, name, new GeneratedData(token, name, count, bytesPerRecord, clock.now().getEpochSecond())));
    }

    /**
     * Creates a finished bulk job of the default token with given records.
     *
     * @param records JSON objects, oldest first
     */
    public SandboxJob finished(String name, Iterator<String> records) {
        return handle(service.createFinished(token, name, records));
    }

    /** Removes all jobs, requests, faults and charges, and releases held work. Port, clock and plan stay the same. */
    public void reset() {
        jobs.removeAll();
        ledger.replaceAll(List.of());
        journal.clear();
        faults.clear();
        events.clear();
        outbox.clear();
        runner.setWebhooks(WebhookBehaviour.DOCUMENTED);
        runner.setMaintenance(false);
        runner.setHeld(false);
    }

    /** Holds back all pages: jobs accept calls, but running jobs stay at status 7. */
    public void hold() {
        runner.setHeld(true);
    }

    /** Ends {@link #hold()}. */
    public void release() {
        runner.setHeld(false);
    }

    /** Starts or ends maintenance, in which all jobs show status 8 and do not work. */
    public void maintenance(boolean on) {
        runner.setMaintenance(on);
    }

    /** Adds a fault. Faults are tried in the order of their addition. */
    public void fail(Fault fault) {
        faults.add(fault.plan());
    }

    /**
     * Adds faults in YAML or JSON.
     *
     * @param  yaml                     a list of faults
     * @throws IllegalArgumentException if the text is invalid
     */
    public void fail(String yaml) {
        FaultReader.plans(yaml).forEach(faults::add);
    }

    /** Removes all faults. */
    public void clearFaults() {
        faults.clear();
    }

    /** Sets the limits of all accounts. */
    public void plan(SandboxPlan limits) {
        service.setPlan(limits);
    }

    /** Sets how webhooks are called until the next {@link #reset}. */
    public void webhooks(WebhookBehaviour behaviour) {
        runner.setWebhooks(behaviour);
    }

    /**
     * Saves all jobs with their settings, progress and data to a file, each as it is at one moment.
     *
     * @throws UncheckedIOException if the file cannot be written
     */
    public void save(Path file) {
        state.save(file);
    }

    /**
     * Replaces all jobs with those of a saved file. Rounds that were in progress continue. Jobs of the default token of
     * that sandbox become jobs of the default token of this one. A virtual clock moves to the time of the file, unless
     * it is later.
     *
     * @throws IllegalArgumentException if the file cannot be read, is damaged, or has another format
     */
    public void load(Path file) {
        state.load(file);
    }

    @Override
    public void close() {
        server.close();
        runner.close();
        fetcher.close();
        site.close();
        closeLog();
    }

    private void closeLog() {
        if (log != null) {
            log.close();
        }
    }

    private SandboxJob handle(Job job) {
        return new SandboxJob(job, json, clock, runner);
    }
}
