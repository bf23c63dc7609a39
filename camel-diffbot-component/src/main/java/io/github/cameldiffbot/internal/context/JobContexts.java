/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.context;

import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.github.cameldiffbot.error.DiffbotOutcomeUnknownException;
import io.github.cameldiffbot.internal.text.Excerpt;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;
import org.apache.camel.Message;
import org.apache.camel.spi.StateRepository;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores the headers of the message that submits a job, and sets them on the messages of the job's events. The headers
 * are stored before the submission, so that a process that ends in between loses none; they are removed when the job's
 * end was handled or the job is deleted.
 */
public final class JobContexts {

    private static final Logger LOG = LoggerFactory.getLogger(JobContexts.class);

    // not all repositories can remove a state
    private static final String REMOVED = "";

    private final Supplier<StateRepository<String, String>> repository;
    private final String keyPrefix;
    private final LongSupplier seconds;

    /**
     * @param repository returns the started repository
     */
    public JobContexts(Supplier<StateRepository<String, String>> repository) {
        this(repository, "");
    }

    /**
     * @param keyPrefix the beginning of all keys
     */
    JobContexts(Supplier<StateRepository<String, String>> repository, String keyPrefix) {
        this(repository, keyPrefix, () -> System.currentTimeMillis() / 1000);
    }

    JobContexts(Supplier<StateRepository<String, String>> repository, String keyPrefix, LongSupplier seconds) {
        this.repository = repository;
        this.keyPrefix = keyPrefix;
        this.seconds = seconds;
    }

    /**
     * Stores headers and submits a new job. The caller must hold the lock of the name.
     *
     * @param before the job of this name that is replaced; null for none
     * @param delete deletes that job, which keeps its headers if that fails
     * @param send   submits the job
     */
    public Job create(
            JobType type, String name, @Nullable Job before, Map<String, Object> headers, Runnable delete,
            Supplier<Job> send) {
        if (headers.isEmpty()) {
            delete.run();
            return send.get();
        }
        JobContext context = JobContext.ofNew(before, seconds.getAsLong(), headers);
        String key = key(type.name(), name);
        String stored = before == null ? null : repository.get().getState(key);
        store(key, context);
        try {
            delete.run();
        } catch (RuntimeException e) {
            set(key, stored == null ? REMOVED : stored);
            throw e;
        }
        Job job = submit(key, REMOVED, send);
        if (job.getJobCreationTimeUTC() > 0) {
            try {
                repository.get().setState(key(job), context.createdAt(job.getJobCreationTimeUTC()).toText());
            } catch (RuntimeException e) {
                // what was stored before the submission serves, too
                LOG.debug("The headers carried for job '{}' could not be completed", Excerpt.of(name), e);
            }
        }
        return job;
    }

    /**
     * Adds headers to those of a job and changes it. The caller must hold the lock of the name.
     *
     * @param send changes the job
     */
    public Job update(Job before, Map<String, Object> headers, Supplier<Job> send) {
        if (headers.isEmpty()) {
            return send.get();
        }
        String stored = repository.get().getState(key(before));
        JobContext context = context(stored, before);
        JobContext changed = context == null
                ? JobContext.ofNew(null, seconds.getAsLong(), headers).createdAt(before.getJobCreationTimeUTC())
                : context.plus(headers);
        store(key(before), changed);
        return submit(key(before), stored == null ? REMOVED : stored, send);
    }

    private void store(String key, JobContext context) {
        JobContext.requireSmall(context.headers());
        repository.get().setState(key, context.toText());
    }

    private Job submit(String key, String before, Supplier<Job> send) {
        try {
            return send.get();
        } catch (DiffbotOutcomeUnknownException e) {
            throw e;
        } catch (RuntimeException e) {
            // nothing was submitted
            set(key, before);
            throw e;
        }
    }

    /**
     * Restarts a job, which gets a new creation time, and keeps its headers. The caller must hold the lock of the name.
     *
     * @param read    reads the job, if it has headers
     * @param restart restarts the job
     */
    public Job restart(JobType type, String name, Supplier<Job> read, Supplier<Job> restart) {
        String stored = repository.get().getState(key(type.name(), name));
        JobContext context = stored == null || stored.isEmpty() ? null : context(stored, read.get());
        Job after = restart.get();
        if (context != null && after.getJobCreationTimeUTC() > 0) {
            set(key(after), context.createdAt(after.getJobCreationTimeUTC()).toText());
        }
        return after;
    }

    /**
     * Sets the headers that are carried for a job, except those that the message has.
     */
    public void restore(Message message, Job job) {
        JobContext context = context(repository.get().getState(key(job)), job);
        if (context != null) {
            context.headers().forEach((name, value) -> {
                if (message.getHeader(name) == null) {
                    message.setHeader(name, value);
                }
            });
        }
    }

    /**
     * Removes the headers of a job that is deleted.
     */
    public void remove(Job job) {
        removeUnless(job, () -> false);
    }

    /**
     * Removes the headers of a job whose end was handled.
     *
     * @param needed returns whether something else still needs them; asked only if there are any
     */
    public void removeUnless(Job job, BooleanSupplier needed) {
        try {
            if (context(repository.get().getState(key(job)), job) != null && !needed.getAsBoolean()) {
                repository.get().setState(key(job), REMOVED);
            }
        } catch (RuntimeException e) {
            warn(key(job), e);
        }
    }

    private void set(String key, String text) {
        try {
            repository.get().setState(key, text);
        } catch (RuntimeException e) {
            warn(key, e);
        }
    }

    // they are ignored for any other job, and replaced with the next submission of the name
    private static void warn(String key, RuntimeException e) {
        LOG.warn("The headers carried for {} could not be changed in the contextRepository: {}", Excerpt.of(key), e.toString());
    }

    /**
     * Returns the stored context if it is of a job; else null.
     */
    private @Nullable JobContext context(@Nullable String stored, Job job) {
        if (stored == null || stored.isEmpty()) {
            return null;
        }
        JobContext context = JobContext.parse(stored);
        if (context == null) {
            LOG.warn("The contextRepository has something else than headers under {}. It is ignored", Excerpt.of(key(job)));
        }
        return context != null && context.isOf(job) ? context : null;
    }

    private String key(Job job) {
        return key(JobType.of(job.getType()).name(), job.getName());
    }

    private String key(String type, String name) {
        // other than the key of incremental reads, which may use the same repository
        return keyPrefix + type + "/" + name + "/context";
    }
}
