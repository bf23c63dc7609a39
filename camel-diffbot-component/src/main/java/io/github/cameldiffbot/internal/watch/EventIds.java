/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobEventType;

/**
 * Creates the ids of one job's events, see {@link JobEvent#id()}. A time or number assigned by Diffbot identifies an
 * event. Other events are identified by the number of requested pages, and counted if that number has not changed.
 */
final class EventIds {

    /**
     * The maximum number of stored names. A name with a number of pages does not recur after that number has changed.
     */
    private static final int MAX_NAMES = 64;

    private final Map<String, Integer> given = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > MAX_NAMES;
        }
    };

    /**
     * Returns the id of an event that happens once in the life of a job.
     */
    static String once(Job job, JobEventType type) {
        return id(job, "-", "-", type);
    }

    /**
     * Returns the id of the first state of a job beyond a limit of credits.
     */
    static String overBudget(Job job, long maxCredits) {
        return once(job, JobEventType.overBudget) + '/' + maxCredits;
    }

    /**
     * Returns the id of the warning that the results of an end will be deleted.
     */
    static String expiring(Job ended) {
        return once(ended, JobEventType.expiring) + '/' + ended.getJobCompletionTimeUTC();
    }

    static String round(Job job, long round) {
        return id(job, round, "-", JobEventType.roundCompleted);
    }

    /**
     * Returns the id of an end, good or bad, by its completion time. It does not depend on the status in which the job
     * is seen.
     */
    static String end(Job job, long time) {
        return id(job, "-", "-", "ended") + '/' + time;
    }

    /**
     * Returns the id of an end without a reported completion time. A job without URLs never has one, and no other end
     * has its id.
     */
    static String endWithoutTime(Job job) {
        int code = job.getStatus().getCode();
        return id(job, "-", code == JobEnd.NO_URLS ? code : "-", "ended") + "/p" + job.getPageCrawlAttempts();
    }

    /**
     * Returns the id of an end after which the job continued before Diffbot reported the completion time. A time that
     * is reported later belongs to another end.
     */
    static String resumedEnd(Job job) {
        return endWithoutTime(job) + "/resumed";
    }

    /**
     * Returns the id of a change of status. A round starts once; otherwise only the number of requested pages grows.
     */
    static String status(Job job, JobEventType type) {
        return id(job, job.getRoundsCompleted(), job.getStatus().getCode(), type)
               + (type == JobEventType.started ? "/" + job.getRoundStartTime() : "/p" + job.getPageCrawlAttempts());
    }

    static String progress(Job job) {
        return id(job, job.getRoundsCompleted(), "-", JobEventType.progress) + '/' + job.getPageCrawlAttempts() + '-'
               + job.getPageCrawlSuccesses() + '-' + job.getPageProcessAttempts() + '-' + job.getPageProcessSuccesses() + '-'
               + job.getObjectsFound() + '-' + job.getUrlsHarvested();
    }

    private static String id(Job job, Object round, Object status, Object event) {
        return job.getKey() + "/" + job.getJobCreationTimeUTC() + '/' + round + '/' + status + '/' + event;
    }

    /**
     * Returns a name for another event with this name: the second one gets /2.
     */
    String next(String name) {
        int number = given.merge(name, 1, Integer::sum);
        return number == 1 ? name : name + '/' + number;
    }
}
