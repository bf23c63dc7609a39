/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

import io.github.cameldiffbot.sandbox.crawl.Fetcher;
import io.github.cameldiffbot.sandbox.crawl.RobotsCache;
import io.github.cameldiffbot.sandbox.crawl.WorkItem;

/** Does what the states of the jobs ask for: fetches pages, ends rounds, begins the next ones. */
public final class JobEngine implements AutoCloseable {

    private static final Duration QUIET_LIMIT = Duration.ofSeconds(60);

    private final JobStore store;
    private final JobClock clock;
    private final EngineOptions options;
    private final JobJson json;
    private final Fetcher fetcher;
    private final PageWorker worker;
    private final Notifier notifier;
    private final ExecutorService workers;
    private final ScheduledThreadPoolExecutor timer;
    private final Map<Job, RobotsCache> robots = new WeakHashMap<>();
    private final Object quiet = new Object();
    private volatile boolean held;
    private volatile boolean maintenance;

    /**
     * An engine; it does nothing until it is told of a job.
     *
     * @param store   the jobs
     * @param clock   their time
     * @param options how to work
     * @param json    writes what webhooks get
     */
    public JobEngine(JobStore store, JobClock clock, EngineOptions options, JobJson json) {
        this.store = store;
        this.clock = clock;
        this.options = options;
        this.json = json;
        this.fetcher = new Fetcher(options.allowed());
        this.worker = new PageWorker(fetcher, clock, options.legacy());
        this.notifier = new Notifier(options.allowed());
        this.workers = Executors.newFixedThreadPool(options.workers(), daemon("diffbot-sandbox-worker"));
        this.timer = new ScheduledThreadPoolExecutor(1, daemon("diffbot-sandbox-timer"));
        this.timer.setRemoveOnCancelPolicy(true);
    }

    /**
     * Whether all work is suspended.
     *
     * @return true while jobs show status 8
     */
    public boolean inMaintenance() {
        return maintenance;
    }

    /**
     * Suspends all work, or goes on with it.
     *
     * @param on whether to suspend
     */
    public void maintenance(boolean on) {
        maintenance = on;
        pokeAll();
    }

    /**
     * Holds all page work back, or lets it go on; jobs do not show it.
     *
     * @param on whether to hold
     */
    public void hold(boolean on) {
        held = on;
        pokeAll();
    }

    /**
     * Sees to a job soon, after its state may have changed.
     *
     * @param job the job
     */
    public void poke(Job job) {
        schedule(() -> seeTo(job), 0);
    }

    /**
     * Moves a clock that stands still, and lets all rounds that become due on the way take place, one after the other.
     *
     * @param step how far
     */
    public void advance(Duration step) {
        if (clock.pace() != JobClock.Pace.FROZEN) {
            throw new IllegalStateException("Only a virtual clock can be advanced");
        }
        Instant target = clock.now().plus(step);
        awaitQuiet();
        for (Instant next = nextRound(); next != null && !next.isAfter(target); next = nextRound()) {
            clock.moveTo(next);
            store.all().forEach(this::seeTo);
            awaitQuiet();
            if (held || maintenance) {
                break;
            }
        }
        clock.moveTo(target);
        pokeAll();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        workers.shutdownNow();
        notifier.close();
        fetcher.close();
    }

    private void pokeAll() {
        store.all().forEach(this::poke);
        signal();
    }

    private void seeTo(Job job) {
        long now = clock.now().toEpochMilli();
        long wait = -1;
        synchronized (job) {
            if (maintenance || job.paused || job.deleted || job.halted) {
                return;
            }
            job.start();
            if (job.phase == Job.Phase.WAITING && !job.roundsAreUsedUp()) {
                if (job.roundDue <= now) {
                    beginRound(job, now);
                } else {
                    wait = job.roundDue - now;
                }
            }
        }
        if (wait >= 0) {
            waitForRound(job, wait);
        } else if (!held) {
            pump(job);
        }
    }

