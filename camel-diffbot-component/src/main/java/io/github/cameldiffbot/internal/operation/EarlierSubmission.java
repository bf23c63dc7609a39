/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.operation;

import java.util.Optional;

import io.github.cameldiffbot.error.DiffbotNoSuchJobException;
import io.github.cameldiffbot.error.ErrorDetails;
import io.github.cameldiffbot.internal.client.JobReads;
import io.github.cameldiffbot.internal.request.JobRequest;
import io.github.cameldiffbot.internal.session.DiffbotSession;
import io.github.cameldiffbot.internal.session.JobDeletion;
import io.github.cameldiffbot.job.Job;
import org.jspecify.annotations.Nullable;

/**
 * The job that a message has submitted before. The message gets this job: nothing is submitted twice.
 */
final class EarlierSubmission {

    private final DiffbotSession session;
    private final JobReads reads;
    private final JobRequest request;
    private final ChangeStep step;

    EarlierSubmission(DiffbotSession session, JobReads reads, JobRequest request, ChangeStep step) {
        this.session = session;
        this.reads = reads;
        this.request = request;
        this.step = step;
    }

    /**
     * Returns the current job; empty if the message has submitted none, or the submission was not carried out. The
     * caller must hold the lock of the name.
     */
    Optional<JobCreation.Outcome> find() {
        ChangeAttempt sent = step.repeated();
        if (sent == null) {
            return Optional.empty();
        }
        // Diffbot may still be processing it, for example if the polls after the submission were interrupted
        Optional<Job> now = sent.isUnknown()
                ? reads.findLate(request.type(), request.name(), sent.age())
                : reads.find(request.type(), request.name());
        Job made = made(sent, now);
        if (made == null) {
            step.forget();
            return Optional.empty();
        }
        Job job = current(made, now, sent.isYoung());
        Job stale = sent.stale();
        boolean created = sent.before().isEmpty();
        return Optional.of(new JobCreation.Outcome(
                job, stale != null && created && JobDeletion.isSame(stale, job) ? null : stale));
    }

    /**
     * Returns the job that the submission made; null if it was not carried out.
     */
    private @Nullable Job made(ChangeAttempt sent, Optional<Job> now) {
        Job made = sent.job();
        if (made != null) {
            return made;
        }
        if (now.isEmpty() || !sent.isUnknown()) {
            return null;
        }
        if (isAsBefore(sent, now.get())) {
            throw sent.stillUnknown(request.operation().name());
        }
        sent.carriedOut(now.get());
        return now.get();
    }

    /**
     * Returns whether a job can be that before the change: it was to be updated, or it was replaced and is still
     * reported although it was deleted.
     */
    private static boolean isAsBefore(ChangeAttempt sent, Job now) {
        Job stale = sent.stale();
        if (stale == null || !JobDeletion.isSame(stale, now)) {
            return false;
        }
        // two jobs created in the same second have the same time, but one that has ended does not run again. Other codes can
        // be those of the ended job behind a pause or maintenance
        int code = now.getStatus().getCode();
        return sent.before().isPresent() || !stale.getStatus().getGroup().isEnd() || code != 0 && code != 7;
    }

    /**
     * Returns the submitted job as it is now.
     *
     * @param young whether it may not be listed yet
     */
    private Job current(Job made, Optional<Job> now, boolean young) {
        if (now.isEmpty()) {
            if (young && !session.changes().isDeleted(made)) {
                return made;
            }
            throw gone(made, "it was deleted meanwhile");
        }
        Job found = now.get();
        if (JobDeletion.isSame(made, found)) {
            return found;
        }
        if (found.getJobCreationTimeUTC() < made.getJobCreationTimeUTC()) {
            // still the replaced job
            return made;
        }
        throw gone(made, "it was deleted or restarted meanwhile, and the job of this name is another one");
    }

    private DiffbotNoSuchJobException gone(Job job, String what) {
        return new DiffbotNoSuchJobException(
                ErrorDetails.of(request.operation().name(), job.getName(),
                        "the job was submitted for this message before; " + what + ". It is not submitted again",
                        "Send a new message if it is still wanted"));
    }
}
