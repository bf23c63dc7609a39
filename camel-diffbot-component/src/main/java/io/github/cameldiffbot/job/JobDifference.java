/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Tells what happened to a job from two looks at it. Between two looks a job can be created, end several rounds and
 * finish: each of these facts gives one event, the most specific that was asked for.
 */
public final class JobDifference {

    /**
     * More rounds than this between two looks are told as the last so many: no poll is that late, but a counter on the
     * wire can be anything.
     */
    private static final int MOST_ROUNDS = 100;

    private final Job previous;
    private final Job current;
    private final Set<JobEventType> wanted;
    private final List<JobEvent> events = new ArrayList<>();

    private JobDifference(Job previous, Job current, Set<JobEventType> wanted) {
        this.previous = previous;
        this.current = current;
        this.wanted = wanted;
    }

    /**
     * What happened from one look to the next.
     *
     * @param previous the job at the look before, or null when it was not there
     * @param current  the job now
     * @param wanted   the events to tell of
     */
    public static List<JobEvent> between(Job previous, Job current, Set<JobEventType> wanted) {
        JobDifference difference = new JobDifference(previous, current, wanted);
        difference.look(true);
        return difference.events;
    }

    /**
     * What the first look at a job tells of its past: that it exists, what its status is, and the last round that it
     * completed. Earlier rounds are not told, as nobody asked for them when they ended.
     */
    public static List<JobEvent> first(Job current, Set<JobEventType> wanted) {
        JobDifference difference = new JobDifference(null, current, wanted);
        difference.look(false);
        return difference.events;
    }

    /**
     * The job is gone.
     */
    public static JobEvent deleted(Job last) {
        return new JobEvent(
                JobEventType.deleted, id(last, "-", "-", JobEventType.deleted), last, last.getStatus(),
                last.getRoundsCompleted());
    }

    private void look(boolean everyRound) {
        // what the looks before said of an earlier life of the job is no measure for this one
        boolean anew = previous != null && previous.getJobCreationTimeUTC() != current.getJobCreationTimeUTC();
        if (previous == null) {
            tell(JobEventType.created, id(current, "-", "-", JobEventType.created));
        } else if (anew) {
            tell(JobEventType.restarted, id(current, "-", "-", JobEventType.restarted));
        }
        Job before = anew ? null : previous;
        JobStatus statusBefore = before == null ? new JobStatus(0, "") : before.getStatus();

        boolean toldStatus = rounds(before, statusBefore, everyRound);
        if (!toldStatus) {
            status(before, statusBefore);
        }
        if (events.isEmpty() && before != null && countersMoved(before)) {
            tell(JobEventType.progress, id(current, current.getRoundsCompleted(), "-", JobEventType.progress) + '/'
                                        + current.getPageCrawlAttempts() + '-' + current.getPageProcessAttempts() + '-'
                                        + current.getObjectsFound());
        }
    }

    /**
     * Tells of the rounds that ended, and says whether that covers the change of status, too.
     */
    private boolean rounds(Job before, JobStatus statusBefore, boolean everyRound) {
        long now = current.getRoundsCompleted();
        long then = before == null ? 0 : before.getRoundsCompleted();
        if (before != null && statusBefore.getGroup().isEnd() && now > then) {
            // the end of the round that the job was over with has been told as its completion
            then++;
        }
        if (now <= then || !wanted.contains(JobEventType.roundCompleted)) {
            return false;
        }
        for (long round = everyRound ? Math.max(then + 1, now - MOST_ROUNDS + 1) : now; round <= now; round++) {
            // without the status: the next round may have begun by the time that somebody looks
            add(JobEventType.roundCompleted, id(current, round, "-", JobEventType.roundCompleted), round);
        }
        return current.getStatus().getGroup() == JobStatusGroup.waiting;
    }

    private void status(Job before, JobStatus statusBefore) {
        JobStatus status = current.getStatus();
        boolean changed = status.getCode() != statusBefore.getCode();
        if (!changed && !endedAgain(before, status)) {
            return;
        }
        JobEventType type = specific(statusBefore.getGroup(), status);
        if (wanted.contains(type)) {
            tell(type, id(current, current.getRoundsCompleted(), status.getCode(), type) + timeOf(type));
        } else if (changed) {
            tell(JobEventType.status, id(current, current.getRoundsCompleted(), status.getCode(), JobEventType.status)
                                      + timeOf(JobEventType.status));
        }
    }

    /**
     * Whether a job that is over now and was over before has worked in between.
     */
    private boolean endedAgain(Job before, JobStatus status) {
        return before != null && status.getGroup().isEnd() && before.getJobCompletionTimeUTC() > 0
                && current.getJobCompletionTimeUTC() > before.getJobCompletionTimeUTC();
    }

    private static JobEventType specific(JobStatusGroup before, JobStatus status) {
        return switch (status.getGroup()) {
            case finished -> JobEventType.completed;
            case failed -> JobEventType.failed;
            case paused -> JobEventType.paused;
            case suspended -> JobEventType.suspended;
            case halted -> JobEventType.halted;
            case waiting -> before.isPause() ? JobEventType.resumed : JobEventType.status;
            case running -> running(before, status);
            case unknown -> JobEventType.status;
        };
    }

    private static JobEventType running(JobStatusGroup before, JobStatus status) {
        if (before.isPause() || before.isEnd()) {
            return JobEventType.resumed;
        }
        return status.getCode() == 7 ? JobEventType.started : JobEventType.status;
    }

    private boolean countersMoved(Job before) {
        return before.getObjectsFound() != current.getObjectsFound()
                || before.getPageCrawlAttempts() != current.getPageCrawlAttempts()
                || before.getPageCrawlSuccesses() != current.getPageCrawlSuccesses()
                || before.getPageProcessAttempts() != current.getPageProcessAttempts()
                || before.getPageProcessSuccesses() != current.getPageProcessSuccesses()
                || before.getUrlsHarvested() != current.getUrlsHarvested();
    }

    /**
     * What tells one time from the next. It has to be the same for everybody who looks, at whatever moment: a round
     * starts once; for the rest the pages asked for so far are the only thing that grows. An end has a time of its own,
     * but one that can be 0 at first and filled in later: it serves only where no pages are counted.
     */
    private String timeOf(JobEventType type) {
        if (type == JobEventType.started) {
            return "/" + current.getRoundStartTime();
        }
        boolean end = type == JobEventType.completed || type == JobEventType.failed;
        if (end && current.getPageCrawlAttempts() == 0 && current.getJobCompletionTimeUTC() > 0) {
            return "/" + current.getJobCompletionTimeUTC();
        }
        return "/p" + current.getPageCrawlAttempts();
    }

    private void tell(JobEventType type, String id) {
        if (wanted.contains(type)) {
            add(type, id, current.getRoundsCompleted());
        }
    }

    private void add(JobEventType type, String id, long round) {
        events.add(new JobEvent(type, id, current, previous == null ? null : previous.getStatus(), round));
    }

    private static String id(Job job, Object round, Object status, JobEventType type) {
        return job.getKey() + "/" + job.getJobCreationTimeUTC() + '/' + round + '/' + status + '/' + type;
    }
}
