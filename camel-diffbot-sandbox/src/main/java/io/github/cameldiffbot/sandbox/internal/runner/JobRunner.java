/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.runner;

import java.time.Instant;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.github.cameldiffbot.sandbox.internal.crawl.PageCrawler;
import io.github.cameldiffbot.sandbox.internal.engine.Job;
import io.github.cameldiffbot.sandbox.internal.engine.JobClock;
import io.github.cameldiffbot.sandbox.internal.engine.JobRegistry;
import io.github.cameldiffbot.sandbox.internal.engine.PageOutcome;
import io.github.cameldiffbot.sandbox.internal.engine.PageTask;
import io.github.cameldiffbot.sandbox.internal.fetch.Fetcher;
import io.github.cameldiffbot.sandbox.internal.fetch.RobotsCache;
import io.github.cameldiffbot.sandbox.model.ClockMode;
import io.github.cameldiffbot.sandbox.model.WebhookBehaviour;

/** Runs the jobs: crawls their pages on a pool of threads, and starts and ends their rounds when they are due. */
public final class JobRunner implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(JobRunner.class.getName());
    /** With an instant clock, how long a job shows that it waits for its next round. */
    private static final long MIN_WAIT_SHOWN_MILLIS = 20;

    private final JobRegistry jobs;
    private final JobClock clock;
    private final RunnerOptions options;
    private final EventLog events;
    private final Fetcher fetcher;
    private final PageCrawler crawler;
    private final Notifier notifier;
    private final VirtualTime virtualTime;
    private final ExecutorService workers;
    private final ScheduledThreadPoolExecutor timer;
    private final Map<Job, RobotsCache> robots = new WeakHashMap<>();
    private final Object startLock = new Object();
    private volatile boolean held;
    private volatile boolean maintenance;
    private volatile int maxRunning = Integer.MAX_VALUE;
    private volatile boolean closed;

    /**
     * Creates a runner without jobs.
     *
     * @param fetcher  not closed with the runner
     * @param notifier closed with the runner
     */
    public JobRunner(
                     JobRegistry jobs, JobClock clock, RunnerOptions options, EventLog events, Fetcher fetcher,
                     PageCrawler crawler, Notifier notifier) {
        this.jobs = jobs;
        this.clock = clock;
        this.options = options;
        this.events = events;
        this.fetcher = fetcher;
        this.crawler = crawler;
        this.notifier = notifier;
        this.virtualTime = new VirtualTime(jobs, clock, this::process);
        this.workers = Executors.newFixedThreadPool(options.workers(), DaemonThreads.named("diffbot-sandbox-worker"));
        this.timer = new ScheduledThreadPoolExecutor(1, DaemonThreads.named("diffbot-sandbox-timer"));
        this.timer.setRemoveOnCancelPolicy(true);
    }

    /** Returns whether the sandbox is in maintenance, in which all jobs show status 8. */
    public boolean inMaintenance() {
        return maintenance;
    }

    /** Starts or ends maintenance, in which no job works. */
    public void setMaintenance(boolean on) {
        maintenance = on;
        continueUnlessSuspended();
    }

    /** Returns whether pages are held back. */
    public boolean isHeld() {
        return held;
    }

    /** Holds back or releases all pages. The jobs do not show it. */
    public void setHeld(boolean on) {
        held = on;
        continueUnlessSuspended();
    }

    private void continueUnlessSuspended() {
        boolean suspended = held || maintenance;
        virtualTime.suspend(suspended);
        if (!suspended) {
            processSoon(jobs.all());
        }
    }

    /** Limits the number of jobs of a token that work at the same time. Further jobs stay at status 0. */
    public void setMaxRunning(int max) {
        maxRunning = max;
        processSoon(jobs.all());
    }

    /** Sets how webhooks are called. */
    public void setWebhooks(WebhookBehaviour behaviour) {
        notifier.setBehaviour(behaviour);
    }

    /** Returns how webhooks are called. */
    public WebhookBehaviour webhooks() {
        return notifier.behaviour();
    }

    /** Returns the control of a virtual clock. */
    public VirtualTime virtualTime() {
        return virtualTime;
    }

    /** Processes a job on another thread, after its state has changed. */
    public void processSoon(Job job) {
        schedule(() -> process(job), 0);
    }

    /** Starts jobs of a token that wait for another job to end. */
    public void startWaiting(String token) {
        jobs.list(token).stream().filter(Job::isNew).forEach(this::processSoon);
    }

    @Override
    public void close() {
        closed = true;
        timer.shutdownNow();
        workers.shutdownNow();
        notifier.close();
    }

    private void processSoon(Iterable<Job> all) {
        all.forEach(this::processSoon);
    }

    /** Does whatever the state of a job requires at this moment. */
    private void process(Job job) {
        if (maintenance || !tryStart(job) || job.isStopped()) {
            return;
        }
        Instant now = clock.now();
        job.startDueRound(now.toEpochMilli(), () -> clearRobots(job));
        events.addStatusChange(job, now);
        if (held) {
            scheduleNext(job);
        } else {
            dispatchPages(job);
        }
    }

    /** Starts a new job unless too many jobs of its token work already, and returns false if so. */
    private boolean tryStart(Job job) {
        synchronized (startLock) {
            boolean full = job.isNew() && maxRunning < Integer.MAX_VALUE
                    && jobs.list(job.token()).stream().filter(Job::isWorking).count() >= maxRunning;
            if (!full && !job.isPaused()) {
                job.start();
            }
            return !full;
        }
    }

    /** Schedules the next event of a job that has no work at present. */
    private void scheduleNext(Job job) {
        long next = job.nextEvent();
        if (next < 0 || clock.mode() == ClockMode.VIRTUAL || !job.setWakeUp(next)) {
            return;
        }
        if (clock.mode() == ClockMode.REAL) {
            schedule(() -> wakeUp(job), Math.max(0, next - clock.millis()));
        } else {
            schedule(() -> skipTo(job, next),
                    job.isWorking() ? 0 : Math.max(MIN_WAIT_SHOWN_MILLIS, options.idle().toMillis()));
        }
    }

    private void skipTo(Job job, long next) {
        if (job.nextEvent() == next && !maintenance) {
            clock.moveTo(Instant.ofEpochMilli(next));
        }
        wakeUp(job);
    }

    private void wakeUp(Job job) {
        job.setWakeUp(0);
        process(job);
    }

    /** Passes the pages of a job to the workers as long as it has any. */
    private void dispatchPages(Job job) {
        while (!held && !maintenance) {
            PageTask task = job.take(options.workers(), clock.millis());
            if (task == null) {
                checkIdle(job);
                scheduleNext(job);
                return;
            }
            try {
                workers.execute(() -> crawl(job, task));
            } catch (RejectedExecutionException e) {
                // the sandbox is closing
                return;
            }
        }
    }

    private void crawl(Job job, PageTask task) {
        long start = System.nanoTime();
        PageOutcome outcome;
        try {
            outcome = crawler.crawl(task, robotsOf(job));
        } catch (RuntimeException | Error e) {
            // one bad page never stops a job
            outcome = crawler.failed(task, e);
        }
        if (outcome != null) {
            awaitPageTime(start);
        }
        if (closed) {
            // the fetch was interrupted: the page is fetched again when the job is restored
            return;
        }
        try {
            if (outcome != null) {
                task.complete(outcome);
            }
        } finally {
            dispatchPages(job);
        }
    }

    private void awaitPageTime(long start) {
        long left = options.pageTime().toNanos() - (System.nanoTime() - start);
        if (left > 0) {
            try {
                TimeUnit.NANOSECONDS.sleep(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private RobotsCache robotsOf(Job job) {
        synchronized (robots) {
            return robots.computeIfAbsent(job, j -> new RobotsCache(fetcher));
        }
    }

    private void clearRobots(Job job) {
        synchronized (robots) {
            robots.remove(job);
        }
    }

    private void checkIdle(Job job) {
        long ticket = job.idleTicket();
        if (ticket < 0) {
            virtualTime.signal();
        } else if (options.idle().isZero()) {
            endRound(job, ticket);
        } else {
            schedule(() -> endRound(job, ticket), options.idle().toMillis());
        }
    }

    private void endRound(Job job, long ticket) {
        Instant now = clock.now();
        if (maintenance || !job.endRound(ticket, now.toEpochMilli(), ended -> notifier.send(ended, now))) {
            return;
        }
        events.addStatusChange(job, now);
        virtualTime.signal();
        process(job);
        if (maxRunning < Integer.MAX_VALUE) {
            startWaiting(job.token());
        }
    }

    /** Runs a task of the timer, which would keep an exception to itself. */
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "A job of the sandbox has stopped because of a defect", e);
        }
    }

    private void schedule(Runnable task, long millis) {
        try {
            timer.schedule(() -> run(task), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // the sandbox is closing: the task is dropped
            return;
        }
    }
}
