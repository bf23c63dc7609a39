/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.Set;
import java.util.function.LongSupplier;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.cameldiffbot.client.DiffbotClient;
import io.github.cameldiffbot.data.CsvTable;
import io.github.cameldiffbot.data.RecordOptions;
import io.github.cameldiffbot.data.Records;
import io.github.cameldiffbot.data.ResultIterator;
import io.github.cameldiffbot.data.SearchPages;
import io.github.cameldiffbot.data.SearchResults;
import io.github.cameldiffbot.data.StreamSource;
import io.github.cameldiffbot.data.UrlReport;
import io.github.cameldiffbot.data.UrlStatus;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobKey;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;

/**
 * Makes message bodies of downloads. What is open is closed when the last exchange ends that can use it, read or not.
 */
final class ResultBodies {

    private final ResultSettings settings;
    private final EndpointSession session;
    private final PassedResults passed;
    private final ResultSources sources;
    private final RecordReads reads;
    private ObjectMapper mapper;

    /**
     * @param passed the results that are open for an exchange that waits for the one that brought them
     */
    ResultBodies(ResultSettings settings, EndpointSession session, PassedResults passed, CamelContext camelContext) {
        this.settings = settings;
        this.session = session;
        this.passed = passed;
        CompleteReads complete = new CompleteReads(settings, () -> session.get().client());
        this.sources = new ResultSources(settings, complete);
        this.reads = new RecordReads(settings, complete, new IncrementalReads(settings, session, camelContext));
    }

    /**
     * To be called before anything is read.
     */
    void start() throws Exception {
        reads.start();
    }

    /**
     * Makes the data of a job the body. It is opened at once, so that what is wrong with it is an error of this step.
     */
    void setData(Exchange exchange, DiffbotClient client, DataFormat format, JobRead job) {
        JobRead known = IncrementalReads.lookAt(settings, client, job);
        ResultScope scope = begin(exchange, known);
        StreamSource source = ResultSources.opened(scope, sources.data(scope, client, known, format));
        setData(scope, exchange, source, format, known);
        arrive(exchange);
    }

    /**
     * Makes the URL report of a job the body. It is opened at once, so that what is wrong with it is an error of this
     * step.
     */
    void setUrlReport(Exchange exchange, DiffbotClient client, JobRead job, Set<UrlStatus> wanted) {
        ResultScope scope = begin(exchange, job);
        setUrlReport(scope, exchange, ResultSources.opened(scope, sources.urlReport(scope, client, job)), job, wanted);
        arrive(exchange);
    }

    private ResultScope begin(Exchange exchange, JobRead job) {
        ResultScope scope = ResultScope.begin(exchange, passed);
        JobsInUse.Use use = session.get().jobsInUse().begin(new JobKey(job.type().name(), job.name()));
        scope.closeAtEnd(use::close);
        return scope;
    }

    private void setData(ResultScope scope, Exchange exchange, StreamSource source, DataFormat format, JobRead job) {
        long most = settings.maxRecords();
        ReadOutcome outcome = clear(exchange);
        if (settings.raw()) {
            setRaw(scope, exchange, source, format == DataFormat.json, outcome);
        } else if (format == DataFormat.csv) {
            setResults(scope, exchange, "data", job.name(), outcome,
                    reads.table(scope, outcome, job, () -> CsvTable.read(source, most, settings.secret())));
        } else {
            setResults(scope, exchange, "data", job.name(), outcome, reads.data(scope, outcome, job,
                    filter -> Records.read(source, options(most).withFilter(filter))));
        }
    }

    private void setUrlReport(
            ResultScope scope, Exchange exchange, StreamSource source, JobRead job, Set<UrlStatus> wanted) {
        ReadOutcome outcome = clear(exchange);
        if (settings.raw()) {
            setRaw(scope, exchange, source, false, outcome);
        } else {
            setResults(scope, exchange, "urlReport", job.name(), outcome, reads.urlReport(scope, outcome, job,
                    () -> UrlReport.read(source, settings.maxRecords(), settings.secret(), wanted)));
        }
    }

