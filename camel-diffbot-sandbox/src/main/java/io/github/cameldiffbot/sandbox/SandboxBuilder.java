/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import io.github.cameldiffbot.sandbox.internal.account.Ledger;
import io.github.cameldiffbot.sandbox.internal.api.ApiOptions;
import io.github.cameldiffbot.sandbox.internal.engine.JobLog;
import io.github.cameldiffbot.sandbox.internal.engine.JobOptions;
import io.github.cameldiffbot.sandbox.internal.fetch.AllowList;
import io.github.cameldiffbot.sandbox.internal.fetch.FetchLimits;
import io.github.cameldiffbot.sandbox.internal.runner.RunnerOptions;
import io.github.cameldiffbot.sandbox.internal.store.StoredJobData;
import io.github.cameldiffbot.sandbox.model.ClockMode;
import io.github.cameldiffbot.sandbox.model.SandboxPlan;
import org.jspecify.annotations.Nullable;

/** Builds a sandbox. */
public final class SandboxBuilder {

    /** Null for a random token. */
    @Nullable
    String token;
    ClockMode clock = ClockMode.REAL;
    boolean legacy;
    Predicate<URI> allowed = AllowList::isLocal;
    SandboxPlan plan = SandboxPlan.DEFAULT;
    String faults = "[]";
    @Nullable
    Path state;
    /** Null for the default. */
    private @Nullable Integer port;
    private @Nullable Integer sitePort;
    private boolean usualPorts;
    private final Set<String> tokens = new LinkedHashSet<>();
    private final Set<String> origins = new HashSet<>();
    private boolean anyToken;
    private Duration pageTime = Duration.ZERO;
    private @Nullable Duration idle;
    private int maxUrls = Integer.MAX_VALUE;
    private int inefficientAfter = 10_000;
    private boolean strict;
    private boolean redirectData;
    private int pageTries = 3;
    private int maxPageBytes = 8 << 20;
    private Duration pageTimeout = Duration.ofSeconds(30);
    private long memoryPerJob = 16 << 20;

    SandboxBuilder() {
    }

    /** Starts the sandbox. */
    public DiffbotSandbox start() {
        return new DiffbotSandbox(this);
    }

    /**
     * Sets the port of the API.
     *
     * @param number default 0, which selects a free port
     */
    public SandboxBuilder port(int number) {
        port = number;
        return this;
    }

    /**
     * Sets the port of the demo site. With a fixed port the URLs of jobs of a {@link #state} file stay valid.
     *
     * @param number default 0, which selects a free port
     */
    public SandboxBuilder sitePort(int number) {
        sitePort = number;
        return this;
    }

    /**
     * Uses the ports 8181 for the API and 8182 for the demo site, so that copied URLs stay valid. If one of them is in
     * use, a free port takes its place. Ports that are set explicitly stay.
     *
     * @param on default false, but true on the command line and for Camel Main
     */
    public SandboxBuilder usualPorts(boolean on) {
        usualPorts = on;
        return this;
    }

    /**
     * Sets the default token.
     *
     * @param text default 32 random hexadecimal digits at each start, or the token of the {@link #state} file
     */
    public SandboxBuilder token(String text) {
        token = text;
        return this;
    }

    /** Accepts further tokens. Each token has its own jobs. */
    public SandboxBuilder tokens(String... texts) {
        tokens.addAll(List.of(texts));
        return this;
    }

    /**
     * Accepts any token of 1 to 32 letters and digits that does not start with {@code bad}. Each token has its own
     * jobs.
     *
     * @param on default false: only the default token and those of {@link #tokens} are accepted
     */
    public SandboxBuilder anyToken(boolean on) {
        anyToken = on;
        return this;
    }

    /**
     * Sets how time passes.
     *
     * @param mode default {@link ClockMode#REAL}
     */
    public SandboxBuilder clock(ClockMode mode) {
        clock = mode;
        return this;
    }

    /**
     * Sets the minimum time per page, in real time with any clock.
     *
     * @param time default 0
     */
    public SandboxBuilder pageTime(Duration time) {
        pageTime = time;
        return this;
    }

    /**
     * Sets the time from the last page of a job to the end of its round, in real time with any clock. Diffbot takes
     * about 20 seconds.
     *
     * @param time default 100 ms, and 0 with a virtual clock
     */
    public SandboxBuilder idle(Duration time) {
        idle = time;
        return this;
    }

    /**
     * Responds in the formats of 2015.
     *
     * @param on default false
     */
    public SandboxBuilder legacy(boolean on) {
        legacy = on;
        return this;
    }

    /**
     * Lets web pages of an origin call the API. By default the API refuses requests from web pages, because any page
     * that a browser shows could make the sandbox call the services of this machine.
     *
     * @param origin such as {@code http://localhost:3000}
     */
    public SandboxBuilder allowOrigin(String origin) {
        origins.add(origin);
        return this;
    }

