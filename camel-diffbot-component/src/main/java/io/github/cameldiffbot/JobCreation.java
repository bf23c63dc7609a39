/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

import io.github.cameldiffbot.client.DiffbotClient;
import io.github.cameldiffbot.client.DiffbotException;
import io.github.cameldiffbot.client.DiffbotJobExistsException;
import io.github.cameldiffbot.client.DiffbotTooManyJobsException;
import io.github.cameldiffbot.client.Failure;
import io.github.cameldiffbot.client.FormParameters;
import io.github.cameldiffbot.client.JobForm;
import io.github.cameldiffbot.client.UrlSource;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;

/**
 * Creates jobs by name. Diffbot has no "create if absent": a second create of a name adds to the job and is paid for,
 * so this looks first, and lets nobody else in this process create the same name meanwhile.
 */
final class JobCreation {

    private final DiffbotClient client;
    /**
     * One lock serves many names: there are few creates at a time, and a lock per name would have to be forgotten
     * again.
     */
    private final Lock[] locks = Stream.generate(ReentrantLock::new).limit(64).toArray(Lock[]::new);

    /**
     * What became of it.
     *
     * @param job   the job as it is now
     * @param stale the job as it was before it got more to do, which Diffbot may go on telling for a moment; else null
     */
    record Outcome(Job job, Job stale) {
    }

    JobCreation(DiffbotClient client) {
        this.client = client;
    }

    /**
     * @param parameters the settings that a new job is made with
     * @param changes    the settings that an existing job is changed by: only what was asked for
     */
    Outcome create(
            JobType type, String name, FormParameters parameters, FormParameters changes, UrlSource urls,
            OnExisting onExisting) {
        // what is wrong with the URLs shows here, before anybody is asked anything
        try (JobForm form = client.prepare("create", type, name, parameters, urls)) {
            Lock lock = locks[Math.floorMod(name.hashCode(), locks.length)];
            lock.lock();
            try {
                Optional<Job> existing = client.find(type, name);
                return existing.isEmpty()
                        ? new Outcome(create(form), null) : meet(existing.get(), form, changes, onExisting);
            } finally {
                lock.unlock();
            }
        }
    }

    private Job create(JobForm form) {
        try {
            return client.create(form);
        } catch (DiffbotTooManyJobsException e) {
            List<Job> all;
            try {
                all = client.list();
            } catch (DiffbotException listFailed) {
                e.addSuppressed(listFailed);
                throw e;
            }
            long over = all.stream().filter(job -> job.getStatus().getGroup().isEnd()).count();
            throw new DiffbotTooManyJobsException(
                    Failure.of("create", form.name(), "the token has as many jobs as it may have: " + all.size() + ", of which "
                                                      + over + " are over and could be deleted",
                            "Delete some (operations list with status=finished,failed, and delete), or set"
                                                                                                 + " deleteAfterCompletion=true on the consumer")
                            .answered(e.getHttpResponseCode(), e.getErrorCode(), e.getServerText()));
        }
    }

    private Outcome meet(Job existing, JobForm form, FormParameters changes, OnExisting onExisting) {
        String name = form.name();
        if (!form.type().includes(existing.getType())) {
            throw new DiffbotJobExistsException(
                    Failure.of("create", name, "the name is taken by a " + existing.getType() + " job",
                            "Bulk and crawl jobs share one set of names: choose another jobName"));
        }
        return switch (onExisting) {
            case fail -> throw new DiffbotJobExistsException(
                    Failure.of("create", name, "the job exists already, with status " + existing.getStatus(),
                            "Choose another jobName, or set onExisting to attach, update or replace"));
            case attach -> new Outcome(existing, null);
            case update -> new Outcome(client.update(form.withSettings(changes)), existing);
            case replace -> {
                client.delete(form.type(), name);
                yield new Outcome(create(form), null);
            }
        };
    }
}
