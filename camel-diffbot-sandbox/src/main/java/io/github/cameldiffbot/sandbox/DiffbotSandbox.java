/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

import io.github.cameldiffbot.sandbox.api.ApiServer;
import io.github.cameldiffbot.sandbox.api.FaultReader;
import io.github.cameldiffbot.sandbox.api.SandboxParts;
import io.github.cameldiffbot.sandbox.api.Traffic;
import io.github.cameldiffbot.sandbox.http.HttpServers;
import io.github.cameldiffbot.sandbox.job.EngineOptions;
import io.github.cameldiffbot.sandbox.job.EventLog;
import io.github.cameldiffbot.sandbox.job.GeneratedData;
import io.github.cameldiffbot.sandbox.job.Job;
import io.github.cameldiffbot.sandbox.job.JobClock;
import io.github.cameldiffbot.sandbox.job.JobEngine;
import io.github.cameldiffbot.sandbox.job.JobJson;
import io.github.cameldiffbot.sandbox.job.JobService;
import io.github.cameldiffbot.sandbox.job.JobStore;
import io.github.cameldiffbot.sandbox.job.Outbox;
import io.github.cameldiffbot.sandbox.job.StateFile;
import io.github.cameldiffbot.sandbox.site.DemoSite;

/**
 * A local Diffbot: bulk and crawl jobs that really fetch pages and extract them, behind the API of the real service. It
 * listens on loopback only and, unless told otherwise, fetches from loopback only; a small demo site is there to begin
 * with.
 */
public final class DiffbotSandbox implements AutoCloseable {

    private final String token;
    private final JobStore store = new JobStore();
    private final Traffic traffic = new Traffic();
    private final EventLog events = new EventLog();
    private final Outbox outbox = new Outbox();
    private final JobClock clock;
    private final JobEngine engine;
    private final JobService service;
    private final JobJson json;
    private final HttpServers server;
    private final DemoSite site;
    private final StateFile state;

    private DiffbotSandbox(Builder builder) {
        EngineOptions options = builder.engineOptions();
        token = builder.token;
        clock = new JobClock(options.pace());
        // the port has to be known before those can be made who write it into their answers
        CompletableFuture<ApiServer> api = new CompletableFuture<>();
        server = HttpServers.start(builder.port, exchange -> api.join().handle(exchange), "diffbot-sandbox-api");
        json = new JobJson(baseUrl(), builder.legacy);
        engine = new JobEngine(store, clock, options, json, events, outbox);
        service = new JobService(store, engine, clock, options, baseUrl(), events);
        service.plan(builder.plan);
        state = new StateFile(store, engine, clock, options);
        FaultReader.read(builder.faults).forEach(traffic::plan);
        if (builder.state != null && Files.exists(builder.state)) {
            state.load(builder.state);
        }
        site = DemoSite.start();
        api.complete(new ApiServer(
                builder.serverOptions(), new SandboxParts(
                        traffic, store, service, engine, clock, json, events, outbox, state, site.uri(), this::reset)));
    }

    /**
     * Starts a sandbox on a free port, with all defaults.
     *
     * @return the running sandbox
     */
    public static DiffbotSandbox start() {
        return builder().start();
    }

    /**
     * Starts to describe a sandbox.
     *
     * @return the defaults
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Where the API is.
     *
     * @return what takes the place of {@code https://api.diffbot.com/v3}
     */
    public String baseUrl() {
        return "http://127.0.0.1:" + port() + "/v3";
    }

    /**
     * Where the demo site is.
     *
     * @return its root, on a port of its own
     */
    public URI demoSite() {
        return site.uri();
    }

    /**
     * The pages of the demo site that have something to extract.
     *
     * @return its articles and its products
     */
    public List<URI> demoPages() {
        return site.extractablePages();
    }

    /**
     * The token that is always accepted.
     *
     * @return 32 hexadecimal digits, unless another one was set
     */
    public String token() {
        return token;
    }

    /**
     * The port of the API.
     *
     * @return where it listens
     */
    public int port() {
        return server.port();
    }

    /**
     * The clock of the jobs.
     *
     * @return the clock
     */
    public SandboxClock clock() {
        return new SandboxClock(clock, engine.timeTravel());
    }

    /**
     * A job of the default token.
     *
     * @param  name its name
     * @return      the job, or null if there is none
     */
    public SandboxJob job(String name) {
        Job job = store.get(token, name);
        return job == null ? null : handle(job);
    }

