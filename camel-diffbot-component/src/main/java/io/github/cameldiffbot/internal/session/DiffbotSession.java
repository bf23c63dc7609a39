/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.session;

import java.io.Closeable;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.cameldiffbot.internal.client.DiffbotClient;
import io.github.cameldiffbot.internal.client.http.ClientSettings;
import io.github.cameldiffbot.internal.exchange.ReadOutcome;
import io.github.cameldiffbot.internal.exchange.ResultRequest;
import io.github.cameldiffbot.internal.poll.ConsumerState;
import io.github.cameldiffbot.internal.poll.PollOutage;
import io.github.cameldiffbot.internal.wait.ActiveJobLimiter;
import io.github.cameldiffbot.internal.wait.JobWaiter;
import io.github.cameldiffbot.internal.wait.PollIntervals;
import io.github.cameldiffbot.internal.wait.WaitEnd;
import io.github.cameldiffbot.internal.wait.WaitOwner;
import io.github.cameldiffbot.internal.watch.JobFinder;
import io.github.cameldiffbot.internal.watch.JobQueries;
import io.github.cameldiffbot.internal.watch.SharedJobPoller;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobKey;
import io.github.cameldiffbot.job.JobType;
import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The state that the endpoints of one base URL and token share: connections, rate limit and polls.
 */
public final class DiffbotSession extends ServiceSupport {

    private final DiffbotTransport transport;
    private final DiffbotClient client;
    private final SharedJobPoller poller;
    private final WaitExecutors threads;
    private final PollIntervals pollIntervals;
    private final URI baseUrl;
    private final Duration requestTimeout;
    private final Supplier<String> token;
    private final Meters meters;
    private final DiffbotProducerHealthCheck health;
    private final Set<ConsumerState> consumers = ConcurrentHashMap.newKeySet();
    private final ActiveJobLimiter.Limits limits;
    private final InMemoryCheckpoints checkpoints = new InMemoryCheckpoints();
    private final IncrementalClaims incrementalClaims = new IncrementalClaims();
    private final JobsInUse jobsInUse = new JobsInUse();
    private final ResultReads resultReads = new ResultReads();
    private final DeletionQueue deletions = new DeletionQueue(this);
    private final PollOutage outage = new PollOutage();
    private final ExistingJobs existingJobs;
    private volatile SharedChanges changes;
    private JobWaiter waiter;
    private ActiveJobLimiter jobLimiter;
    private int users;

    public DiffbotSession(
                          String name, ClientSettings settings, DiffbotTransport transport,
                          WaitExecutors threads, PollIntervals pollIntervals, ActiveJobLimiter.Limits limits,
                          Meters meters) {
        this.baseUrl = settings.baseUrl();
        this.requestTimeout = settings.requestTimeout();
        this.token = settings.token();
        this.meters = meters;
        this.health = new DiffbotProducerHealthCheck(name, this);
        this.transport = transport;
        this.threads = threads;
        this.pollIntervals = pollIntervals;
        this.limits = limits;
        this.client = new DiffbotClient(settings, transport::calls, transport::downloads);
        this.client.statistics().setListener(meters);
        JobQueries lookup = new JobQueries() {
            @Override
            public List<Job> list() {
                return client.list();
            }

            @Override
            public Optional<Job> find(JobType type, String name) {
                return client.find(type, name);
            }
        };
        this.poller = new SharedJobPoller(lookup);
        this.existingJobs = new ExistingJobs(new JobFinder(poller, lookup), this::changes, pollIntervals.min());
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
        return changes.changes();
    }

    /**
     * Deletes jobs.
     */
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
     * Locks a job against changes by other threads of this process until the lock is closed.
     */
    public JobLocks.Held lock(String operation, String jobName) {
        return JobLocks.acquire(identity(jobName), operation, requestTimeout);
    }

    /**
     * Returns the checkpoints of incremental reads without a repository.
     */
    public InMemoryCheckpoints checkpoints() {
        return checkpoints;
    }

    /**
     * Returns the incremental reads in progress.
     */
    public IncrementalClaims incrementalClaims() {
        return incrementalClaims;
    }

    /**
     * Returns the sessions of all components of this kind that a context has.
     */
    public static Stream<DiffbotSession> of(CamelContext context) {
        return ContextSessions.of(context).stream();
    }

    public URI baseUrl() {
        return baseUrl;
    }

    public Meters meters() {
        return meters;
    }

    /**
     * Returns the health check of the producers.
     */
    public DiffbotProducerHealthCheck health() {
        return health;
    }

    /**
     * Returns the running consumers.
     */
    public Set<ConsumerState> consumers() {
        return consumers;
    }

    /**
     * Finds jobs without a call of its own where that is possible.
     */
    public ExistingJobs existingJobs() {
        return existingJobs;
    }

    /**
     * Returns the waiter for jobs. Its threads exist only after the first wait.
     */
    public synchronized JobWaiter waiter() {
        if (waiter == null) {
            checkNotStopped();
            ServiceHelper.startService(threads);
            JobWaiter created = new JobWaiter(poller, threads.timer(), threads.pollers(), threads.workers(), pollIntervals);
            created.setPollListener(outage.listener(created));
            waiter = created;
        }
        return waiter;
    }

