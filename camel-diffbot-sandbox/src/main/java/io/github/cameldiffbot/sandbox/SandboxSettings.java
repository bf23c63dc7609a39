/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import io.github.cameldiffbot.sandbox.api.ServerOptions;
import io.github.cameldiffbot.sandbox.crawl.FetchLimits;
import io.github.cameldiffbot.sandbox.job.EngineOptions;

/**
 * What can be set before a sandbox is started.
 *
 * @param <B> the builder that it is set on
 */
public abstract sealed class SandboxSettings<B extends SandboxSettings<B>> permits DiffbotSandbox.Builder {

    private final Set<String> tokens = new HashSet<>();
    int port;
    String token = SandboxDefaults.TOKEN;
    private boolean anyToken;
    private ClockMode clock = ClockMode.REAL;
    private Duration pageTime = Duration.ZERO;
    private Duration idle;
    boolean legacy;
    private Predicate<URI> allowed = SandboxDefaults::isLoopback;
    private int keepUrls = Integer.MAX_VALUE;
    private int inefficientAfter = 10_000;
    private boolean strict;
    private boolean redirectData;
    SandboxPlan plan = SandboxPlan.DEFAULT;
    String faults = "[]";
    Path state;
    private int pageTries = 3;
    private int maxPageBytes = 8 << 20;
    private Duration pageTimeout = Duration.ofSeconds(30);
    private long memoryPerJob = 16 << 20;
    private InetSocketAddress mailServer;

    SandboxSettings() {
    }

    abstract B self();

    /**
     * Sets the port of the API.
     *
     * @param  number 0, the default, takes a free one
     * @return        this
     */
    public B port(int number) {
        port = number;
        return self();
    }

    /**
     * Sets the default token.
     *
     * @param  text what {@link DiffbotSandbox#token()} gives
     * @return      this
     */
    public B token(String text) {
        token = text;
        return self();
    }

    /**
     * Accepts more tokens; each has its own jobs.
     *
     * @param  texts the tokens
     * @return       this
     */
    public B tokens(String... texts) {
        tokens.addAll(List.of(texts));
        return self();
    }

    /**
     * Accepts any token of 1 to 32 letters and digits that does not begin with {@code bad}; each has its own jobs. By
     * default only the default token is accepted, and those given to {@link #tokens}.
     *
     * @param  on whether to accept them
     * @return    this
     */
    public B anyToken(boolean on) {
        anyToken = on;
        return self();
    }

    /**
     * Sets how time passes.
     *
     * @param  mode the default is {@link ClockMode#REAL}
     * @return      this
     */
    public B clock(ClockMode mode) {
        clock = mode;
        return self();
    }

    /**
     * Sets how long a page takes at least, in real time whatever the clock.
     *
     * @param  time the default is as long as it takes
     * @return      this
     */
    public B pageTime(Duration time) {
        pageTime = time;
        return self();
    }

    /**
     * Sets how long a job that ran out of work waits before it says so, in real time whatever the clock. The real
     * service takes about 20 seconds.
     *
     * @param  time the default is 100 ms, with a virtual clock nothing
     * @return      this
     */
    public B idle(Duration time) {
        idle = time;
        return self();
    }

    /**
     * Answers as the service of 2015 did: jobs and records in the old shapes.
     *
     * @param  on whether to
     * @return    this
     */
    public B legacy(boolean on) {
        legacy = on;
        return self();
    }

    /**
     * Lets jobs and webhooks go further than to loopback.
     *
     * @param  more what they may go to as well
     * @return      this
     */
    public B allow(Predicate<URI> more) {
        allowed = allowed.or(more);
        return self();
    }

    /**
     * Lets jobs and webhooks go to a host.
     *
     * @param  host its name; {@code *.example.org} stands for all names below
     * @return      this
     */
    public B allow(String host) {
        return allow(SandboxDefaults.host(host));
    }

    /**
     * Bounds how many URLs of a bulk job are kept and fetched; the others are accepted and counted, and that is all.
     *
     * @param  urls the default keeps all
     * @return      this
     */
    public B discardBeyond(int urls) {
        keepUrls = urls;
        return self();
    }

    /**
     * Sets after how many pages without a processed one in a row a crawl is halted with status 11.
     *
     * @param  pages the default is 10,000, as documented
     * @return       this
     */
    public B inefficientAfter(int pages) {
        inefficientAfter = pages;
        return self();
    }

    /**
     * Refuses parameters that the API does not know; otherwise the answer has a header that warns of them.
     *
     * @param  on whether to
     * @return    this
     */
    public B strict(boolean on) {
        strict = on;
        return self();
    }

    /**
     * Answers {@code /data} with a redirect to the download link instead of the data.
     *
     * @param  on whether to
     * @return    this
     */
    public B redirectData(boolean on) {
        redirectData = on;
        return self();
    }

    /**
     * Sets the limits of the accounts.
     *
     * @param  limits the default is {@link SandboxPlan#DEFAULT}
     * @return        this
     */
    public B plan(SandboxPlan limits) {
        plan = limits;
        return self();
    }

    /**
     * Lets things go wrong from the first request on.
     *
     * @param  yaml a list of faults in YAML or JSON
     * @return      this
     */
    public B faults(String yaml) {
        faults = yaml;
        return self();
    }

    /**
     * Begins with the jobs that {@link DiffbotSandbox#save} wrote.
     *
     * @param  file that is loaded if it is there
     * @return      this
     */
    public B state(Path file) {
        state = file;
        return self();
    }

    /**
     * Sets how often a page is asked for that fails with a network error or a status of 500 and above.
     *
     * @param  tries the default is 3
     * @return       this
     */
    public B pageTries(int tries) {
        pageTries = tries;
        return self();
    }

    /**
     * Sets how much of a page is read.
     *
     * @param  bytes the default is 8 MB; the rest is cut off
     * @return       this
     */
    public B maxPageBytes(int bytes) {
        maxPageBytes = bytes;
        return self();
    }

    /**
     * Sets how long a page may take, all tries together, in real time.
     *
     * @param  time the default is 30 seconds
     * @return      this
     */
    public B pageTimeout(Duration time) {
        pageTimeout = time;
        return self();
    }

    /**
     * Sets how much of a job's data is kept in memory; what is beyond goes to a temporary file.
     *
     * @param  bytes of records, and as many of rows of the URL report; the default is 16 MB
     * @return       this
     */
    public B memoryPerJob(long bytes) {
        memoryPerJob = bytes;
        return self();
    }

    /**
     * Sends the mails of {@code notifyEmail} to a mail server; without one they are only kept in the outbox.
     *
     * @param  host of a server on this machine
     * @param  port of its SMTP
     * @return      this
     */
    public B mailServer(String host, int port) {
        mailServer = new InetSocketAddress(host, port);
        return self();
    }

    EngineOptions engineOptions() {
        boolean virtual = clock == ClockMode.VIRTUAL;
        Duration wait = idle != null ? idle : virtual ? Duration.ZERO : Duration.ofMillis(100);
        return new EngineOptions(
                SandboxDefaults.pace(clock), pageTime, wait, legacy, keepUrls, inefficientAfter,
                SandboxDefaults.WORKERS, memoryPerJob, new FetchLimits(allowed, maxPageBytes, pageTimeout, pageTries),
                mailServer);
    }

    ServerOptions serverOptions() {
        Set<String> known = new HashSet<>(tokens);
        known.add(token);
        return new ServerOptions(
                anyToken ? SandboxDefaults.orAny(known) : known::contains, legacy, keepUrls, strict, redirectData);
    }
}
