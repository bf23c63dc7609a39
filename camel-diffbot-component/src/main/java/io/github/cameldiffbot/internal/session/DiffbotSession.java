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
 * All that the endpoints of one base URL and token have in common: connections, rate limit and the look at the jobs.
 */
public final class DiffbotSession extends ServiceSupport {

    private final DiffbotTransport transport;
    private final DiffbotClient client;
    private final SharedJobPoller watcher;
    private final WaitExecutors threads;
    private final JobWaiter.Pace pace;
    private final URI baseUrl;
    private final Duration requestTimeout;
    private final Supplier<String> token;
    private final Meters meters;
    private final DiffbotProducerHealthCheck health;
    private final Set<ConsumerState> consumers = ConcurrentHashMap.newKeySet();
    private final ActiveJobLimiter.Limits limits;
    private final InMemoryCheckpoints positions = new InMemoryCheckpoints();
    private final RecentChanges changes = new RecentChanges();
    private final IncrementalClaims incrementalClaims = new IncrementalClaims();
    private final JobsInUse jobsInUse = new JobsInUse();
    private final ResultReads jobReads = new ResultReads();
    private final DeletionQueue deletions = new DeletionQueue(this);
    private final PollOutage outage = new PollOutage();
    private final ExistingJobs existing;
    private JobWaiter waits;
    private ActiveJobLimiter slots;
    private int users;

    public DiffbotSession(
                          String name, ClientSettings settings, DiffbotTransport transport,
                          WaitExecutors threads, JobWaiter.Pace pace, ActiveJobLimiter.Limits limits, Meters meters) {
        this.baseUrl = settings.baseUrl();
        this.requestTimeout = settings.requestTimeout();
        this.token = settings.token();
        this.meters = meters;
        this.health = new DiffbotProducerHealthCheck(name, this);
        this.transport = transport;
        this.threads = threads;
        this.pace = pace;
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
        this.watcher = new SharedJobPoller(lookup);
        this.existing = new ExistingJobs(new JobFinder(watcher, lookup), changes, pace.least());
    }

    public DiffbotClient client() {
        return client;
    }

    public SharedJobPoller watcher() {
        return watcher;
    }

    /**
     * The jobs that were given more to do a moment ago.
     */
    public RecentChanges changes() {
        return changes;
    }

    /**
     * Deletes jobs.
     */
    public JobDeletion deletion() {
        return new JobDeletion(this);
    }

    /**
     * What a job of this token is known by in this process.
     */
    public JobIdentity identity(String jobName) {
        return new JobIdentity(baseUrl, token.get(), jobName);
    }

    /**
     * Keeps all others in this process from changing a job until it is closed.
     */
    public JobLocks.Held lock(String operation, String jobName) {
        return JobLocks.acquire(identity(jobName), operation, requestTimeout);
    }

    /**
     * The positions of incremental reads that have no repository.
     */
    public InMemoryCheckpoints positions() {
        return positions;
    }

    /**
     * The incremental reads that are under way.
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
     * The check of its producers' health.
     */
    public DiffbotProducerHealthCheck health() {
        return health;
    }

    /**
     * The consumers that run.
     */
    public Set<ConsumerState> consumers() {
        return consumers;
    }

    /**
     * Finds jobs without a call of its own where that is possible.
     */
    public ExistingJobs existing() {
        return existing;
    }

    /**
     * The waits for jobs. Without any there are no threads either.
     */
    public synchronized JobWaiter waits() {
        if (waits == null) {
            checkRuns();
            ServiceHelper.startService(threads);
            JobWaiter made = new JobWaiter(watcher, threads.timer(), threads.pollers(), threads.workers(), pace);
            made.setPollListener(outage.listener(made));
            waits = made;
        }
        return waits;
    }

    /**
     * The permits for jobs at work, or null when there is no limit on them.
     */
    public synchronized ActiveJobLimiter slots() {
        if (slots == null && limits.active() > 0) {
            checkRuns();
            ServiceHelper.startService(threads);
            slots = new ActiveJobLimiter(watcher, threads.timer(), threads.pollers(), threads.workers(), limits);
        }
        return slots;
    }

    private void checkRuns() {
        if (isStoppingOrStopped()) {
            throw new IllegalStateException("The component is stopped: no exchange can wait for a job any more");
        }
    }

    /**
     * The jobs whose results are read.
     */
    public JobsInUse jobsInUse() {
        return jobsInUse;
    }