    private static ReadOutcome clear(Exchange exchange) {
        CompleteReads.clear(exchange.getMessage());
        return ReadOutcome.begin(exchange);
    }

    // a file is there only after arrive
    private void setRaw(
            ResultScope scope, Exchange exchange, StreamSource source, boolean json, ReadOutcome outcome) {
        if (source instanceof FileSource) {
            exchange.getMessage().setBody(source);
            scope.outcomeIs(outcome);
        } else {
            LazyStream stream = new LazyStream(source, settings.secret(), json, scope, outcome);
            scope.closeAtEnd(stream);
            scope.outcomeIs(outcome);
            setBody(scope, exchange, stream, stream::position);
        }
    }

    /**
     * Downloads what has to be there before the route goes on: a body that is to be a file cannot be one before.
     */
    void arrive(Exchange exchange) {
        if (exchange.getMessage().getBody() instanceof FileSource file) {
            file.handOver(exchange);
        }
    }

    /**
     * Makes what a search finds the body.
     *
     * @param jobName the job to search in, or null for all
     * @param num     how many results to read over all pages, or null for all
     */
    void setSearchResults(Exchange exchange, String jobName, SearchPages pages, Integer num) {
        long most = settings.maxRecords();
        if (num != null) {
            most = most > 0 ? Math.min(most, num) : num;
        }
        RecordOptions options = options(most);
        SearchPages limited = (start, count) -> pages.open(start, count).limitedTo(settings.maxDownloadSize());
        ResultScope scope = ResultScope.begin(exchange, passed);
        ReadOutcome outcome = clear(exchange);
        setResults(scope, exchange, "search", jobName, outcome, reads.search(scope, outcome, jobName,
                filter -> SearchResults.read(limited, options.withFilter(filter))));
    }

    /**
     * What an event brings instead of the job, opened when somebody reads it, or by {@link #arrive}.
     */
    void setFetched(Exchange exchange, DiffbotClient client, Job job) {
        setFetched(exchange, client, job, settings.format(), settings.num());
    }

    /**
     * The same in the format and number that a message asks for.
     */
    void setFetched(Exchange exchange, DiffbotClient client, Job job, DataFormat format, Integer num) {
        JobRead read = JobRead.of(job, num);
        switch (settings.fetch()) {
            case data -> {
                ResultScope scope = begin(exchange, read);
                setData(scope, exchange, sources.data(scope, client, read, format), format, read);
            }
            case urlReport -> {
                ResultScope scope = begin(exchange, read);
                setUrlReport(scope, exchange, sources.urlReport(scope, client, read), read,
                        UrlStatusFilter.of(settings.urlStatus()));
            }
            case job -> {
                // the job is the body already
            }
        }
    }

    private <T> void setResults(
            ResultScope scope, Exchange exchange, String operation, String jobName, ReadOutcome outcome,
            ResultIterator<T> read) {
        String name = switch (operation) {
            case "search" -> "results of a search";
            case "urlReport" -> "rows of the URL report of job '" + jobName + "'";
            default -> "records of job '" + jobName + "'";
        };
        SplitResults<T> results = new SplitResults<>(
                name, scope, outcome, session.get().meters().counted(operation, read));
        scope.closeAtEnd(results);
        scope.outcomeIs(outcome);
        setBody(scope, exchange, results, results::received);
    }

    private static void setBody(ResultScope scope, Exchange exchange, Object body, LongSupplier progress) {
        exchange.getMessage().setBody(body);
        scope.bodyIs(body, progress);
    }

    private RecordOptions options(long maxRecords) {
        return new RecordOptions(
                mapper(), settings.recordType(), settings.onBadRecord(), maxRecords,
                settings.secret(), settings.maxRecordSize(),
                settings.jsonLimits());
    }

    private ObjectMapper mapper() {
        if (mapper == null) {
            mapper = settings.objectMapper();
        }
        if (mapper == null) {
            // Diffbot adds members at any time
            mapper = JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).findAndAddModules()
                    .build();
        }
        return mapper;
    }
}
