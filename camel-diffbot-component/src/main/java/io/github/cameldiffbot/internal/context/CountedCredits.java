/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.context;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

import io.github.cameldiffbot.internal.json.KeyHash;
import io.github.cameldiffbot.internal.text.Excerpt;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;
import org.apache.camel.spi.StateRepository;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts each credit that a job has cost once. A job only shows its total, so the last counted total is kept: in
 * memory, and until the job's end is handled also in the repository, over restarts. Several consumers of a job count it
 * once.
 */
public final class CountedCredits {

    private static final Logger LOG = LoggerFactory.getLogger(CountedCredits.class);

    private static final int MAX_JOBS = 10_000;
    // not all repositories can remove a state
    private static final String REMOVED = "";

    private final Map<String, Total> totals;
    private final @Nullable Supplier<StateRepository<String, String>> repository;
    private final String account;

    /**
     * The last counted total of a job.
     *
     * @param created the creation time of the job, which differs from that of another job of the name
     */
    private record Total(long created, long credits) {

        static @Nullable Total parse(@Nullable String text) {
            String[] parts = text == null ? new String[0] : text.split(":");
            try {
                return parts.length == 2 ? new Total(Long.parseLong(parts[0]), Long.parseLong(parts[1])) : null;
            } catch (NumberFormatException e) {
                return null;
            }
        }

        String toText() {
            return created + ":" + credits;
        }

        boolean isOther(Job job) {
            return created != job.getJobCreationTimeUTC();
        }
    }

    /**
     * Creates a counter without a repository.
     */
    public CountedCredits() {
        this(new LinkedHashMap<>(), null, "");
    }

    private CountedCredits(Map<String, Total> totals, @Nullable Supplier<StateRepository<String, String>> repository,
                           String account) {
        this.totals = totals;
        this.repository = repository;
        this.account = account;
    }

    /**
     * Returns a counter that shares the totals in memory.
     *
     * @param otherAccount    the account of the jobs, which is not stored
     * @param otherRepository returns the started repository; null for none
     */
    public CountedCredits of(String otherAccount, @Nullable Supplier<StateRepository<String, String>> otherRepository) {
        return new CountedCredits(totals, otherRepository, Long.toHexString(KeyHash.of(otherAccount)) + "/");
    }

    /**
     * Counts what a job has cost since it was counted last. Without a repository, an older job of which several rounds
     * have ended may have been counted by an earlier process, and only begins to be counted.
     *
     * @param job     the job at an end that was handled
     * @param credits what it has cost since it was created
     * @param uptime  how long this process has counted
     * @param again   whether a later process may count the same end; then {@link #remove} removes the total of a job
     *                that has ended
     * @param counter counts credits, before the new total is stored: a process that is killed in between has not
     *                reported them
     */
    public void count(Job job, long credits, Duration uptime, boolean again, LongConsumer counter) {
        try {
            Total stored = stored(job);
            Total total = new Total(job.getJobCreationTimeUTC(), credits);
            long spent = add(job, total, stored, uptime);
            if (spent > 0) {
                counter.accept(spent);
            }
            if (job.getStatus().getGroup().isEnd() && !again) {
                remove(job, stored);
            } else if (repository != null && (stored == null || stored.isOther(job) || stored.credits() < credits)) {
                repository.get().setState(key(job), total.toText());
            }
        } catch (RuntimeException e) {
            LOG.warn("The contextRepository cannot read or store the credits of job '{}'. What is not counted now is counted at"
                     + " the next end of the job, if there is one",
                    Excerpt.of(job.getName()), e);
        }
    }

    private @Nullable Total stored(Job job) {
        try {
            return repository == null ? null : Total.parse(repository.get().getState(key(job)));
        } catch (RuntimeException e) {
            if (job.getRepeat() > 0) {
                throw e;
            }
            // there is no next end, and usually none before
            LOG.warn("The counted credits of job '{}' could not be read from the contextRepository. All are counted",
                    Excerpt.of(job.getName()), e);
            return null;
        }
    }

    private long add(Job job, Total total, @Nullable Total stored, Duration uptime) {
        String key = account + key(job);
        synchronized (totals) {
            Total known = totals.get(key);
            boolean isNew = (known == null || known.isOther(job)) && repository == null && isOld(job, uptime);
            long before = Math.max(known == null || known.isOther(job) ? 0 : known.credits(),
                    stored == null || stored.isOther(job) ? 0 : stored.credits());
            if (total.credits() > before) {
                // the latest are last
                totals.remove(key);
                totals.put(key, total);
            }
            if (totals.size() > MAX_JOBS) {
                totals.remove(totals.keySet().iterator().next());
            }
            return isNew ? 0 : total.credits() - before;
        }
    }

    /**
     * Removes the stored total of a job that is deleted, or whose end is not counted again.
     */
    public void remove(Job job) {
        try {
            remove(job, repository == null ? null : Total.parse(repository.get().getState(key(job))));
        } catch (RuntimeException e) {
            LOG.warn("The counted credits of job '{}' could not be removed from the contextRepository",
                    Excerpt.of(job.getName()), e);
        }
    }

    private void remove(Job job, @Nullable Total stored) {
        if (repository != null && stored != null) {
            repository.get().setState(key(job), REMOVED);
        }
    }

    private static boolean isOld(Job job, Duration uptime) {
        return job.getRepeat() > 0 && job.getRoundsCompleted() > 1
                && job.getCurrentTimeUTC() - job.getJobCreationTimeUTC() > uptime.toSeconds();
    }

    int jobsInMemory() {
        synchronized (totals) {
            return totals.size();
        }
    }

    private static String key(Job job) {
        return JobType.of(job.getType()).name() + "/" + job.getName() + "/credits";
    }
}
