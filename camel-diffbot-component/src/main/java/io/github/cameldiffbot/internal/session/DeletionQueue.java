/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.cameldiffbot.internal.text.Excerpt;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobEventType;
import io.github.cameldiffbot.job.JobKey;
import io.github.cameldiffbot.job.JobStatusGroup;
import io.github.cameldiffbot.job.JobType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes jobs of a token after their end. A job that an exchange or another consumer still needs, or that cannot be
 * deleted at the moment, waits here for a later poll. Each job is read again immediately before its deletion, because a
 * deletion cannot be undone.
 */
public final class DeletionQueue {

    private enum Outcome {
        /** nothing is left to do */
        done,
        later,
        /** the status of all jobs is hidden */
        maintenance
    }

    private static final Logger LOG = LoggerFactory.getLogger(DeletionQueue.class);

    /**
     * The number of jobs that a token can have.
     */
    private static final int MAX_WAITING = 1_000;
    private static final int MAX_NAMED = 10;
    private static final int MAX_SHOWN = 300;

    private final DiffbotSession session;
    private final Map<Target, JobEvent> waiting = new LinkedHashMap<>();

    private record Target(JobKey job, long creationTime) {

        static Target of(JobEvent event) {
            return new Target(event.job().getKey(), event.job().getJobCreationTimeUTC());
        }
    }

    DeletionQueue(DiffbotSession session) {
        this.session = session;
    }

    /**
     * Deletes the job of a handled event, now or later.
     *
     * @throws RuntimeException if the service fails; a later poll tries again
     */
    public void delete(JobEvent event) {
        if (session.isNeeded(event)) {
            add(event);
            LOG.info("Job '{}' is deleted later: another route of this application still waits for it, reads it or has not"
                     + " handled its end",
                    Excerpt.of(event.job().getName()));
            return;
        }
        Outcome outcome = Outcome.later;
        try {
            outcome = deleteUnlessChanged(event);
        } finally {
            if (outcome == Outcome.done) {
                // an earlier end of the job may wait
                remove(event);
            } else {
                add(event);
            }
        }
    }

    /**
     * Retries deletions up to the first that fails or finds maintenance: that probably affects the others, too.
     */
    public void retry() {
        for (JobEvent event : snapshot()) {
            if (session.isNeeded(event)) {
                continue;
            }
            try {
                Outcome outcome = deleteUnlessChanged(event);
                if (outcome == Outcome.done) {
                    remove(event);
                } else if (outcome == Outcome.maintenance) {
                    return;
                }
            } catch (RuntimeException e) {
                // to the end of the queue; the first failure was reported
                remove(event);
                add(event);
                LOG.debug("Job '{}' still cannot be deleted", event.job().getName(), e);
                return;
            }
        }
    }

    public int waiting() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    /**
     * Logs the jobs that were not deleted.
     */
    public void close() {
        List<JobEvent> left = snapshot();
        if (!left.isEmpty()) {
            LOG.warn("{} jobs were handled, but not deleted before the application stopped: {}{}", left.size(),
                    left.stream().limit(MAX_NAMED).map(event -> Excerpt.of(event.job().getName())).toList(),
                    left.size() > MAX_NAMED ? " and others" : "");
        }
        synchronized (waiting) {
            waiting.clear();
        }
    }

    private List<JobEvent> snapshot() {
        synchronized (waiting) {
            return new ArrayList<>(waiting.values());
        }
    }

    private void remove(JobEvent event) {
        synchronized (waiting) {
            waiting.remove(Target.of(event));
        }
    }

    private void add(JobEvent event) {
        synchronized (waiting) {
            Target target = Target.of(event);
            if (waiting.size() < MAX_WAITING || waiting.containsKey(target)) {
                waiting.put(target, event);
                return;
            }
        }
        LOG.warn("Job '{}' is not deleted after its completion: the limit of {} jobs that wait for deletion is reached",
                Excerpt.of(event.job().getName()), MAX_WAITING);
    }

