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
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameldiffbot.data.OnBadRecord;
import io.github.cameldiffbot.data.ResultIterator;
import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.internal.client.DownloadedFile;
import io.github.cameldiffbot.internal.client.http.ResultStream;
import io.github.cameldiffbot.internal.data.PresenceRetry;
import io.github.cameldiffbot.internal.data.RecordOptions;
import io.github.cameldiffbot.internal.data.Records;
import io.github.cameldiffbot.internal.data.RetryUntilPresentIterator;
import io.github.cameldiffbot.internal.data.csv.CsvIterator;
import io.github.cameldiffbot.internal.data.stream.StreamSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Retries raw downloads of a job that must have results until they contain a record or row; see
 * {@link RetryUntilPresentIterator}.
 */
public final class RetryUntilPresentSource {

    private static final Logger LOG = LoggerFactory.getLogger(RetryUntilPresentSource.class);

    private static final ObjectMapper MAPPER = new ObjectMapper();

    // longer results are not empty
    private static final int MAX_EMPTY_BYTES = 8192;

    private final PresenceRetry retry;
    private final boolean table;

    /**
     * Creates a factory of retrying sources.
     *
     * @param table true if the results are CSV, false if they are JSON
     */
    public RetryUntilPresentSource(PresenceRetry retry, boolean table) {
        this.retry = retry;
        this.table = table;
    }

    /**
     * Returns a source that opens the given one again until results are present.
     */
    public StreamSource of(StreamSource source) {
        return () -> new Requests<>(() -> opened(source.open()), RetryUntilPresentSource::close).results();
    }

    /**
     * Returns a download to a file that is repeated until results are present.
     */
    public Supplier<DownloadedFile> of(Supplier<DownloadedFile> download) {
        return () -> new Requests<>(() -> downloaded(download.get()), DownloadedFile::delete).results();
    }

    /**
     * The response to a request.
     *
     * @param results the results, which may be empty; null for none
     * @param reason  why there are none
     */
    private record Response<R>(@Nullable R results, boolean isPresent, @Nullable DiffbotException reason) {

        static <R> Response<R> of(R results, boolean empty) {
            return new Response<>(results, !empty, null);
        }
    }

    private Response<ResultStream> opened(ResultStream stream) {
        boolean kept = false;
        try {
            Response<ResultStream> opened = examined(stream);
            kept = true;
            return opened;
        } finally {
            if (!kept) {
                close(stream);
            }
        }
    }

    private Response<ResultStream> examined(ResultStream stream) {
        byte[] start = new byte[MAX_EMPTY_BYTES];
        int length;
        try {
            length = stream.readNBytes(start, 0, MAX_EMPTY_BYTES);
        } catch (IOException e) {
            // the next read fails again and reports the error to the reader
            return Response.of(stream, false);
        }
        byte[] read = Arrays.copyOf(start, length);
        return Response.of(
                concatenate(read, stream), length < MAX_EMPTY_BYTES && isEmpty(read, stream.operation(), stream.jobName()));
    }

    private Response<DownloadedFile> downloaded(DownloadedFile file) {
        try {
            boolean small = Files.size(file.path()) < MAX_EMPTY_BYTES;
            return Response.of(
                    file, small && isEmpty(Files.readAllBytes(file.path()), file.operation(), file.jobName()));
        } catch (IOException e) {
            // reading the file fails too and reports the error
            LOG.debug("Could not read {}", file.path(), e);
            return Response.of(file, false);
        }
    }

    private boolean isEmpty(byte[] all, String operation, @Nullable String jobName) {
        StreamSource bytes = () -> stream(new ByteArrayInputStream(all), () -> {
        }, operation, jobName);
        try (ResultIterator<?> results = table
                ? CsvIterator.table(bytes, 1, null)
                : Records.read(bytes, new RecordOptions(MAPPER, null, OnBadRecord.skip, 1, null, 0, null))) {
            return !results.hasNext() && results.skipped() == 0;
        } catch (DiffbotException e) {
            // only blank content counts as empty; other errors are left to the reader of the raw data
            return new String(all, StandardCharsets.US_ASCII).isBlank();
        }
    }

    private static ResultStream concatenate(byte[] start, ResultStream remaining) {
        return stream(new SequenceInputStream(new ByteArrayInputStream(start), remaining), () -> close(remaining),
                remaining.operation(),
                remaining.jobName());
    }

    private static ResultStream stream(InputStream bytes, Runnable end, String operation, @Nullable String jobName) {
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
            LOG.debug("Could not release a connection: {}", e.getClass().getName());
        }
    }

    /**
     * Sends the requests of one download.
     */
    private final class Requests<R> {

        private final Supplier<Response<R>> request;
        private final Consumer<R> discard;
        private @Nullable R last;

        Requests(Supplier<Response<R>> request, Consumer<R> discard) {
            this.request = request;
            this.discard = discard;
        }

        R results() {
            boolean wanted = false;
            try {
                Response<R> response = retry.retry(this::send, Response::isPresent);
                if (!response.isPresent()) {
                    retry.handleEmpty(response.reason());
                }
                if (response.reason() != null) {
                    throw response.reason();
                }
                wanted = true;
                return Objects.requireNonNull(response.results());
            } finally {
                if (!wanted) {
                    discardLast();
                }
            }
        }

        private Response<R> send() {
            discardLast();
            try {
                Response<R> response = request.get();
                last = response.results();
                return response;
            } catch (DiffbotException e) {
                if (!RetryUntilPresentIterator.isNotThereYet(e)) {
                    throw e;
                }
                return new Response<>(null, false, e);
            }
        }

        private void discardLast() {
            if (last != null) {
                discard.accept(last);
                last = null;
            }
        }
    }
}
