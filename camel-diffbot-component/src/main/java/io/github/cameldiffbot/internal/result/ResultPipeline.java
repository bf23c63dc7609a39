/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.result;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.data.ResultIterator;
import io.github.cameldiffbot.internal.data.filter.RecordFilter;
import io.github.cameldiffbot.internal.data.filter.UniqueFilter;
import io.github.cameldiffbot.internal.exchange.ResultRequest;
import io.github.cameldiffbot.internal.exchange.ResultScope;
import io.github.cameldiffbot.internal.result.RecordCountCheck.ReadReport;
import org.jspecify.annotations.Nullable;

/**
 * Builds the chain of iterators that the options require: incremental, unique and complete. At the end it reports the
 * number of results.
 */
final class ResultPipeline {

    private final ResultSettings settings;
    private final RecordCountCheck complete;
    private final IncrementalReader incremental;

    ResultPipeline(ResultSettings settings, RecordCountCheck complete, IncrementalReader incremental) {
        this.settings = settings;
        this.complete = complete;
        this.incremental = incremental;
    }

    /**
     * Streams the records of a job.
     *
     * @param reading starts a read with a filter, or null
     */
    ResultIterator<Object> data(
            ResultScope scope, ResultRequest job, Function<@Nullable RecordFilter, ResultIterator<Object>> reading) {
        Filters filters = new Filters();
        long begun = System.nanoTime();
        if (settings.incremental()) {
            incremental.claim(job, scope);
            IncrementalReader.saveWith(scope, filters::news);
        }
        return new EndListenerIterator<>(
                complete.retryUntilPresent("data", job,
                        () -> reading.apply(filters.begin(job, Duration.ofNanos(System.nanoTime() - begun)))),
                results -> {
                    filters.report(scope);
                    long missing = complete.countMissing(job, results);
                    // records that are missing now must still be new for the next read
                    if (missing == 0) {
                        filters.ended();
                    }
                    complete.report(scope, new ReadReport("data", job.name(), job.num(), results, missing));
                });
    }

    /**
     * Streams the rows of a table.
     *
     * @param operation {@code data}, whose rows are compared with the number of objects of the job, or
     *                  {@code urlReport}
     */
    <T> ResultIterator<T> rows(
            String operation, ResultScope scope, ResultRequest job, Supplier<ResultIterator<T>> reading) {
        return new EndListenerIterator<>(
                complete.retryUntilPresent(operation, job, reading),
                results -> complete.report(scope, new ReadReport(
                        operation, job.name(), job.num(), results,
                        operation.equals("data") ? complete.countMissing(job, results) : 0)));
    }

    /**
     * Streams the results of a search.
     *
     * @param jobName the job to search, or null for all
     */
    ResultIterator<Object> search(
            ResultScope scope, @Nullable String jobName,
            Function<@Nullable RecordFilter, ResultIterator<Object>> reading) {
        UniqueFilter unique = settings.unique() ? new UniqueFilter() : null;
        return new EndListenerIterator<>(reading.apply(unique), results -> {
            report(scope, unique);
            complete.report(scope, new ReadReport("search", jobName, null, results, results.missing()));
        });
    }

    private static void report(ResultScope scope, @Nullable UniqueFilter unique) {
        if (unique != null) {
            scope.setHeader(DiffbotConstants.RECORDS_DUPLICATE, unique.duplicates());
        }
    }

    /**
     * The filters of a read. Each attempt has new ones.
     */
    private final class Filters {

        private volatile @Nullable UniqueFilter unique;
        private volatile IncrementalReader.@Nullable ReadAttempt news;

        /**
         * Begins an attempt and returns its filter; null for none.
         *
         * @param known the age of the job's status
         */
        @Nullable
        RecordFilter begin(ResultRequest job, Duration known) {
            UniqueFilter ofUnique = settings.unique() ? new UniqueFilter() : null;
            unique = ofUnique;
            if (!settings.incremental()) {
                return ofUnique;
            }
            IncrementalReader.ReadAttempt attempt = incremental.begin(job, known);
            news = attempt;
            // old records are removed first: they must not make a page that was extracted again a duplicate
            return ofUnique == null ? attempt.filter() : attempt.filter().and(ofUnique);
        }

        /**
         * Returns the incremental read of the last attempt; null before it, and for other reads.
         */
        IncrementalReader.@Nullable ReadAttempt news() {
            return news;
        }

        void report(ResultScope scope) {
            ResultPipeline.report(scope, unique);
            if (news != null) {
                scope.setHeader(DiffbotConstants.RECORDS_KNOWN, news.filter().known());
            }
        }

        void ended() {
            if (news != null) {
                news.ended();
            }
        }
    }
}