    /**
     * Deletes a job unless it was replaced or has run again, or its status does not show that yet.
     */
    private Outcome deleteUnlessChanged(JobEvent event) {
        Job ended = event.job();
        if (isUnread(event)) {
            return Outcome.done;
        }
        return session.locked("delete", ended.getName(), () -> {
            Optional<Job> now = session.client().reads().find(JobType.of(ended.getType()), ended.getName());
            if (now.isEmpty() || session.changes().isDeleted(now.get())) {
                return Outcome.done;
            }
            if (session.changes().isStale(now.get())) {
                LOG.debug("Job '{}' is not deleted yet: it was changed a moment ago, which Diffbot may not show yet",
                        ended.getName());
                return Outcome.later;
            }
            if (session.isNeeded(event)) {
                // meanwhile an exchange that held the lock has attached to the job
                return Outcome.later;
            }
            if (isUnread(event)) {
                // another exchange has read it meanwhile
                return Outcome.done;
            }
            if (isHidden(ended, now.get())) {
                LOG.debug("Job '{}' is not deleted yet: it ended, and status {} does not show whether it runs again",
                        ended.getName(), now.get().getStatus());
                return now.get().getStatus().getGroup() == JobStatusGroup.suspended ? Outcome.maintenance : Outcome.later;
            }
            String change = describeChange(event, now.get());
            if (change == null) {
                session.deletion().deleteSeen(now.get(), "deleteAfterCompletion=true");
            } else {
                logKept(ended, change);
            }
            return Outcome.done;
        });
    }

    /**
     * Returns whether all results of a job were certainly read that exchanges began to read.
     */
    public boolean isRead(JobEvent event) {
        return unreadReason(event) == null;
    }

    private boolean isUnread(JobEvent event) {
        String unread = unreadReason(event);
        if (unread != null) {
            logKept(event.job(), unread);
        }
        return unread != null;
    }

    private @Nullable String unreadReason(JobEvent event) {
        Job job = event.job();
        boolean empty = event.type() == JobEventType.failed && job.containsKey("objectsFound") && job.getObjectsFound() == 0;
        return empty ? null : session.resultReads().unreadReason(job);
    }

    private static void logKept(Job job, String why) {
        LOG.info("Job '{}' is not deleted after its completion: {}", Excerpt.of(job.getName()), Excerpt.of(why, MAX_SHOWN));
    }

    /**
     * Returns whether a pause or maintenance hides whether the job runs again, or its last round is not counted yet.
     */
    private static boolean isHidden(Job ended, Job now) {
        boolean uncounted = !ended.getStatus().getGroup().isEnd() && !now.getStatus().getGroup().isEnd()
                && now.getStatus().getCode() == ended.getStatus().getCode()
                && now.getRoundsCompleted() == ended.getRoundsCompleted();
        return now.getJobCreationTimeUTC() == ended.getJobCreationTimeUTC() && isSameEnd(ended, now)
                && (uncounted || now.getStatus().getGroup().isPause());
    }

    // Diffbot may report the time later
    private static boolean isSameEnd(Job ended, Job now) {
        return ended.getJobCompletionTimeUTC() <= 0 || now.getJobCompletionTimeUTC() == ended.getJobCompletionTimeUTC();
    }

    /**
     * Returns how a job differs from the one whose end was handled; null if it does not.
     */
    private static @Nullable String describeChange(JobEvent event, Job now) {
        Job ended = event.job();
        JobStatusGroup group = now.getStatus().getGroup();
        if (now.getJobCreationTimeUTC() != ended.getJobCreationTimeUTC()) {
            return "another job has its name by now, or it was restarted";
        }
        if (!group.isEnd()) {
            return (group.isPause() ? "it has run again, and shows status " : "it runs again, with status ") + now.getStatus();
        }
        if (now.getObjectsFound() > ended.getObjectsFound()) {
            return "it has found " + now.getObjectsFound() + " objects by now, and " + ended.getObjectsFound()
                   + " when it ended";
        }
        // the status of the end was unknown: behind a pause or maintenance, or because the last round was not counted
        boolean sameStatus = !ended.getStatus().getGroup().isEnd()
                ? (group == JobStatusGroup.failed) == (event.type() == JobEventType.failed)
                : now.getStatus().getCode() == ended.getStatus().getCode();
        if (!sameStatus || !isSameEnd(ended, now)) {
            return "it has ended again meanwhile, with status " + now.getStatus();
        }
        return null;
    }
}
