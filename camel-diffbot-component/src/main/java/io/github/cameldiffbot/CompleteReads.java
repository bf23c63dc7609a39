/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.Optional;
import java.util.function.Supplier;

import io.github.cameldiffbot.client.DiffbotClient;
import io.github.cameldiffbot.client.DiffbotException;
import io.github.cameldiffbot.client.DiffbotMissingRecordsException;
import io.github.cameldiffbot.client.DiffbotNoDataException;
import io.github.cameldiffbot.client.Failure;
import io.github.cameldiffbot.data.PatientResults;
import io.github.cameldiffbot.data.ResultIterator;
import io.github.cameldiffbot.job.Job;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that all results of a job are read: waits for those of a job that has just ended, and compares their
 * number with what the job says it found.
 */
final class CompleteReads {

    private static final Logger LOG = LoggerFactory.getLogger(CompleteReads.class);

    private final DiffbotConfiguration configuration;
    private final Supplier<DiffbotClient> client;

    CompleteReads(DiffbotConfiguration configuration, Supplier<DiffbotClient> client) {
        this.configuration = configuration;
        this.client = client;
    }

    /**
     * Results that are there. Those of a job that is over and found something are asked for again while there are none.
     */
    <T> ResultIterator<T> patient(String operation, JobRead read, Supplier<ResultIterator<T>> reading) {
        return !read.hasResults()
                ? PatientResults.once(reading)
                : new PatientResults<>(
                        reading,
                        (question, goodEnough) -> client.get().askAgain(operation, read.name(), question, goodEnough),
                        reason -> noData(operation, read, reason));
    }

    private void noData(String operation, JobRead read, DiffbotException reason) {
        Optional<Job> now = client.get().find(read.type(), read.name());
        if (now.isEmpty() || !read.isStill(now.get()) || now.get().getObjectsFound() == 0) {
            LOG.debug("Job '{}' went on meanwhile, so that it need not have results any more", read.name());
            return;
        }
        throw new DiffbotNoDataException(
                Failure.of(operation, read.name(),
                        "the job is over and has found " + now.get().getObjectsFound() + " objects, but "
                                                   + (reason == null ? "the result is empty" : "there is no result")
                                                   + " however often it is asked for",
                        "Read it again later with operation=" + operation + ", or raise maxRetries or retryDelay")
                        .causedBy(reason),
                now.get());
    }

    /**
     * Takes back what an earlier read of the same exchange told.
     */
    static void clear(Message message) {
        message.removeHeader(DiffbotConstants.RECORDS_RECEIVED);
        message.removeHeader(DiffbotConstants.RECORDS_SKIPPED);
        message.removeHeader(DiffbotConstants.RECORDS_DUPLICATE);
        message.removeHeader(DiffbotConstants.RECORDS_KNOWN);
        message.removeHeader(DiffbotConstants.RECORDS_MISSING);
    }

    /**
     * Tells how many results there were.
     */
    static void tell(Message message, ResultIterator<?> results) {
        message.setHeader(DiffbotConstants.RECORDS_RECEIVED, results.received());
        message.setHeader(DiffbotConstants.RECORDS_SKIPPED, results.skipped());
    }

    /**
     * Compares the records of a download that came to its end with what the job has found.
     *
     * @return whether none is known to be missing
     */
    boolean compare(Message message, JobRead read, ResultIterator<?> results) {
        boolean bounded = read.num() != null || configuration.getMaxRecords() > 0;
        if (bounded || read.job() == null || !JobRead.isComparable(read.job())) {
            return true;
        }
        long records = results.received() + results.skipped() + results.leftOut();
        long found = read.job().getObjectsFound();
        if (records < found) {
            // the look before may be an old one: before anything is told, how is it now?
            found = Math.min(found, foundNow(read));
        }
        if (records < found) {
            missing(message, read, found, records);
        }
        return records >= found;
    }

    /**
     * Says whether the results that came to their end were all there are.
     */
    void conclude(ReadOutcome outcome, Message message, JobRead read, ResultIterator<?> results) {
        long most = configuration.getMaxRecords();
        Object missing = message.getHeader(DiffbotConstants.RECORDS_MISSING);
        if (missing != null) {
            outcome.incomplete(missing + " records are missing");
        } else if (results.skipped() > 0) {
            outcome.incomplete(results.skipped() + " bad records were left out (onBadRecord)");
        } else if (most > 0 && results.received() >= most) {
            outcome.incomplete("no more than " + most + " records were read (maxRecords)");
        } else if (read.num() != null && results.received() + results.leftOut() >= read.num()) {
            outcome.incomplete("no more than " + read.num() + " records were asked for (num)");
        } else {
            outcome.complete();
        }
    }

    private long foundNow(JobRead read) {
        try {
            Optional<Job> now = client.get().find(read.type(), read.name());
            if (now.isPresent()) {
                return read.isStill(now.get()) && JobRead.isComparable(now.get()) ? now.get().getObjectsFound() : 0;
            }
        } catch (DiffbotException e) {
            LOG.debug("Job '{}' could not be looked at once more: {}", read.name(), e.getMessage());
        }
        return read.job().getObjectsFound();
    }

    private void missing(Message message, JobRead read, long found, long records) {
        message.setHeader(DiffbotConstants.RECORDS_MISSING, found - records);
        DiffbotMissingRecordsException error = new DiffbotMissingRecordsException(
                Failure.of("data", read.name(),
                        "the job has found " + found + " objects, but its data has " + records + " records",
                        "Read it again: Diffbot can need some time after the end of a job. If it stays so, the operation"
                                                                                                             + " urlReport tells what became of each URL"),
                found, records);
        if (configuration.isFailOnMismatch()) {
            throw error;
        }
        LOG.warn("{}. With failOnMismatch=true this is an error{}", error.getMessage(),
                configuration.isIncremental() ? "; the next incremental read begins where this one began" : "");
    }
}
