/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.operation;

import java.util.Optional;

import io.github.cameldiffbot.internal.session.DiffbotSession;
import io.github.cameldiffbot.internal.session.JobDeletion;
import io.github.cameldiffbot.internal.wait.OncePerJob;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobAction;
import io.github.cameldiffbot.job.JobKey;
import io.github.cameldiffbot.job.JobType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies {@code onTimeout} or {@code onStop} to a job after a wait for it ended, unless another exchange waits for or
 * reads the job, another job has its name, or it has ended meanwhile.
 */
final class JobEndAction {

    private static final Logger LOG = LoggerFactory.getLogger(JobEndAction.class);

    private final DiffbotSession session;
    private final String option;
    private final JobAction action;

    /**
     * Creates an action.
     *
     * @param option the name of the option
     */
    JobEndAction(DiffbotSession session, String option, JobAction action) {
        this.session = session;
        this.option = option;
        this.action = action;
    }

    /**
     * Runs the action once for all waits that share it, and returns a clause that describes the result.
     *
     * @param last the last status of the job; null if it is unknown
     */
    String act(JobType type, String name, @Nullable Job last, OncePerJob once) {
        if (action == JobAction.leave) {
            return "";
        }
        // the last wait for a job runs the action, so each wait checks
        if (session.isInUse(last == null ? new JobKey(type.name(), name) : last.getKey())) {
            return ", and it was left alone, as another exchange waits for it or reads its results";
        }
        return once.run(option + action, () -> act(type, name, last));
    }

    private String act(JobType type, String name, @Nullable Job last) {
        try {
            return session.locked(option, name, () -> locked(type, name, last));
        } catch (RuntimeException e) {
            LOG.warn("Could not {} job '{}' after the wait for it ended ({}): {}", action, name, option, e.getMessage());
            return ", and the attempt to " + action + " it failed (" + e.getMessage() + ")";
        }
    }

    private String locked(JobType type, String name, @Nullable Job last) {
        // deleting cannot be undone
        Optional<Job> now = (action == JobAction.delete
                ? session.client().reads().find(type, name) : session.existingJobs().find(type, name))
                .filter(found -> last == null || JobDeletion.isSame(last, found));
        if (now.isEmpty()) {
            return ", and there is no such job any more";
        }
        if (hasEnded(now.get(), last)) {
            return ", and it was left alone, as it has ended meanwhile";
        }
        return act(now.get(), option + "=" + action);
    }

    // a pause or maintenance hides the end, and keeps the completion time of an earlier one
    private static boolean hasEnded(Job now, @Nullable Job last) {
        return now.getStatus().getGroup().isEnd() || last != null && last.getCurrentTimeUTC() > 0
                && now.getStatus().getGroup().isPause() && now.getJobCompletionTimeUTC() >= last.getCurrentTimeUTC();
    }

    private String act(Job job, String why) {
        if (action == JobAction.pause) {
            session.client().changes().pause(job);
            return ", and it was paused";
        }
        session.deletion().deleteSeen(job, why);
        return ", and it was deleted";
    }
}
