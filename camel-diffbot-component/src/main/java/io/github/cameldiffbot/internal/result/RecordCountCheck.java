/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.result;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.data.ResultIterator;
import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.error.DiffbotMissingRecordsException;
import io.github.cameldiffbot.error.DiffbotNoDataException;
import io.github.cameldiffbot.error.ErrorDetails;
import io.github.cameldiffbot.internal.client.DiffbotClient;
import io.github.cameldiffbot.internal.client.DownloadedFile;
import io.github.cameldiffbot.internal.data.PresenceRetry;
import io.github.cameldiffbot.internal.data.RetryUntilPresentIterator;
import io.github.cameldiffbot.internal.data.stream.StreamSource;
import io.github.cameldiffbot.internal.exchange.ReadOutcome;
import io.github.cameldiffbot.internal.exchange.ResultRequest;
import io.github.cameldiffbot.internal.exchange.ResultScope;
import io.github.cameldiffbot.job.Job;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ensures that all results of a job are read: retries while a job that has just ended shows none, and compares their
 * number with the number of objects that the job found.
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
     * Returns results that are requested again while they are empty if the job has ended and found objects.
     */
    <T> ResultIterator<T> retryUntilPresent(String operation, ResultRequest read, Supplier<ResultIterator<T>> reading) {
        return new RetryUntilPresentIterator<>(reading, read.hasResults() ? new Presence(operation, read) : null);
    }

    /**
     * Returns raw results that are requested again while they are empty.
     */
    StreamSource retrySourceUntilPresent(String operation, ResultRequest read, boolean table, StreamSource source) {
        return read.hasResults() ? new RetryUntilPresentSource(new Presence(operation, read), table).of(source) : source;
    }

    /**
     * Returns a download to a file that is repeated while it is empty.
     */
    Supplier<DownloadedFile> retryDownloadUntilPresent(
            String operation, ResultRequest read, boolean table, Supplier<DownloadedFile> download) {
        return read.hasResults() ? new RetryUntilPresentSource(new Presence(operation, read), table).of(download) : download;
    }

    /**
     * Removes the headers of an earlier read of the same exchange.
     */
    static void clear(Message message) {
        message.removeHeader(DiffbotConstants.RECORDS_RECEIVED);
        message.removeHeader(DiffbotConstants.RECORDS_SKIPPED);
        message.removeHeader(DiffbotConstants.RECORDS_DUPLICATE);
        message.removeHeader(DiffbotConstants.RECORDS_KNOWN);
        message.removeHeader(DiffbotConstants.RECORDS_MISSING);
    }

    /**
     * Returns the difference between the number of objects that the job found and the records read to the end; 0 if it
     * is unknown.
     */
    long countMissing(ResultRequest read, ResultIterator<?> results) {
        boolean bounded = read.num() != null || settings.maxRecords() > 0;
        if (bounded || read.job() == null || !ResultRequest.isComparable(read.job())) {
            return 0;
        }
        long records = countRecords(results);
        long found = read.job().getObjectsFound();
        if (records < found) {
            // the number may be outdated
            found = Math.min(found, readObjectsFound(read, found));
        }
        return Math.max(0, found - records);
    }

    private static long countRecords(ResultIterator<?> results) {
        return results.received() + results.skipped() + results.filtered();
    }

    private long readObjectsFound(ResultRequest read, long before) {
        try {
            Optional<Job> now = client.get().reads().find(read.type(), read.name());
            if (now.isPresent()) {
                return read.isStill(now.get()) && ResultRequest.isComparable(now.get()) ? now.get().getObjectsFound() : 0;
            }
        } catch (DiffbotException e) {
            LOG.debug("The status of job '{}' could not be read again: {}", read.name(), e.getMessage());
        }
        return before;
    }

    /**
     * Reports the number of read and missing results at their end.
     *
     * @param  read                           the results
     * @throws DiffbotMissingRecordsException if records are missing and that is an error
     */
    void report(ResultScope scope, ReadReport read) {
        ReadOutcome outcome = scope.results().outcome();
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

    private @Nullable String incompleteReason(ReadReport read) {
        ResultIterator<?> results = read.results();
        long max = settings.maxRecords();
        if (read.missing() > 0) {
            return read.missing() + " records are missing";
        }
        if (results.skipped() > 0) {
            return results.skipped() + " bad records were skipped (onBadRecord=skip)";
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
                        "Read it again: Diffbot can need some time after the end of a job. If it stays so, the operation"
                                                                                                             + " urlReport shows the outcome of each URL"),
                found, records);
        if (settings.failOnMissingRecords()) {
            throw error;
        }
        LOG.warn("{}. With failOnMissingRecords=true this is an error{}", error.getMessage(),
                settings.incremental() ? "; the next incremental read begins where this one began" : "");
    }

    /**
     * Results that were read to their end.
     *
     * @param operation the operation that read them
     * @param jobName   the name of the job, or null
     * @param num       the number of results requested, or null for all
     * @param results   the results
     * @param missing   the number of missing results
     */
    record ReadReport(
            String operation, @Nullable String jobName, @Nullable Integer num, ResultIterator<?> results, long missing) {
    }

    /**
     * Retries reads of the results of a job that has ended and found objects.
     */
    private final class Presence implements PresenceRetry {

        private final String operation;
        private final ResultRequest read;

        Presence(String operation, ResultRequest read) {
            this.operation = operation;
            this.read = read;
        }

        @Override
        public <T> T retry(Supplier<T> attempt, Predicate<T> present) {
            return client.get().retryUntil(operation, read.name(), attempt, present);
        }

        @Override
        public void handleEmpty(@Nullable DiffbotException reason) {
            Optional<Job> now = client.get().reads().find(read.type(), read.name());
            if (now.isEmpty() || !read.isStill(now.get()) || now.get().getObjectsFound() == 0) {
                LOG.debug("Job '{}' has changed meanwhile, so it may have no results", read.name());
                return;
            }
            throw new DiffbotNoDataException(
                    ErrorDetails.of(operation, read.name(),
                            "the job has ended and found " + now.get().getObjectsFound() + " objects, but "
                                                            + (reason == null ? "the result is empty" : "there is no result")
                                                            + " after all retries",
                            "Read it again later with operation=" + operation + ", or raise maxRetries or retryDelay")
                            .withCause(reason),
                    now.get());
        }
    }
}