    private void beginRound(Job job, long now) {
        synchronized (robots) {
            robots.remove(job);
        }
        job.beginRound(now);
    }

    private void waitForRound(Job job, long millis) {
        if (clock.pace() == JobClock.Pace.REAL) {
            schedule(() -> seeTo(job), millis);
        } else if (clock.pace() == JobClock.Pace.JUMPING) {
            // a moment in which the status "waiting for the next round" can be seen
            schedule(() -> {
                synchronized (job) {
                    if (job.phase == Job.Phase.WAITING && !job.paused && !job.deleted && !maintenance) {
                        clock.moveTo(Instant.ofEpochMilli(job.roundDue));
                    }
                }
                seeTo(job);
            }, Math.max(20, options.idle().toMillis()));
        }
    }

    private void pump(Job job) {
        while (!held && !maintenance) {
            WorkItem item;
            int life;
            synchronized (job) {
                life = job.life;
                item = job.inFlight < options.workers() ? job.take() : null;
            }
            if (item == null) {
                checkIdle(job);
                return;
            }
            try {
                workers.execute(() -> run(job, life, item));
            } catch (RejectedExecutionException e) {
                // the sandbox is being closed
                return;
            }
        }
    }

    private void run(Job job, int life, WorkItem item) {
        long begun = System.nanoTime();
        PageOutcome outcome;
        try {
            outcome = worker.work(job, life, job.rules(), robotsOf(job), item);
        } catch (RuntimeException e) {
            outcome = worker.broken(job, item, e);
        }
        pad(begun);
        job.complete(outcome, life);
        pump(job);
    }

    private void pad(long begun) {
        long left = options.pageTime().toNanos() - (System.nanoTime() - begun);
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

    private void checkIdle(Job job) {
        long ticket;
        synchronized (job) {
            if (!job.outOfWork()) {
                signal();
                return;
            }
            ticket = job.taken;
        }
        if (options.idle().isZero()) {
            endRound(job, ticket);
        } else {
            schedule(() -> endRound(job, ticket), options.idle().toMillis());
        }
    }

    private void endRound(Job job, long ticket) {
        synchronized (job) {
            if (ticket != job.taken || !job.outOfWork() || maintenance) {
                return;
            }
            long now = clock.now().toEpochMilli();
            job.roundOver(now);
            String webhook = job.settings.text(Setting.NOTIFY_WEBHOOK);
            if (!webhook.isBlank()) {
                JobStatus status = StatusRules.of(job, now, false);
                notifier.send(webhook, job.name(), status.message(), json.bytes(job, now, false));
            }
            job.roundClosed(now);
        }
        signal();
        seeTo(job);
    }

    private Instant nextRound() {
        Instant next = null;
        for (Job job : store.all()) {
            synchronized (job) {
                boolean waits = job.phase == Job.Phase.WAITING && !job.paused && !job.roundsAreUsedUp();
                Instant due = Instant.ofEpochMilli(job.roundDue);
                if (waits && (next == null || due.isBefore(next))) {
                    next = due;
                }
            }
        }
        return next;
    }

    private void awaitQuiet() {
        long deadline = System.nanoTime() + QUIET_LIMIT.toNanos();
        synchronized (quiet) {
            while (isBusy() && System.nanoTime() < deadline) {
                try {
                    quiet.wait(50);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    private boolean isBusy() {
        if (held || maintenance) {
            return false;
        }
        for (Job job : store.all()) {
            synchronized (job) {
                boolean atWork = job.phase == Job.Phase.NEW || job.phase == Job.Phase.RUNNING;
                if (atWork && !job.paused && !job.halted) {
                    return true;
                }
            }
        }
        return false;
    }

    private void signal() {
        synchronized (quiet) {
            quiet.notifyAll();
        }
    }

    private void schedule(Runnable task, long millis) {
        try {
            timer.schedule(task, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // the sandbox is being closed: nobody waits for this any more
            return;
        }
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
