/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.io.Closeable;
import java.io.IOException;
import java.util.Set;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameldiffbot.client.DiffbotClient;
import io.github.cameldiffbot.data.CsvTable;
import io.github.cameldiffbot.data.JsonLimits;
import io.github.cameldiffbot.data.RecordOptions;
import io.github.cameldiffbot.data.Records;
import io.github.cameldiffbot.data.ResultIterator;
import io.github.cameldiffbot.data.SearchPages;
import io.github.cameldiffbot.data.SearchResults;
import io.github.cameldiffbot.data.StreamSource;
import io.github.cameldiffbot.data.UrlReport;
import io.github.cameldiffbot.data.UrlStatus;
import io.github.cameldiffbot.job.Job;
import org.apache.camel.Exchange;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes message bodies of downloads, and sees to it that each is closed when its exchange is done, read or not.
 */
final class ResultBodies {

    private static final Logger LOG = LoggerFactory.getLogger(ResultBodies.class);

    private final DiffbotEndpoint endpoint;
    private final DiffbotConfiguration configuration;
    private final ResultSources sources;
    private final RecordReads reads;
    private ObjectMapper mapper;

    ResultBodies(DiffbotEndpoint endpoint) {
        this.endpoint = endpoint;
        this.configuration = endpoint.getConfiguration();
        this.sources = new ResultSources(configuration);
        this.reads = new RecordReads(endpoint);
    }

    /**
     * To be called before anything is read.
     */
    void start() throws Exception {
        reads.start();
    }

    ResultSources sources() {
        return sources;
    }

    void setRecords(Exchange exchange, StreamSource source, DataFormat format, JobRead job) {
        long most = configuration.getMaxRecords();
        if (configuration.isRaw()) {
            setRaw(exchange, source);
        } else if (format == DataFormat.csv) {
            setResults(exchange, "data", reads.table(exchange, job, () -> CsvTable.read(source, most, mask())));
        } else {
            setResults(exchange, "data", reads.data(exchange, job,
                    filter -> Records.read(source, options(most).withFilter(filter))));
        }
    }

    void setUrlReport(Exchange exchange, StreamSource source, JobRead job, Set<UrlStatus> wanted) {
        if (configuration.isRaw()) {
            setRaw(exchange, source);
        } else {
            setResults(exchange, "urlReport", reads.urlReport(exchange, job,
                    () -> UrlReport.read(source, configuration.getMaxRecords(), mask(), wanted)));
        }
    }

    // a file is there only after arrive
    private void setRaw(Exchange exchange, StreamSource source) {
        ReadOutcome outcome = RecordReads.clear(exchange);
        if (source instanceof FileSource) {
            exchange.getMessage().setBody(source);
        } else {
            setBody(exchange, new LazyStream(source, mask(), outcome));
        }
    }

    /**
     * Downloads what has to be there before the route goes on: a body that is to be a file cannot be one before.
     */
    void arrive(Exchange exchange) {
        if (exchange.getMessage().getBody() instanceof FileSource file) {
            file.handOver(exchange.getMessage());
            ReadOutcome.of(exchange).complete();
        }
    }

    /**
     * @param num how many results to read over all pages, or null for all
     */
    void setSearchResults(Exchange exchange, SearchPages pages, Integer num) {
        long most = configuration.getMaxRecords();
        if (num != null) {
            most = most > 0 ? Math.min(most, num) : num;
        }
        RecordOptions options = options(most);
        SearchPages limited = (start, count) -> pages.open(start, count).limitedTo(configuration.getMaxDownloadSize());
        setResults(exchange, "search", reads.search(exchange,
                filter -> SearchResults.read(limited, options.withFilter(filter))));
    }

    /**
     * To be called before anything is done that {@link #setFetched} is the end of.
     *
     * @throws IllegalArgumentException when the option fetch and another one contradict each other
     */
    void checkFetch() {
        checkFetch(configuration.getFormat(), configuration.getNum());
    }

    /**
     * The same in the format and number that a message asks for.
     */
    void checkFetch(DataFormat format, Integer num) {
        switch (configuration.getFetch()) {
            case data -> IncrementalReads.check(configuration, format, num);
            case urlReport -> UrlStatusFilter.of(configuration);
            case job -> {
                // nothing else has a say in it
            }
        }
    }

    /**
     * What an event brings instead of the job, opened when somebody reads it, or by {@link #arrive}.
     */
    void setFetched(Exchange exchange, DiffbotClient client, Job job) {
        setFetched(exchange, client, job, configuration.getFormat(), configuration.getNum());
    }

    /**
     * The same in the format and number that a message asks for.
     */
    void setFetched(Exchange exchange, DiffbotClient client, Job job, DataFormat format, Integer num) {
        JobRead read = JobRead.of(job, num);
        switch (configuration.getFetch()) {
            case data -> setRecords(exchange, sources.data(exchange, client, read, format), format, read);
            case urlReport -> setUrlReport(exchange, sources.urlReport(exchange, client, read), read,
                    UrlStatusFilter.of(configuration));
            case job -> {
                // the job is the body already
            }
        }
    }

    private <T> void setResults(Exchange exchange, String operation, ResultIterator<T> read) {
        setBody(exchange, new SplitResults<>(exchange, endpoint.getSession().meters().counted(operation, read)));
    }

    private void setBody(Exchange exchange, Closeable body) {
        exchange.getMessage().setBody(body);
        closeWith(exchange, body);
    }

    private RecordOptions options(long maxRecords) {
        return new RecordOptions(
                mapper(), configuration.getRecordType(), configuration.getOnBadRecord(), maxRecords,
                mask(), configuration.getMaxRecordSize(),
                new JsonLimits(
                        configuration.getMaxStringLength(), configuration.getMaxNestingDepth(),
                        configuration.getMaxNumberLength()));
    }

    private String mask() {
        return configuration.isKeepToken() ? null : configuration.getToken();
    }

    private ObjectMapper mapper() {
        if (mapper == null) {
            mapper = configuration.getObjectMapper();
        }
        if (mapper == null) {
            // as camel-jackson chooses
            mapper = CamelContextHelper.findSingleByType(endpoint.getCamelContext(), ObjectMapper.class);
        }
        if (mapper == null) {
            mapper = new ObjectMapper();
        }
        return mapper;
    }

    static void closeWith(Exchange exchange, Closeable body) {
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public int getOrder() {
                // before anything that takes the exchange for done
                return HIGHEST;
            }

            @Override
            public void onDone(Exchange done) {
                try {
                    body.close();
                } catch (IOException e) {
                    LOG.debug("Could not close a download; its connection is not used again", e);
                }
            }
        });
    }
}
