/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.result;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.cameldiffbot.data.DataFormat;
import io.github.cameldiffbot.data.ResultIterator;
import io.github.cameldiffbot.data.UrlStatus;
import io.github.cameldiffbot.internal.client.DiffbotClient;
import io.github.cameldiffbot.internal.client.DownloadedFile;
import io.github.cameldiffbot.internal.client.FileTarget;
import io.github.cameldiffbot.internal.client.JobDownloads;
import io.github.cameldiffbot.internal.client.http.ResultStream;
import io.github.cameldiffbot.internal.data.RecordOptions;
import io.github.cameldiffbot.internal.data.Records;
import io.github.cameldiffbot.internal.data.SearchPages;
import io.github.cameldiffbot.internal.data.SearchResults;
import io.github.cameldiffbot.internal.data.TruncationCheck;
import io.github.cameldiffbot.internal.data.csv.CsvIterator;
import io.github.cameldiffbot.internal.data.stream.GroupIterator;
import io.github.cameldiffbot.internal.data.stream.MaskingInputStream;
import io.github.cameldiffbot.internal.data.stream.StreamSource;
import io.github.cameldiffbot.internal.exchange.ExchangeEndTracker;
import io.github.cameldiffbot.internal.exchange.ResultRequest;
import io.github.cameldiffbot.internal.exchange.ResultScope;
import io.github.cameldiffbot.internal.request.UrlStatusFilter;
import io.github.cameldiffbot.internal.session.DiffbotSession;
import io.github.cameldiffbot.internal.session.EndpointSession;
import io.github.cameldiffbot.internal.session.JobsInUse;
import io.github.cameldiffbot.job.Job;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Creates message bodies from downloads. Open downloads are closed when the last exchange that can use them ends.
 */
public final class ResultBodyFactory {

    private final ResultSettings settings;
    private final EndpointSession session;
    private final ExchangeEndTracker passed;
    private final RecordCountCheck complete;
    private final ResultPipeline reads;
    private final RawBody raw;
    private final CamelContext camelContext;
    private volatile @Nullable ObjectMapper mapper;

    /**
     * @param passed closes results at the end of the exchange to which they were handed over
     */
    public ResultBodyFactory(ResultSettings settings, EndpointSession session, ExchangeEndTracker passed,
                             CamelContext camelContext) {
        this.settings = settings;
        this.session = session;
        this.passed = passed;
        this.camelContext = camelContext;
        this.complete = new RecordCountCheck(settings, () -> session.get().client());
        this.reads = new ResultPipeline(settings, complete, new IncrementalReader(settings, session, camelContext));
        this.raw = new RawBody(settings.secret());
    }

    /**
     * Starts the factory. Must be called before the first read.
     */
    public void start() {
        ResultFileConverters.addTo(camelContext);
    }

    /**
     * Returns whether the status of a job must be read before its data, to compare the number of records.
     */
    public boolean needsStatus() {
        return settings.failOnMissingRecords() && !settings.raw();
    }

    /**
     * Sets the data of a job as the body. The download is opened immediately, so that an error occurs in this step.
     */
    public void setData(Exchange exchange, DiffbotClient client, DataFormat format, ResultRequest job) {
        ResultRequest known = IncrementalReader.withCurrentJob(settings, client, job);
        ResultScope scope = begin(exchange, known, dataKind());
        StreamSource source = opened(scope, data(scope, client, known, format));
        setData(scope, exchange, source, format, known);
        arrive(exchange);
    }

    /**
     * Sets the URL report of a job as the body. The download is opened immediately, so that an error occurs in this
     * step.
     */
    public void setUrlReport(Exchange exchange, DiffbotClient client, ResultRequest job) {
        Set<UrlStatus> wanted = UrlStatusFilter.of(settings.urlStatus());
        ResultScope scope = begin(exchange, job, reportKind(wanted));
        setUrlReport(scope, exchange, opened(scope, urlReport(scope, client, job)), job, wanted);
        arrive(exchange);
    }

    // identifies reads of the same data
    private String dataKind() {
        return settings.incremental() ? "new data" : "data";
    }

    private static String reportKind(Set<UrlStatus> wanted) {
        return "urlReport " + wanted;
    }