    /**
     * Returns the limiter of active jobs; null when there is no limit.
     */
    public synchronized ActiveJobLimiter jobLimiter() {
        if (jobLimiter == null && limits.active() > 0) {
            checkNotStopped();
            ServiceHelper.startService(threads);
            jobLimiter = new ActiveJobLimiter(poller, threads.timer(), threads.pollers(), threads.workers(), limits);
        }
        return jobLimiter;
    }

    private void checkNotStopped() {
        if (isStoppingOrStopped()) {
            throw new IllegalStateException("The component is stopped: no exchange can wait for a job any more");
        }
    }

    /**
     * Returns the jobs whose results are read.
     */
    public JobsInUse jobsInUse() {
        return jobsInUse;
    }

    /**
     * Returns the reads of ended jobs' results.
     */
    public ResultReads resultReads() {
        return resultReads;
    }

    /**
     * Begins a read of a job's results in all sessions of this token in the Camel context.
     *
     * @return to be closed when the read has ended
     */
    public Closeable beginRead(ResultRequest job, String kind, ReadOutcome outcome, CamelContext context) {
        List<Closeable> reads = Stream.concat(Stream.of(this), of(context).filter(this::isSameAccount)).distinct()
                .map(session -> session.resultReads.begin(job, kind, outcome)).toList();
        return () -> {
            for (Closeable read : reads) {
                read.close();
            }
        };
    }

    /**
     * Returns whether an exchange of this Camel context still waits for a job of this token, or reads its results.
     */
    public boolean isInUse(JobKey job, CamelContext context) {
        return of(context).filter(this::isSameAccount).anyMatch(session -> session.isInUse(job));
    }

    /**
     * Returns whether something in this Camel context still needs a job whose end was handled: an exchange that waits
     * for it, reads it or may be redelivered to do so, or a consumer that has not handled its end.
     */
    boolean isNeeded(JobEvent end, CamelContext context) {
        JobKey job = end.job().getKey();
        return of(context).filter(this::isSameAccount)
                .anyMatch(session -> session.isInUse(job) || session.jobsInUse.containsFailed(job)
                        || session.consumers().stream().anyMatch(consumer -> consumer.needs(end)));
    }

    /**
     * Returns the queue of jobs to delete after their completion.
     */
    public DeletionQueue deletions() {
        return deletions;
    }

    /**
     * Returns the record of failed polls.
     */
    public PollOutage outage() {
        return outage;
    }

    private boolean isInUse(JobKey job) {
        JobWaiter current = waiterOrNull();
        return jobsInUse.contains(job) || current != null && current.isAwaited(job);
    }

    private boolean isSameAccount(DiffbotSession other) {
        return this == other || baseUrl.equals(other.baseUrl) && token.get().equals(other.token.get());
    }

    /**
     * Returns whether an exchange waits for a job or for a permit, or reads the results of a job.
     */
    boolean isAwaited() {
        return pendingWaits() > 0 || queuedCreates() > 0 || !jobsInUse.isEmpty();
    }

    /**
     * Polls for the waits, because a webhook call or event has caused a poll: that poll serves the waits, too.
     */
    public void pollForWaits() {
        JobWaiter currentWaiter;
        synchronized (this) {
            currentWaiter = waiter;
        }
        if (currentWaiter != null) {
            currentWaiter.pollNow();
        }
    }

    /**
     * Ends the waits of some owners, for jobs and for permits.
     *
     * @param end how they end
     */
    public void endWaits(Predicate<WaitOwner> owners, WaitEnd end) {
        ActiveJobLimiter currentLimiter;
        JobWaiter currentWaiter;
        synchronized (this) {
            currentLimiter = jobLimiter;
            currentWaiter = waiter;
        }
        if (currentLimiter != null) {
            currentLimiter.stop(owners, end);
        }
        if (currentWaiter != null) {
            currentWaiter.stop(owners, end);
        }
    }

    /**
     * Returns the waiter for jobs; null before the first wait.
     */
    public synchronized JobWaiter waiterOrNull() {
        return waiter;
    }

    /**
     * Returns the number of creates that wait for a permit.
     */
    public int queuedCreates() {
        ActiveJobLimiter current;
        synchronized (this) {
            current = jobLimiter;
        }
        return current == null ? 0 : current.waiting();
    }

    /**
     * Returns the number of exchanges that wait for jobs.
     */
    public int pendingWaits() {
        JobWaiter current = waiterOrNull();
        return current == null ? 0 : current.pendingWaits();
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
        changes = SharedChanges.join(baseUrl, token.get());
    }

    @Override
    protected void doStop() {
        JobWaiter currentWaiter;
        ActiveJobLimiter currentLimiter;
        synchronized (this) {
            currentWaiter = waiter;
            currentLimiter = jobLimiter;
        }
        if (currentLimiter != null) {
            currentLimiter.close();
        }
        if (currentWaiter != null) {
            currentWaiter.close();
        }
        if (currentWaiter != null || currentLimiter != null) {
            ServiceHelper.stopService(threads);
        }
        deletions.close();
        changes.leave();
        ServiceHelper.stopService(transport);
    }
}
