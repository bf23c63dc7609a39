/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.job;

import java.time.Instant;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

import io.github.cameldiffbot.sandbox.WebhookBehaviour;
import io.github.cameldiffbot.sandbox.crawl.Fetcher;
import io.github.cameldiffbot.sandbox.crawl.RobotsCache;
import io.github.cameldiffbot.sandbox.crawl.WorkItem;

/** Does what the states of the jobs ask for: fetches pages, ends rounds, begins the next ones. */
public final class JobEngine implements AutoCloseable {

    private final JobStore store;
    private final JobClock clock;
    private final EngineOptions options;
    private final EventLog events;
    private final Fetcher fetcher;
    private final PageWorker worker;
    private final Notifier notifier;
    private final TimeTravel timeTravel;
    private final ExecutorService workers;
    private final ScheduledThreadPoolExecutor timer;
    private final Map<Job, RobotsCache> robots = new WeakHashMap<>();
    private final Object admission = new Object();
    private volatile boolean held;
    private volatile boolean maintenance;
    private volatile int maxRunning = Integer.MAX_VALUE;

    /**
     * An engine; it does nothing until it is told of a job.
     *
     * @param store   the jobs
     * @param clock   their time
     * @param options how to work
     * @param json    writes what webhooks get
     * @param events  takes what happens
     * @param outbox  takes what is told to the outside
     */
    public JobEngine(
                     JobStore store, JobClock clock, EngineOptions options, JobJson json, EventLog events, Outbox outbox) {
        this.store = store;
        this.clock = clock;
        this.options = options;
        this.events = events;
        this.fetcher = new Fetcher(options.fetch());
        this.worker = new PageWorker(fetcher, clock, options.legacy());
        this.notifier = new Notifier(options, outbox, json);
        this.timeTravel = new TimeTravel(store, clock, this::seeTo);
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
        timeTravel.suspend(held || maintenance);
        store.all().forEach(this::poke);
    }

    /**
     * Whether all page work is held back.
     *
     * @return true while it is
     */
    public boolean isHeld() {
        return held;
    }

    /**
     * Holds all page work back, or lets it go on; jobs do not show it.
     *
     * @param on whether to hold
     */
    public void hold(boolean on) {
        held = on;
        timeTravel.suspend(held || maintenance);
        store.all().forEach(this::poke);
    }

    /**
     * Bounds how many jobs of a token are at work; the others stay at status 0 until there is room.
     *
     * @param most how many
     */
    public void maxRunning(int most) {
        maxRunning = most;
        store.all().forEach(this::poke);
    }

    /**
     * Changes how webhooks are called.
     *
     * @param behaviour from now on
     */
    public void webhooks(WebhookBehaviour behaviour) {
        notifier.behave(behaviour);
    }

    /**
     * How webhooks are called.
     *
     * @return the behaviour
     */
    public WebhookBehaviour webhooks() {
        return notifier.behaviour();
    }

    /**
     * What moves the clock.
     *
     * @return it works only while the clock stands still
     */
    public TimeTravel timeTravel() {
        return timeTravel;
    }

    /**
     * What fetches pages.
     *
     * @return the fetcher
     */
    public Fetcher fetcher() {
        return fetcher;
    }

    /**
     * Sees to a job soon, after its state may have changed.
     *
     * @param job the job
     */
    public void poke(Job job) {
        schedule(() -> seeTo(job), 0);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        workers.shutdownNow();
        notifier.close();
        fetcher.close();
    }

    private void seeTo(Job job) {
        if (maintenance || !admit(job)) {
            return;
        }
        Instant now = clock.now();
        long millis = now.toEpochMilli();
        synchronized (job) {
            if (job.isStopped()) {
                return;
            }
            if (job.phase == Job.Phase.WAITING && !job.rounds.areUsedUp()) {
                if (job.rounds.due <= millis) {
                    forgetRobots(job);
                    job.beginRound(millis);
                } else if (job.rounds.seedsAreDue(millis)) {
                    forgetRobots(job);
                    job.beginSeeds(millis);
                }
            }
        }
        events.note(job, now);
        if (held) {
            planNext(job);
        } else {
            pump(job);
        }
    }

    /** Lets a new job begin, if its token has not too many at work. */
    private boolean admit(Job job) {
        synchronized (admission) {
            boolean full = job.isNew() && maxRunning < Integer.MAX_VALUE
                    && store.list(job.token()).stream().filter(Job::isAtWork).count() >= maxRunning;
            if (!full && !job.isPaused()) {
                job.start();
            }
            return !full;
        }
    }

    /** Lets the clock wake the job when it next has something to do. */
    private void planNext(Job job) {
        long next = job.nextEvent();
        if (next < 0 || clock.pace() == JobClock.Pace.FROZEN || !job.wakeAt(next)) {
            return;
        }
        long wait = Math.max(0, next - clock.now().toEpochMilli());
        if (clock.pace() == JobClock.Pace.REAL) {
            schedule(() -> wake(job), wait);
        } else {
            // before a round, a moment in which the status "waiting for the next round" can be seen
            schedule(() -> {
                if (job.nextEvent() == next && !maintenance) {
                    clock.moveTo(Instant.ofEpochMilli(next));
                }
                wake(job);
            }, job.isAtWork() ? 0 : Math.max(20, options.idle().toMillis()));
        }
    }

    private void wake(Job job) {
        job.wakeAt(0);
        seeTo(job);
    }

    private void pump(Job job) {
        while (!held && !maintenance) {
            WorkItem item;
            int life;
            synchronized (job) {
                life = job.life;
                item = job.queue.inFlight < options.workers() ? job.take(clock.now().toEpochMilli()) : null;
            }
            if (item == null) {
                checkIdle(job);
                planNext(job);
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
        if (outcome != null) {
            pad(begun);
            job.complete(item, outcome, life);
        }
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

    private void forgetRobots(Job job) {
        synchronized (robots) {
            robots.remove(job);
        }
    }

    private void checkIdle(Job job) {
        long ticket;
        boolean idle;
        synchronized (job) {
            idle = job.outOfWork();
            ticket = job.queue.taken;
        }
        if (!idle) {
            timeTravel.signal();
            return;
        }
        if (options.idle().isZero()) {
            endRound(job, ticket);
        } else {
            schedule(() -> endRound(job, ticket), options.idle().toMillis());
        }
    }

    private void endRound(Job job, long ticket) {
        Instant now = clock.now();
        synchronized (job) {
            if (ticket != job.queue.taken || !job.outOfWork() || maintenance) {
                return;
            }
            if (job.roundOver(now.toEpochMilli())) {
                notifier.tell(job, now);
            }
            job.roundClosed(now.toEpochMilli());
        }
        events.note(job, now);
        timeTravel.signal();
        seeTo(job);
        if (maxRunning < Integer.MAX_VALUE) {
            store.list(job.token()).stream().filter(Job::isNew).forEach(this::poke);
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
