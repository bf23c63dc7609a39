/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.session;

import java.io.Closeable;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.cameldiffbot.internal.client.DiffbotClient;
import io.github.cameldiffbot.internal.client.http.ClientSettings;
import io.github.cameldiffbot.internal.context.SpentCredits;
import io.github.cameldiffbot.internal.exchange.ReadOutcome;
import io.github.cameldiffbot.internal.exchange.ResultRequest;
import io.github.cameldiffbot.internal.poll.ConsumerState;
import io.github.cameldiffbot.internal.poll.PollOutage;
import io.github.cameldiffbot.internal.wait.ActiveJobLimiter;
import io.github.cameldiffbot.internal.wait.PollIntervals;
import io.github.cameldiffbot.internal.watch.JobSelector;
import io.github.cameldiffbot.internal.watch.SharedJobPoller;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobKey;
import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/**
 * The state that the endpoints of one base URL and token share: connections, rate limit and polls.
 */
public final class DiffbotSession extends ServiceSupport {

    private final DiffbotTransport transport;
    private final DiffbotClient client;
    private final SharedJobPoller poller;
    private final SessionWaits waits;
    private final URI baseUrl;
    private final Duration requestTimeout;
    private final Duration grace;
    private final Supplier<String> token;
    private final Meters meters;
    private final AuditLog audit;
    private final DiffbotProducerHealthCheck health;
    private final Set<ConsumerState> consumers = ConcurrentHashMap.newKeySet();
    private final InMemoryCheckpoints checkpoints = new InMemoryCheckpoints();
    private final IncrementalClaims incrementalClaims = new IncrementalClaims();
    private final JobsInUse jobsInUse = new JobsInUse();
    private final ResultReads resultReads = new ResultReads();
    private final DeletionQueue deletions = new DeletionQueue(this);
    private final PollOutage outage = new PollOutage();
    private final SpentCredits spentCredits = new SpentCredits();
    private final ExistingJobs existingJobs;
    private volatile SharedAccount account;
    private int users;

    public DiffbotSession(
                          String name, ClientSettings settings, DiffbotTransport transport,
                          WaitExecutors threads, PollIntervals pollIntervals, ActiveJobLimiter.Limits limits,
                          Meters meters) {
        this.baseUrl = settings.baseUrl();
        this.requestTimeout = settings.requestTimeout();
        this.grace = settings.grace();
        this.token = settings.token();
        this.meters = meters;
        this.audit = new AuditLog(meters);
        this.health = new DiffbotProducerHealthCheck(name, this);
        this.transport = transport;
        this.client = new DiffbotClient(settings, transport::calls, transport::downloads);
        this.client.statistics().setListener(meters);
        this.poller = new SharedJobPoller(client.reads().forPolls());
        this.waits = new SessionWaits(poller, threads, pollIntervals, limits, outage);
        this.existingJobs = new ExistingJobs(poller, client.reads(), this::changes, pollIntervals.min());
    }

    public DiffbotClient client() {
        return client;
    }

    public SharedJobPoller poller() {
        return poller;
    }

    /**
     * Returns the jobs that this process changed a moment ago with the token. Must not be called before the start.
     */
    public RecentChanges changes() {
        return account.changes();
    }

    public JobDeletion deletion() {
        return new JobDeletion(this);
    }

    /**
     * Returns the identity of a job of this token in this process.
     */
    public JobIdentity identity(String jobName) {
        return new JobIdentity(baseUrl, token.get(), jobName);
    }

    /**
     * Changes a job while no other thread of this process changes it.
     */
    public <T> T locked(String operation, String jobName, Supplier<T> change) {
        JobLocks.Held lock = JobLocks.acquire(identity(jobName), operation, requestTimeout);
        try {
            return change.get();
        } finally {
            lock.close();
        }
    }

    public InMemoryCheckpoints checkpoints() {
        return checkpoints;
    }

    public IncrementalClaims incrementalClaims() {
        return incrementalClaims;
    }

