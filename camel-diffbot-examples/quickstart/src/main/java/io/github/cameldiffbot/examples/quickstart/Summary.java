/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples.quickstart;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.job.Job;
import org.apache.camel.Body;
import org.apache.camel.Header;

/**
 * Counts records and jobs, and detects the end of all jobs.
 */
public class Summary {

    private final Map<String, AtomicLong> records = new ConcurrentHashMap<>();
    private final Map<String, Job> jobs = new ConcurrentSkipListMap<>();
    private final CountDownLatch open;

    public Summary(int expectedJobs) {
        open = new CountDownLatch(expectedJobs);
    }

    /**
     * Counts a record of a job.
     */
    public void countRecord(@Header(DiffbotConstants.JOB_NAME) String job) {
        records.computeIfAbsent(job, name -> new AtomicLong()).incrementAndGet();
    }

    /**
     * Records the end of a job.
     */
    public void jobIsDone(@Body Job job) {
        if (jobs.put(job.getName(), job) == null) {
            open.countDown();
        }
    }

    /**
     * Waits for all jobs, and returns whether they are done.
     */
    public boolean await(long seconds) throws InterruptedException {
        return open.await(seconds, TimeUnit.SECONDS);
    }

    /**
     * Returns the number of records read of a job.
     */
    public long records(String job) {
        return records.getOrDefault(job, new AtomicLong()).get();
    }

    /**
     * Returns a table with a line for each job.
     */
    public String table() {
        StringBuilder table = new StringBuilder();
        row(table, List.of("job", "pages", "records", "seconds", "status"));
        jobs.values().forEach(job -> row(table, List.of(job.getName(), job.getPageProcessSuccesses(),
                records(job.getName()), Math.max(0, job.getJobCompletionTimeUTC() - job.getJobCreationTimeUTC()),
                job.getStatus().getMessage())));
        return table.toString();
    }

    private static void row(StringBuilder table, List<?> cells) {
        table.append(String.format("%-24s %7s %9s %9s   %s%n", cells.toArray()));
    }
}