    /**
     * What the API was asked.
     *
     * @return the last 10,000 requests, oldest first
     */
    public List<SandboxRequest> requests() {
        return traffic.requests();
    }

    /**
     * Makes a finished bulk job of the default token whose data is generated while it is read: any amount of it takes
     * no memory.
     *
     * @param  name           of the job
     * @param  count          how many records
     * @param  bytesPerRecord how long each is, from about 500 bytes on
     * @return                the job
     */
    public SandboxJob generate(String name, long count, int bytesPerRecord) {
        GeneratedData data = new GeneratedData(token, name, count, bytesPerRecord, clock.now().getEpochSecond());
        return handle(service.finished(token, name, data, data.rows()));
    }

    /**
     * What the jobs told the outside.
     *
     * @return the last 1,000 mails and calls of webhooks, oldest first
     */
    public List<SandboxNotice> outbox() {
        return outbox.list();
    }

    /**
     * Changes how webhooks are called.
     *
     * @param behaviour from now on, until a {@link #reset}
     */
    public void webhooks(WebhookBehaviour behaviour) {
        engine.webhooks(behaviour);
    }

    /**
     * Makes a finished bulk job of the default token with records of one's own.
     *
     * @param  name    of the job
     * @param  records JSON objects, oldest first
     * @return         the job
     */
    public SandboxJob finished(String name, Iterator<String> records) {
        return handle(service.finished(token, name, records));
    }

    /** Forgets all jobs, requests and faults, and lets held work go on; port and clock stay as they are. */
    public void reset() {
        store.removeAll();
        traffic.clearRequests();
        traffic.clearFaults();
        events.clear();
        outbox.clear();
        engine.webhooks(WebhookBehaviour.DOCUMENTED);
        engine.maintenance(false);
        engine.hold(false);
    }

    /** Holds back all work on pages: jobs take calls as ever, but those that run stay at status 7. */
    public void hold() {
        engine.hold(true);
    }

    /** Ends {@link #hold()}. */
    public void release() {
        engine.hold(false);
    }

    /**
     * Suspends all work, as Diffbot does for maintenance: all jobs show status 8.
     *
     * @param on whether to suspend
     */
    public void maintenance(boolean on) {
        engine.maintenance(on);
    }

    /**
     * Lets something go wrong.
     *
     * @param fault which requests, how often and what
     */
    public void fail(Fault fault) {
        traffic.plan(fault);
    }

    /**
     * Lets something go wrong that is described in YAML or JSON.
     *
     * @param  yaml                     a list of faults
     * @throws IllegalArgumentException if it cannot be understood
     */
    public void fail(String yaml) {
        FaultReader.read(yaml).forEach(this::fail);
    }

    /**
     * Sets the limits of the accounts.
     *
     * @param limits from now on
     */
    public void plan(SandboxPlan limits) {
        service.plan(limits);
    }

    /**
     * What the API was asked, and meets a condition.
     *
     * @param  wanted the condition
     * @return        those of the last 10,000 requests, oldest first
     */
    public List<SandboxRequest> requests(Predicate<SandboxRequest> wanted) {
        return traffic.requests().stream().filter(wanted).toList();
    }

    /**
     * Saves all jobs with their settings, progress and data. Page work is held meanwhile.
     *
     * @param file to write, packed with gzip
     */
    public void save(Path file) {
        state.save(file);
    }

    /**
     * Loads what was saved, in place of the jobs that are there; they go on where they stood. A virtual clock moves to
     * the time of the saving, unless it is past it.
     *
     * @param file to read
     */
    public void load(Path file) {
        state.load(file);
    }

    /** Lets nothing go wrong any more. */
    public void clearFaults() {
        traffic.clearFaults();
    }

    @Override
    public void close() {
        server.close();
        engine.close();
        site.close();
    }

    private SandboxJob handle(Job job) {
        return new SandboxJob(job, json, clock, engine);
    }

    /** Describes a sandbox. */
    public static final class Builder extends SandboxSettings<Builder> {

        private Builder() {
        }

        /**
         * Starts the sandbox.
         *
         * @return the running sandbox
         */
        public DiffbotSandbox start() {
            return new DiffbotSandbox(this);
        }

        @Override
        Builder self() {
            return this;
        }
    }
}
