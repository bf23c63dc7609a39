/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.result;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.data.ResultIterator;
import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.error.DiffbotMissingRecordsException;
import io.github.cameldiffbot.error.DiffbotNoDataException;
import io.github.cameldiffbot.error.ErrorDetails;
import io.github.cameldiffbot.internal.client.DiffbotClient;
import io.github.cameldiffbot.internal.client.DownloadedFile;
import io.github.cameldiffbot.internal.data.RetryUntilPresentIterator;
import io.github.cameldiffbot.internal.data.stream.StreamSource;
import io.github.cameldiffbot.internal.exchange.ReadOutcome;
import io.github.cameldiffbot.internal.exchange.ResultRequest;
import io.github.cameldiffbot.internal.exchange.ResultScope;
import io.github.cameldiffbot.job.Job;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that all results of a job are read: waits for those of a job that has just ended, and compares their
 * number with what the job says it found.
 */
final class RecordCountCheck {

    private static final Logger LOG = LoggerFactory.getLogger(RecordCountCheck.class);

    private final ResultSettings settings;
    private final Supplier<DiffbotClient> client;

    RecordCountCheck(ResultSettings settings, Supplier<DiffbotClient> client) {
        this.settings = settings;
        this.client = client;
    }

    /**
     * Results that are there. Those of a job that is over and found something are asked for again while there are none.
     */
    <T> ResultIterator<T> retryUntilPresent(String operation, ResultRequest read, Supplier<ResultIterator<T>> reading) {
        return !read.hasResults()
                ? RetryUntilPresentIterator.once(reading)
                : new RetryUntilPresentIterator<>(
                        reading,
                        attempt -> retry(operation, read, attempt),
                        reason -> failIfStillEmpty(operation, read, reason));
    }

    /**
     * Raw results, requested again as long as there is nothing in them.
     */
    StreamSource retrySourceUntilPresent(String operation, ResultRequest read, boolean table, StreamSource source) {
        return read.hasResults() ? retryingSource(operation, read, table).of(source) : source;
    }

    /**
     * Raw results that go to a file, requested again as long as there is nothing in them.
     */
    Supplier<DownloadedFile> retryDownloadUntilPresent(
            String operation, ResultRequest read, boolean table, Supplier<DownloadedFile> download) {
        return read.hasResults() ? retryingSource(operation, read, table).of(download) : download;
    }

    private RetryUntilPresentSource retryingSource(String operation, ResultRequest read, boolean table) {
        return new RetryUntilPresentSource(
                attempt -> retry(operation, read, attempt),
                reason -> failIfStillEmpty(operation, read, reason), table);
    }

    private boolean retry(String operation, ResultRequest read, BooleanSupplier attempt) {
        return client.get().retryUntil(operation, read.name(), attempt::getAsBoolean, Boolean::booleanValue);
    }

    private void failIfStillEmpty(String operation, ResultRequest read, DiffbotException reason) {
        Optional<Job> now = client.get().find(read.type(), read.name());
        if (now.isEmpty() || !read.isStill(now.get()) || now.get().getObjectsFound() == 0) {
            LOG.debug("Job '{}' went on meanwhile, so that it need not have results any more", read.name());
            return;
        }
        throw new DiffbotNoDataException(
                ErrorDetails.of(operation, read.name(),
                        "the job is over and has found " + now.get().getObjectsFound() + " objects, but "
                                                        + (reason == null ? "the result is empty" : "there is no result")
                                                        + " however often it is asked for",
                        "Read it again later with operation=" + operation + ", or raise maxRetries or retryDelay")
                        .withCause(reason),
                now.get());
    }

    /**
     * Removes from a message what an earlier read of the same exchange reported.
     */
    static void clear(Message message) {
        message.removeHeader(DiffbotConstants.RECORDS_RECEIVED);
        message.removeHeader(DiffbotConstants.RECORDS_SKIPPED);
        message.removeHeader(DiffbotConstants.RECORDS_DUPLICATE);
        message.removeHeader(DiffbotConstants.RECORDS_KNOWN);
        message.removeHeader(DiffbotConstants.RECORDS_MISSING);
    }

