/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.job;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Names the events of one job, see {@link JobEvent#id()}. What Diffbot gives a time or a number of its own is named by
 * that. The rest is named by the pages requested so far, and counted where these have not moved either.
 */
final class EventIds {

    /**
     * How many names are remembered. A name with a number of pages does not come again once the pages have moved.
     */
    private static final int MAX_NAMES = 64;

    private final Map<String, Integer> given = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > MAX_NAMES;
        }
    };

    /**
     * Returns an event that happens once in the life of a job.
     */
    static String once(Job job, JobEventType type) {
        return id(job, "-", "-", type);
    }

    static String round(Job job, long round) {
        return id(job, round, "-", JobEventType.roundCompleted);
    }

    /**
     * Returns an end, good or bad, by its completion time: the same in whatever status the job is seen.
     */
    static String end(Job job, long time) {
        return id(job, "-", "-", "ended") + '/' + time;
    }

    /**
     * Returns an end whose completion time Diffbot does not say. That of a job without URLs never has one, and is no
     * other's.
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
     * Returns a change of status. A round starts once; for the rest the pages requested so far are the only thing that
     * grows.
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
     * Returns a name for one more event that has this name: the second one gets /2.
     */
    String next(String name) {
        int number = given.merge(name, 1, Integer::sum);
        return number == 1 ? name : name + '/' + number;
    }
}
