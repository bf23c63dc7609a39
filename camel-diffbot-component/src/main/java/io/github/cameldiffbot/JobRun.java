/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.time.Duration;

import io.github.cameldiffbot.client.DiffbotClient;
import io.github.cameldiffbot.client.DiffbotException;
import io.github.cameldiffbot.client.DiffbotJobFailedException;
import io.github.cameldiffbot.client.DiffbotNoSuchJobException;
import io.github.cameldiffbot.client.DiffbotWaitStoppedException;
import io.github.cameldiffbot.client.DiffbotWaitTimeoutException;
import io.github.cameldiffbot.client.Failure;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;
import io.github.cameldiffbot.watch.WaitEnd;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An exchange that waits for a job, from when the job is there to when the route goes on.
 */
final class JobRun {

    private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);

    private final DiffbotConfiguration configuration;
    private final DiffbotClient client;
    private final ResultBodies results;
    private final String operation;
    private final DataFormat format;
    private final Integer num;
    private final Exchange exchange;
    private final AsyncCallback callback;

    JobRun(
           DiffbotConfiguration configuration, DiffbotClient client, ResultBodies results, JobRequest request,
           Exchange exchange, AsyncCallback callback) {
        this.configuration = configuration;
        this.client = client;
        this.results = results;
        this.operation = request.operation().name();
        // read now, so that what is wrong with them is said before a job is made
        this.format = request.format();
        this.num = request.num();
        results.checkFetch(format, num);
        this.exchange = exchange;
        this.callback = callback;
    }

    /**
     * The wait is over: goes on with the route, on this thread.
     */
    void over(WaitEnd end, Job last) {
        try {
            if (end == WaitEnd.done) {
                exchange.getMessage().setBody(last);
                JobHeaders.set(exchange.getMessage(), last);
                results.setFetched(exchange, client, last, format, num);
                results.arrive(exchange);
            } else {
                exchange.setException(failure(end, last));
            }
        } catch (RuntimeException | Error e) {
            // an exchange that nobody goes on with would be lost for ever
            exchange.setException(e);
        }
        callback.done(false);
    }

    private DiffbotException failure(WaitEnd end, Job last) {
        String name = last.getName();
        String cure = "Go on with the operation await, or with run and onExisting=attach";
        return switch (end) {
            case failed -> new DiffbotJobFailedException(
                    Failure.of(operation, name, "the job ended with status " + last.getStatus(),
                            "Its URL report (operation urlReport) tells what became of each URL"),
                    last);
            case paused -> new DiffbotJobFailedException(
                    Failure.of(operation, name, "the job stands still with status " + last.getStatus(),
                            "Resume it (operation resume). " + cure),
                    last);
            case gone -> new DiffbotNoSuchJobException(
                    Failure.of(operation, name,
                            "the job was deleted while it was waited for, its last status was " + last.getStatus(),
                            "Create it again if it is still wanted"));
            case timeout -> new DiffbotWaitTimeoutException(
                    Failure.of(operation, name, "the job is not over after " + Duration.ofMillis(configuration.getTimeout())
                                                + ", its status is " + last.getStatus()
                                                + act(configuration.getOnTimeout(), last),
                            cure + ", or raise the option timeout"),
                    last);
            case stopped, done -> new DiffbotWaitStoppedException(
                    Failure.of(operation, name, "the route stops while the job is waited for, its status is " + last.getStatus()
                                                + act(configuration.getOnStop(), last),
                            cure),
                    last);
        };
    }

    /**
     * Does with the job what was asked for, and tells in a clause how that went.
     */
    private String act(JobAction action, Job job) {
        if (action == JobAction.leave) {
            return "";
        }
        JobType type = JobType.of(job.getType());
        try {
            if (action == JobAction.pause) {
                client.pause(type, job.getName());
                return ", and it was paused";
            }
            client.delete(type, job.getName());
            return ", and it was deleted";
        } catch (RuntimeException e) {
            LOG.warn("Could not {} job '{}' after the wait for it ended: {}", action, job.getName(), e.getMessage());
            return ", and the attempt to " + action + " it failed (" + e.getMessage() + ")";
        }
    }
}
