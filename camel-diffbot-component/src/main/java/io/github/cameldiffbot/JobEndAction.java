/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.Optional;

import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does with a job what <code>onTimeout</code> or <code>onStop</code> say when a wait for it ended: unless another
 * exchange still waits for the job or reads it, another job has its name by now, or it has ended meanwhile.
 */
final class JobEndAction {

    private static final Logger LOG = LoggerFactory.getLogger(JobEndAction.class);

    private final DiffbotSession session;
    private final CamelContext context;
    private final String option;
    private final JobAction action;

    /**
     * @param option the option that asks for it
     */
    JobEndAction(DiffbotSession session, CamelContext context, String option, JobAction action) {
        this.session = session;
        this.context = context;
        this.option = option;
        this.action = action;
    }

    /**
     * Does it, and says in a clause how that went.
     */
    String act(Job job) {
        if (session.isInUse(job.getKey(), context)) {
            return ", and it was left alone, as another exchange waits for it or reads its results";
        }
        try {
            return locked(job);
        } catch (RuntimeException e) {
            LOG.warn("Could not {} job '{}' after the wait for it ended ({}): {}", action, job.getName(), option,
                    e.getMessage());
            return ", and the attempt to " + action + " it failed (" + e.getMessage() + ")";
        }
    }

    private String locked(Job job) {
        JobLocks.Held lock = session.lock(option, job.getName());
        try {
            Optional<Job> now = session.existing().find(JobType.of(job.getType()), job.getName())
                    .filter(found -> JobDeletion.isSame(job, found));
            if (now.isEmpty()) {
                return ", and it was deleted or replaced meanwhile";
            }
            if (now.get().getStatus().getGroup().isEnd()) {
                return ", and it was left alone, as it has ended meanwhile";
            }
            return act(now.get(), option + "=" + action);
        } finally {
            lock.close();
        }
    }

    private String act(Job job, String why) {
        if (action == JobAction.pause) {
            session.client().pause(job);
            return ", and it was paused";
        }
        session.deletion().deleteSeen(job, why);
        return ", and it was deleted";
    }
}