    /**
     * Returns the sessions of all Diffbot components of a context.
     */
    public static Stream<DiffbotSession> of(CamelContext context) {
        return ContextSessions.of(context).stream();
    }

    public URI baseUrl() {
        return baseUrl;
    }

    public Duration requestTimeout() {
        return requestTimeout;
    }

    /**
     * Returns the maximum duration of a call with its retries.
     */
    public Duration grace() {
        return grace;
    }

    public Meters meters() {
        return meters;
    }

    /**
     * Counts credits that a job has cost, each once.
     */
    public void creditsSpent(Job job, long credits) {
        spentCredits.add(job.getKey(), credits);
        meters.creditsSpent(credits);
    }

    public SpentCredits spentCredits() {
        return spentCredits;
    }

    public AuditLog audit() {
        return audit;
    }

    public DiffbotProducerHealthCheck health() {
        return health;
    }

    public Set<ConsumerState> consumers() {
        return consumers;
    }

    /**
     * Adds a consumer that starts. From now on polls cover its jobs.
     *
     * @return removes it
     */
    public Runnable add(ConsumerState consumer, JobSelector selector) {
        poller.add(selector);
        consumers.add(consumer);
        Runnable gauges = meters.addGauges(consumer);
        return () -> {
            gauges.run();
            poller.remove(selector);
            consumers.remove(consumer);
            outage.remove(consumer);
        };
    }

    public ExistingJobs existingJobs() {
        return existingJobs;
    }

    public SessionWaits waits() {
        return waits;
    }

    public JobsInUse jobsInUse() {
        return jobsInUse;
    }

    public ResultReads resultReads() {
        return resultReads;
    }

    /**
     * Begins a read of a job's results in all sessions of this token in this process.
     *
     * @return closed at the end of the read
     */
    public Closeable beginRead(ResultRequest job, String kind, ReadOutcome outcome) {
        List<Closeable> reads = account.sessions()
                .map(session -> session.resultReads.begin(job, kind, outcome)).toList();
        return () -> {
            for (Closeable read : reads) {
                read.close();
            }
        };
    }

    /**
     * Returns whether an exchange of this process still waits for a job of this token, or reads its results.
     */
    public boolean isInUse(JobKey job) {
        return account.sessions().anyMatch(session -> session.uses(job));
    }

    /**
     * Lets the running consumers that a context has for this account deliver the last end of a job again.
     *
     * @param  id the id of the end; null for any
     * @return    the number of these consumers
     */
    public long redeliver(CamelContext context, JobKey job, @Nullable String id) {
        return of(context).filter(session -> session.account == account).flatMap(session -> session.consumers().stream())
                .filter(consumer -> consumer.redeliver(job, id)).count();
    }

    /**
     * Returns whether something in this process still needs a job whose end was handled: an exchange that waits for it,
     * reads it or may be redelivered to do so, or a consumer that has not handled its end.
     */
    public boolean isNeeded(JobEvent end) {
        JobKey job = end.job().getKey();
        return account.sessions()
                .anyMatch(session -> session.uses(job) || session.jobsInUse.containsFailed(job)
                        || session.consumers().stream().anyMatch(consumer -> consumer.needs(end)));
    }

    public DeletionQueue deletions() {
        return deletions;
    }

    public PollOutage outage() {
        return outage;
    }

    private boolean uses(JobKey job) {
        return jobsInUse.contains(job) || waits.isAwaited(job);
    }

    /**
     * Returns whether an exchange waits for a job or for a permit, or reads the results of a job.
     */
    boolean isAwaited() {
        return waits.pending() > 0 || waits.queuedCreates() > 0 || !jobsInUse.isEmpty();
    }

    /**
     * Changes the number of endpoints and returns it.
     */
    int addUsers(int change) {
        users += change;
        return users;
    }

    @Override
    protected void doStart() {
        ServiceHelper.startService(transport);
        account = SharedAccount.join(baseUrl, token.get(), this);
    }

    @Override
    protected void doStop() {
        waits.close();
        deletions.close();
        account.leave(this);
        ServiceHelper.stopService(transport);
    }
}
