/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.result;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameldiffbot.data.OnBadRecord;
import io.github.cameldiffbot.data.ResultIterator;
import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.internal.client.DownloadedFile;
import io.github.cameldiffbot.internal.client.http.ResultStream;
import io.github.cameldiffbot.internal.data.PatientResults;
import io.github.cameldiffbot.internal.data.RecordOptions;
import io.github.cameldiffbot.internal.data.Records;
import io.github.cameldiffbot.internal.data.csv.CsvTable;
import io.github.cameldiffbot.internal.data.stream.StreamSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Raw results of a job of which it is known that there are some, see {@link PatientResults}: what has no record, no row
 * or no content is requested again.
 */
public final class PatientSource {

    private static final Logger LOG = LoggerFactory.getLogger(PatientSource.class);

    private static final ObjectMapper MAPPER = new ObjectMapper();

    // what is longer is not empty
    private static final int LOOK = 8192;

    private final PatientResults.Patience patience;
    private final PatientResults.Nothing nothing;
    private final boolean table;

    /**
     * @param table whether the results are a table, else they are JSON
     */
    public PatientSource(PatientResults.Patience patience, PatientResults.Nothing nothing, boolean table) {
        this.patience = patience;
        this.nothing = nothing;
        this.table = table;
    }

    /**
     * A source that opens another one again until there are results.
     */
    public StreamSource of(StreamSource source) {
        return () -> new Requests<>(() -> opened(source.open()), PatientSource::close).results();
    }

    /**
     * A download to a file that is made again until there are results.
     */
    public Supplier<DownloadedFile> of(Supplier<DownloadedFile> download) {
        return () -> new Requests<>(() -> downloaded(download.get()), DownloadedFile::delete).results();
    }

    /** What was requested, and whether it has results. */
    private record Opened<R>(R results, boolean empty) {
    }

    private Opened<ResultStream> opened(ResultStream stream) {
        byte[] start = new byte[LOOK];
        int length;
        try {
            length = stream.readNBytes(start, 0, LOOK);
        } catch (IOException e) {
            // reading on fails again, and that is what the reader is to see
            return new Opened<>(stream, false);
        } catch (RuntimeException e) {
            close(stream);
            throw e;
        }
        byte[] read = Arrays.copyOf(start, length);
        return new Opened<>(again(read, stream), length < LOOK && isEmpty(read, stream.operation(), stream.jobName()));
    }

    private Opened<DownloadedFile> downloaded(DownloadedFile file) {
        try {
            boolean small = Files.size(file.path()) < LOOK;
            return new Opened<>(
                    file, small && isEmpty(Files.readAllBytes(file.path()), file.operation(), file.jobName()));
        } catch (IOException e) {
            // whoever reads it fails as well
            LOG.debug("Could not look into {}", file.path(), e);
            return new Opened<>(file, false);
        }
    }

    private boolean isEmpty(byte[] all, String operation, String jobName) {
        StreamSource bytes = () -> stream(new ByteArrayInputStream(all), () -> {
        }, operation, jobName);
        try (ResultIterator<?> results = table
                ? CsvTable.read(bytes, 1, null)
                : Records.read(bytes, new RecordOptions(MAPPER, null, OnBadRecord.skip, 1, null))) {
            return !results.hasNext() && results.skipped() == 0;
        } catch (DiffbotException e) {
            // no content at all; what else is wrong with it is none of our business, as it is to be raw
            return new String(all, StandardCharsets.US_ASCII).isBlank();
        }
    }

    private static ResultStream again(byte[] read, ResultStream rest) {
        return stream(new SequenceInputStream(new ByteArrayInputStream(read), rest), () -> close(rest), rest.operation(),
                rest.jobName());
    }

    private static ResultStream stream(InputStream bytes, Runnable end, String operation, String jobName) {
        return new ResultStream(bytes, new ResultStream.Connection() {
            @Override
            public void release() {
                end.run();
            }

            @Override
            public void abort() {
                end.run();
            }
        }, operation, jobName);
    }

    private static void close(ResultStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            LOG.debug("Could not give a connection back: {}", e.getClass().getName());
        }
    }

    /**
     * The requests for one download.
     */
    private final class Requests<R> {

        private final Supplier<Opened<R>> request;
        private final Consumer<R> discard;
        private Opened<R> last;
        private DiffbotException reason;

        Requests(Supplier<Opened<R>> request, Consumer<R> discard) {
            this.request = request;
            this.discard = discard;
        }

        R results() {
            boolean wanted = false;
            try {
                if (!patience.ask(this::isSomethingThere, Boolean::booleanValue)) {
                    nothing.accept(reason);
                    if (reason != null) {
                        throw reason;
                    }
                }
                wanted = true;
                return last.results();
            } finally {
                if (!wanted) {
                    discardLast();
                }
            }
        }

        private boolean isSomethingThere() {
            discardLast();
            reason = null;
            try {
                last = request.get();
                return !last.empty();
            } catch (DiffbotException e) {
                if (!PatientResults.isNotThereYet(e)) {
                    throw e;
                }
                reason = e;
                return false;
            }
        }

        private void discardLast() {
            if (last != null) {
                discard.accept(last.results());
                last = null;
            }
        }
    }
}