    /**
     * How the results of jobs were read that have ended.
     */
    public ResultReads jobReads() {
        return jobReads;
    }

    /**
     * Begins a read of a job's results, which all sessions of this token in the Camel context have to know.
     *
     * @return to be closed when the read can go no further
     */
    public Closeable beginRead(ResultRequest job, String kind, ReadOutcome outcome, CamelContext context) {
        List<Closeable> reads = Stream.concat(Stream.of(this), of(context).filter(this::isSameAccount)).distinct()
                .map(session -> session.jobReads.begin(job, kind, outcome)).toList();
        return () -> {
            for (Closeable read : reads) {
                read.close();
            }
        };
    }

    /**
     * Whether an exchange of this Camel context still waits for a job of this token, or reads its results.
     */
    public boolean isInUse(JobKey job, CamelContext context) {
        return of(context).filter(this::isSameAccount).anyMatch(session -> session.isInUse(job));
    }

    /**
     * Whether something in this Camel context still needs a job whose end was handled: an exchange that waits for it,
     * reads it or may be redelivered to do so, or a consumer that has not handled its end.
     */
    boolean isNeeded(JobEvent end, CamelContext context) {
        JobKey job = end.job().getKey();
        return of(context).filter(this::isSameAccount)
                .anyMatch(session -> session.isInUse(job) || session.jobsInUse.containsFailed(job)
                        || session.consumers().stream().anyMatch(consumer -> consumer.needs(end)));
    }

    /**
     * The jobs that are deleted after their completion.
     */
    public DeletionQueue deletions() {
        return deletions;
    }

    /**
     * The polls that fail.
     */
    public PollOutage outage() {
        return outage;
    }

    private boolean isInUse(JobKey job) {
        JobWaiter any = waitsIfAny();
        return jobsInUse.contains(job) || any != null && any.isAwaited(job);
    }

    private boolean isSameAccount(DiffbotSession other) {
        return this == other || baseUrl.equals(other.baseUrl) && token.get().equals(other.token.get());
    }

    /**
     * Whether an exchange waits for a job or for a permit, or reads the results of a job.
     */
    boolean isAwaited() {
        return parkedWaits() > 0 || queuedCreates() > 0 || !jobsInUse.isEmpty();
    }

    /**
     * Somebody has looked at the jobs because one is said to be done: those who wait take part in that look.
     */
    public void hint() {
        JobWaiter someWaits;
        synchronized (this) {
            someWaits = waits;
        }
        if (someWaits != null) {
            someWaits.hint();
        }
    }

    /**
     * Ends the waits of some owners, for jobs and for permits.
     *
     * @param end how they end
     */
    public void endWaits(Predicate<WaitOwner> owners, WaitEnd end) {
        ActiveJobLimiter someSlots;
        JobWaiter someWaits;
        synchronized (this) {
            someSlots = slots;
            someWaits = waits;
        }
        if (someSlots != null) {
            someSlots.stop(owners, end);
        }
        if (someWaits != null) {
            someWaits.stop(owners, end);
        }
    }

    /**
     * Those who wait for jobs, or null when nobody ever did.
     */
    public synchronized JobWaiter waitsIfAny() {
        return waits;
    }

    /**
     * How many creates wait for a place among the jobs at work.
     */
    public int queuedCreates() {
        ActiveJobLimiter any;
        synchronized (this) {
            any = slots;
        }
        return any == null ? 0 : any.waiting();
    }

    /**
     * How many exchanges wait for jobs.
     */
    public int parkedWaits() {
        JobWaiter any = waitsIfAny();
        return any == null ? 0 : any.parked();
    }

    /**
     * Counts one more endpoint, or with -1 one less, and gives how many there are.
     */
    int use(int more) {
        users += more;
        return users;
    }

    @Override
    protected void doStart() {
        ServiceHelper.startService(transport);
    }

    @Override
    protected void doStop() {
        JobWaiter currentWaits;
        ActiveJobLimiter currentSlots;
        synchronized (this) {
            currentWaits = waits;
            currentSlots = slots;
        }
        if (currentSlots != null) {
            currentSlots.close();
        }
        if (currentWaits != null) {
            currentWaits.close();
        }
        if (currentWaits != null || currentSlots != null) {
            ServiceHelper.stopService(threads);
        }
        deletions.close();
        ServiceHelper.stopService(transport);
    }
}