    /**
     * Allows further addresses for pages and webhooks. By default only loopback addresses are allowed. If the name of a
     * host resolves to a private address, the condition is tested with that address as well.
     */
    public SandboxBuilder allow(Predicate<URI> more) {
        allowed = allowed.or(more);
        return this;
    }

    /**
     * Allows a host for pages and webhooks. If its name resolves to a private address, allow that address as well.
     *
     * @param host name; {@code *.example.org} stands for all names below
     */
    public SandboxBuilder allow(String host) {
        return allow(SandboxDefaults.host(host));
    }

    /**
     * Limits how many URLs of a bulk job are kept and fetched. Further URLs are accepted and counted only.
     *
     * @param urls default no limit
     */
    public SandboxBuilder discardBeyond(int urls) {
        maxUrls = urls;
        return this;
    }

    /**
     * Sets after how many consecutive downloaded pages without a processed one a crawl is halted with status 11.
     *
     * @param pages default 10,000, as documented
     */
    public SandboxBuilder inefficientAfter(int pages) {
        inefficientAfter = pages;
        return this;
    }

    /**
     * Responds with an error to unknown parameters. By default the response has a warning header.
     *
     * @param on default false
     */
    public SandboxBuilder strict(boolean on) {
        strict = on;
        return this;
    }

    /**
     * Redirects {@code /data} to the download links.
     *
     * @param on default false
     */
    public SandboxBuilder redirectData(boolean on) {
        redirectData = on;
        return this;
    }

    /**
     * Sets the limits of all accounts.
     *
     * @param limits default {@link SandboxPlan#DEFAULT}
     */
    public SandboxBuilder plan(SandboxPlan limits) {
        plan = limits;
        return this;
    }

    /**
     * Adds faults from the first request on.
     *
     * @param yaml a list of faults in YAML or JSON
     */
    public SandboxBuilder faults(String yaml) {
        faults = yaml;
        return this;
    }

    /**
     * Keeps all jobs in a file: loads them at the start, and records each change before it can be seen. They survive
     * the end of the process at any moment.
     *
     * @param file created if it does not exist; {@link DiffbotSandbox#save} writes such a file, too
     */
    public SandboxBuilder state(Path file) {
        state = file;
        return this;
    }

    /**
     * Sets the number of attempts at a page that fails with a network error or a status of 500 or above.
     *
     * @param tries default 3
     */
    public SandboxBuilder pageTries(int tries) {
        pageTries = tries;
        return this;
    }

    /**
     * Sets how many bytes of a page are read. The rest is cut off.
     *
     * @param bytes default 8 MB
     */
    public SandboxBuilder maxPageBytes(int bytes) {
        maxPageBytes = bytes;
        return this;
    }

    /**
     * Sets the timeout of a page, all attempts together, in real time.
     *
     * @param time default 30 seconds
     */
    public SandboxBuilder pageTimeout(Duration time) {
        pageTimeout = time;
        return this;
    }

    /**
     * Sets how much data of a job stays on the heap. Further data is stored in temporary files.
     *
     * @param bytes of records, and the same of rows of the URL report; default 16 MB
     */
    public SandboxBuilder memoryPerJob(long bytes) {
        memoryPerJob = bytes;
        return this;
    }

    RunnerOptions runnerOptions() {
        return new RunnerOptions(pageTime, idle == null ? SandboxDefaults.idle(clock) : idle, SandboxDefaults.WORKERS);
    }

    /** Returns the ports to try for the API, in order. */
    List<Integer> ports() {
        return ports(port, SandboxDefaults.PORT);
    }

    /** Returns the ports to try for the demo site, in order. */
    List<Integer> sitePorts() {
        return ports(sitePort, SandboxDefaults.SITE_PORT);
    }

    private List<Integer> ports(@Nullable Integer given, int usual) {
        return given != null ? List.of(given) : usualPorts ? List.of(usual, 0) : List.of(0);
    }

    JobOptions jobOptions(JobLog log, Ledger ledger) {
        long memory = memoryPerJob;
        return new JobOptions(maxUrls, inefficientAfter, () -> new StoredJobData(memory), log, ledger);
    }

    FetchLimits fetchLimits() {
        return new FetchLimits(new AllowList(allowed), maxPageBytes, pageTimeout, pageTries);
    }

    ApiOptions apiOptions(String defaultToken) {
        Set<String> known = new HashSet<>(tokens);
        known.add(defaultToken);
        return new ApiOptions(
                anyToken ? SandboxDefaults.orAny(known) : known::contains, legacy, maxUrls, strict, Set.copyOf(origins),
                redirectData, defaultToken, List.copyOf(tokens));
    }
}