    private ResultScope begin(Exchange exchange, ResultRequest job, String kind) {
        DiffbotSession current = session.get();
        ResultScope scope = ResultScope.begin(exchange, passed);
        JobsInUse.Use use = current.jobsInUse().begin(job.name());
        scope.results().closeAtEnd(use::close);
        scope.results().closeAtEnd(current.beginRead(job, kind, scope.results().outcome()));
        return scope;
    }

    private StreamSource data(ResultScope scope, DiffbotClient client, ResultRequest job, DataFormat format) {
        boolean table = format == DataFormat.csv;
        // lines are made from records
        String requested = (table ? DataFormat.csv : DataFormat.json).name();
        Consumer<DownloadedFile> check = table ? TruncationCheck::checkEndOfTable
                : settings.raw() ? TruncationCheck::checkRecords : TruncationCheck::checkEndOfRecords;
        return source(
                scope, "data", job, table, () -> client.downloads().data(job.type(), job.name(), requested, job.num()), check,
                job.name() + '.' + format);
    }

    private StreamSource urlReport(ResultScope scope, DiffbotClient client, ResultRequest job) {
        return source(
                scope, "urlReport", job, true, () -> client.downloads().urlReport(job.type(), job.name(), job.num()),
                TruncationCheck::checkEndOfTable, job.name() + "-urls.csv");
    }

    /**
     * Returns the source of a download: the connection, or a file.
     *
     * @param check checks a file
     * @param name  the suggested name for a copy of the file
     */
    private StreamSource source(
            ResultScope scope, String operation, ResultRequest job, boolean table, Supplier<JobDownloads.Download> download,
            Consumer<DownloadedFile> check, String name) {
        Optional<Path> directory = settings.directory();
        // records and rows are retried by their iterators
        boolean retried = settings.raw();
        if (directory.isEmpty()) {
            StreamSource wire = () -> download.get().open().withLimit(settings.maxDownloadSize());
            return retried ? complete.retrySourceUntilPresent(operation, job, table, wire) : wire;
        }
        String token = settings.secret();
        FileTarget target = new FileTarget(
                directory.get(), wire -> token == null ? wire : new MaskingInputStream(wire, token),
                settings.maxDownloadSize(), check);
        Supplier<DownloadedFile> file = () -> SpooledSource.run(scope.exchange(), download.get().to(target));
        SpooledSource source = new SpooledSource(
                retried ? complete.retryDownloadUntilPresent(operation, job, table, file) : file, name, scope);
        scope.results().closeAtEnd(source);
        return source;
    }

    /**
     * Opens a source immediately, so that an error occurs in this step of the route and not where the body is read.
     */
    private static StreamSource opened(ResultScope scope, StreamSource source) {
        try {
            if (source instanceof SpooledSource file) {
                file.download();
                return source;
            }
            ResultStream opened = source.open();
            scope.results().closeAtEnd(opened);
            AtomicReference<ResultStream> first = new AtomicReference<>(opened);
            return () -> {
                ResultStream stream = first.getAndSet(null);
                return stream != null ? stream : source.open();
            };
        } catch (RuntimeException e) {
            scope.results().outcome().markIncomplete(e.toString());
            throw e;
        }
    }

    private void setData(ResultScope scope, Exchange exchange, StreamSource source, DataFormat format, ResultRequest job) {
        long max = settings.maxRecords();
        RecordCountCheck.clear(exchange.getMessage());
        if (settings.raw()) {
            raw.set(scope, exchange, source, format == DataFormat.json, job);
        } else if (format == DataFormat.csv) {
            setResults(scope, exchange, "data", job.name(),
                    reads.rows("data", scope, job, () -> CsvIterator.table(source, max, settings.secret())));
        } else {
            boolean lines = format == DataFormat.jsonl;
            ResultIterator<Object> records = reads.data(scope, job,
                    filter -> Records.read(source, options(max, lines ? null : settings.recordType()).withFilter(filter)));
            setResults(scope, exchange, "data", job.name(), records, lines);
        }
    }