    /**
     * How many records of a job that came to their end are missing, by the number that the job has found; 0 when that
     * cannot be told.
     */
    long countMissing(ResultRequest read, ResultIterator<?> results) {
        boolean bounded = read.num() != null || settings.maxRecords() > 0;
        if (bounded || read.job() == null || !ResultRequest.isComparable(read.job())) {
            return 0;
        }
        long records = countRecords(results);
        long found = read.job().getObjectsFound();
        if (records < found) {
            // that number may be an old one
            found = Math.min(found, readObjectsFound(read));
        }
        return Math.max(0, found - records);
    }

    private static long countRecords(ResultIterator<?> results) {
        return results.received() + results.skipped() + results.filtered();
    }

    private long readObjectsFound(ResultRequest read) {
        try {
            Optional<Job> now = client.get().find(read.type(), read.name());
            if (now.isPresent()) {
                return read.isStill(now.get()) && ResultRequest.isComparable(now.get()) ? now.get().getObjectsFound() : 0;
            }
        } catch (DiffbotException e) {
            LOG.debug("Job '{}' could not be looked at once more: {}", read.name(), e.getMessage());
        }
        return read.job().getObjectsFound();
    }

    /**
     * Reports at the end of results how many there were, and how many are missing.
     *
     * @param  read                           what was read
     * @throws DiffbotMissingRecordsException when records are missing and that is an error
     */
    void report(ResultScope scope, ReadOutcome outcome, ReadReport read) {
        ResultIterator<?> results = read.results();
        outcome.count(results.received(), results.skipped(), read.missing());
        scope.setHeader(DiffbotConstants.RECORDS_RECEIVED, results.received());
        scope.setHeader(DiffbotConstants.RECORDS_SKIPPED, results.skipped());
        String incomplete = incompleteReason(read);
        if (incomplete == null) {
            outcome.markComplete();
        } else {
            outcome.markIncomplete(incomplete);
        }
        if (read.missing() > 0) {
            scope.setHeader(DiffbotConstants.RECORDS_MISSING, read.missing());
            reportMissing(read);
        }
    }

    private String incompleteReason(ReadReport read) {
        ResultIterator<?> results = read.results();
        long max = settings.maxRecords();
        if (read.missing() > 0) {
            return read.missing() + " records are missing";
        }
        if (results.skipped() > 0) {
            return results.skipped() + " bad records were left out (onBadRecord=skip)";
        }
        if (max > 0 && results.received() >= max) {
            return "no more than " + max + " were read (maxRecords)";
        }
        if (read.num() != null && countRecords(results) >= read.num()) {
            return "no more than " + read.num() + " were requested (num)";
        }
        return null;
    }

    private void reportMissing(ReadReport read) {
        long records = countRecords(read.results());
        long found = records + read.missing();
        if (read.operation().equals("search")) {
            LOG.warn("Diffbot search{} found {} records, but its pages have {}",
                    read.jobName() == null ? "" : " of job '" + read.jobName() + "'", found, records);
            return;
        }
        DiffbotMissingRecordsException error = new DiffbotMissingRecordsException(
                ErrorDetails.of(read.operation(), read.jobName(),
                        "the job has found " + found + " objects, but its data has " + records + " records",
                        "ReadAttempt it again: Diffbot can need some time after the end of a job. If it stays so, the operation"
                                                                                                             + " urlReport tells what became of each URL"),
                found, records);
        if (settings.failOnMissingRecords()) {
            throw error;
        }
        LOG.warn("{}. With failOnMissingRecords=true this is an error{}", error.getMessage(),
                settings.incremental() ? "; the next incremental read begins where this one began" : "");
    }

    /**
     * Results that came to their end.
     *
     * @param operation that they are the answer to
     * @param jobName   the job's name, or null
     * @param num       how many were requested, or null for all
     * @param results   what was read
     * @param missing   how many are known to be missing
     */
    record ReadReport(String operation, String jobName, Integer num, ResultIterator<?> results, long missing) {
    }
}
