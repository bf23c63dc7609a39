/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.cameldiffbot.data.RecordFilter;
import io.github.cameldiffbot.data.ResultIterator;
import io.github.cameldiffbot.data.UniqueFilter;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Reads results as the options ask for them: only new ones, each once, and all that there are. At the end it tells how
 * many there were.
 */
final class RecordReads {

    private final DiffbotConfiguration configuration;
    private final CompleteReads complete;
    private final IncrementalReads incremental;

    RecordReads(DiffbotEndpoint endpoint) {
        this.configuration = endpoint.getConfiguration();
        this.complete = new CompleteReads(configuration, () -> endpoint.getSession().client());
        this.incremental = new IncrementalReads(endpoint);
    }

    void start() throws Exception {
        incremental.start();
    }

    /**
     * To be called when nobody looks into the results.
     */
    static ReadOutcome clear(Exchange exchange) {
        CompleteReads.clear(exchange.getMessage());
        return ReadOutcome.begin(exchange);
    }

    /**
     * The records of a job.
     *
     * @param reading begins to read those that a filter, or null, accepts
     */
    ResultIterator<Object> data(Exchange exchange, JobRead job, Function<RecordFilter, ResultIterator<Object>> reading) {
        ReadOutcome outcome = clear(exchange);
        AtomicReference<Filters> filters = new AtomicReference<>();
        if (configuration.isIncremental()) {
            IncrementalReads.saveWith(exchange, () -> filters.get() == null ? null : filters.get().news);
        }
        return new ToldResults<>(
                complete.patient("data", job, () -> {
                    Filters current = new Filters(job);
                    filters.set(current);
                    return reading.apply(current.filter());
                }),
                results -> {
                    Message message = exchange.getMessage();
                    CompleteReads.tell(message, results);
                    filters.get().tell(message);
                    // what is missing now must not be too old for the next read
                    if (complete.compare(message, job, results)) {
                        filters.get().ended();
                    }
                    complete.conclude(outcome, message, job, results);
                }, outcome);
    }

    /**
     * The records of a job as rows of a table.
     */
    <T> ResultIterator<T> table(Exchange exchange, JobRead job, Supplier<ResultIterator<T>> reading) {
        ReadOutcome outcome = clear(exchange);
        return new ToldResults<>(complete.patient("data", job, reading), results -> {
            CompleteReads.tell(exchange.getMessage(), results);
            complete.compare(exchange.getMessage(), job, results);
            complete.conclude(outcome, exchange.getMessage(), job, results);
        }, outcome);
    }

    /**
     * The rows of a job's URL report.
     */
    <T> ResultIterator<T> urlReport(Exchange exchange, JobRead job, Supplier<ResultIterator<T>> reading) {
        ReadOutcome outcome = clear(exchange);
        return new ToldResults<>(complete.patient("urlReport", job, reading), results -> {
            CompleteReads.tell(exchange.getMessage(), results);
            complete.conclude(outcome, exchange.getMessage(), job, results);
        }, outcome);
    }

    /**
     * What a search finds.
     */
    ResultIterator<Object> search(Exchange exchange, Function<RecordFilter, ResultIterator<Object>> reading) {
        ReadOutcome outcome = clear(exchange);
        UniqueFilter unique = configuration.isUnique() ? new UniqueFilter() : null;
        return new ToldResults<>(reading.apply(unique), results -> {
            CompleteReads.tell(exchange.getMessage(), results);
            tell(exchange.getMessage(), unique);
            outcome.complete();
        }, outcome);
    }

    private static void tell(Message message, UniqueFilter unique) {
        if (unique != null) {
            message.setHeader(DiffbotConstants.RECORDS_DUPLICATE, unique.duplicates());
        }
    }

    /**
     * What one reading of the data leaves out.
     */
    private final class Filters {

        private final UniqueFilter unique;
        private final IncrementalReads.Read news;

        Filters(JobRead job) {
            unique = configuration.isUnique() ? new UniqueFilter() : null;
            news = configuration.isIncremental() ? incremental.begin(job) : null;
        }

        RecordFilter filter() {
            if (news == null) {
                return unique;
            }
            // what is old goes first: it must not make a page that was extracted again a duplicate
            return unique == null ? news.filter() : news.filter().and(unique);
        }

        void tell(Message message) {
            RecordReads.tell(message, unique);
            if (news != null) {
                message.setHeader(DiffbotConstants.RECORDS_KNOWN, news.filter().known());
            }
        }

        void ended() {
            if (news != null) {
                news.ended();
            }
        }
    }
}