    private void setUrlReport(
            ResultScope scope, Exchange exchange, StreamSource source, ResultRequest job, Set<UrlStatus> wanted) {
        RecordCountCheck.clear(exchange.getMessage());
        if (settings.raw()) {
            raw.set(scope, exchange, source, false, job);
        } else {
            setResults(scope, exchange, "urlReport", job.name(), reads.rows("urlReport", scope, job,
                    () -> CsvIterator.urlReport(source, settings.maxRecords(), settings.secret(), wanted)));
        }
    }

    /**
     * Completes a download to a file, which must exist before the route continues.
     */
    public void arrive(Exchange exchange) {
        if (exchange.getMessage().getBody() instanceof SpooledSource file) {
            file.handOver(exchange);
        }
    }

    /**
     * Sets the results of a search as the body.
     *
     * @param jobName the job to search, or null for all
     * @param num     the maximum number of results over all pages, or null for all
     */
    public void setSearchResults(Exchange exchange, @Nullable String jobName, SearchPages pages, @Nullable Integer num) {
        long max = settings.maxRecords();
        if (num != null) {
            max = max > 0 ? Math.min(max, num) : num;
        }
        RecordOptions options = options(max, settings.recordType());
        SearchPages limited = (start, count) -> pages.open(start, count).withLimit(settings.maxDownloadSize());
        ResultScope scope = ResultScope.begin(exchange, passed);
        RecordCountCheck.clear(exchange.getMessage());
        setResults(scope, exchange, "search", jobName, reads.search(scope, jobName,
                filter -> SearchResults.read(limited, options.withFilter(filter))));
    }

    /**
     * Sets the results of an event as the body according to the option fetch. They are opened when they are read, or by
     * {@link #arrive}.
     */
    public void setFetched(Exchange exchange, DiffbotClient client, Job job) {
        setFetched(exchange, client, job, settings.format(), settings.num());
    }

    /**
     * Sets the results in the format and number of a message.
     */
    public void setFetched(Exchange exchange, DiffbotClient client, Job job, DataFormat format, @Nullable Integer num) {
        ResultRequest read = ResultRequest.of(job, num);
        switch (settings.fetch()) {
            case data -> {
                ResultScope scope = begin(exchange, read, dataKind());
                setData(scope, exchange, data(scope, client, read, format), format, read);
            }
            case urlReport -> {
                Set<UrlStatus> wanted = UrlStatusFilter.of(settings.urlStatus());
                ResultScope scope = begin(exchange, read, reportKind(wanted));
                setUrlReport(scope, exchange, urlReport(scope, client, read), read, wanted);
            }
            case job -> {
                // the body is already the job
            }
        }
    }

    private void setResults(
            ResultScope scope, Exchange exchange, String operation, @Nullable String jobName, ResultIterator<?> read) {
        setResults(scope, exchange, operation, jobName, read, false);
    }

    private <T> void setResults(
            ResultScope scope, Exchange exchange, String operation, @Nullable String jobName, ResultIterator<T> read,
            boolean lines) {
        String name = switch (operation) {
            case "search" -> "results of a search";
            case "urlReport" -> "rows of the URL report of job '" + jobName + "'";
            default -> "records of job '" + jobName + "'";
        };
        ResultIterator<T> counted = session.get().meters().countResults(operation, read);
        scope.results().closeAtEnd(counted);
        ResultIterator<?> delivered = settings.groupSize() > 0 ? new GroupIterator<>(counted, settings.groupSize()) : counted;
        scope.results().setBody(exchange.getMessage(),
                new SplitterGuardIterator(name, scope, scope.results().outcome(), delivered, lines),
                counted::received);
    }

    private RecordOptions options(long maxRecords, @Nullable Class<?> recordType) {
        return new RecordOptions(
                mapper(), recordType, settings.onBadRecord(), maxRecords,
                settings.secret(), settings.maxRecordSize(), null);
    }

    // benign race: an equal mapper may be created twice
    private ObjectMapper mapper() {
        ObjectMapper current = mapper;
        if (current == null) {
            current = settings.objectMapper();
            if (current == null) {
                // Diffbot may add members at any time
                current = JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).findAndAddModules()
                        .build();
            }
            mapper = current;
        }
        return current;
    }
}
