/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.github.cameldiffbot.error.DiffbotDownloadException;
import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.error.DiffbotTruncatedDataException;
import io.github.cameldiffbot.error.DiffbotUnavailableException;
import io.github.cameldiffbot.internal.client.http.ApiExecutor;
import io.github.cameldiffbot.internal.client.http.ApiResponse;
import io.github.cameldiffbot.internal.client.http.Call;
import io.github.cameldiffbot.internal.client.http.Finding;
import io.github.cameldiffbot.internal.client.http.ResultStream;
import io.github.cameldiffbot.internal.client.http.RetryingCall;
import io.github.cameldiffbot.internal.client.http.SecretMasker;
import io.github.cameldiffbot.internal.client.http.ServerError;
import io.github.cameldiffbot.internal.text.BlockInputStream;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A download to a file, which is complete before it is used. If the connection breaks, the download starts again; the
 * number of requests is limited like that of any call. An incomplete download is an error and leaves no file. On file
 * systems with permissions, only the owner of this process can read the file.
 */
public final class FileDownload {

    /**
     * The prefix of the file names. The files are deleted after use, unless the process was killed.
     */
    public static final String PREFIX = "camel-diffbot-";

    private static final Logger LOG = LoggerFactory.getLogger(FileDownload.class);

    private static final int BUFFER = 64 << 10;

    private final ApiExecutor executor;
    private final Call call;
    private final FileTarget target;
    private int requests;
    private boolean endVerified;

    // the downloading thread, to be interrupted by stop(); guarded by this
    private @Nullable Thread reader;
    private @Nullable HttpUriRequestBase request;
    private boolean stopped;

    public FileDownload(ApiExecutor executor, Call call, FileTarget target) {
        this.executor = executor;
        this.call = call.withCustomizer(this::onRequest);
        this.target = target;
    }

    /**
     * Downloads on this thread. May be called once.
     *
     * @throws DiffbotTruncatedDataException if the download is incomplete after all requests
     * @throws DiffbotDownloadException      if the download is too large or the file cannot be written
     */
    public DownloadedFile run() {
        begin();
        try {
            return download(create());
        } finally {
            end();
        }
    }

    private synchronized void begin() {
        if (stopped) {
            throw stoppedError();
        }
        reader = Thread.currentThread();
    }

    private synchronized void end() {
        reader = null;
        if (stopped) {
            // clears the interrupt, which only applied to the download
            Thread.interrupted();
        }
    }

    /**
     * Makes {@link #run()} fail soon. May be called by any thread, also after the download.
     */
    public synchronized void stop() {
        stopped = true;
        if (request != null) {
            request.cancel();
        }
        if (reader != null) {
            reader.interrupt();
        }
    }

    private synchronized void onRequest(HttpUriRequestBase sent) {
        request = sent;
        if (stopped) {
            sent.cancel();
        }
    }

    private synchronized boolean isStopped() {
        return stopped || Thread.currentThread().isInterrupted();
    }

    private Path create() {
        Path file = target.directory().resolve(PREFIX + UUID.randomUUID() + ".tmp");
        try {
            OwnerFiles.create(file);
            return file;
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private DownloadedFile download(Path file) {
        boolean complete = false;
        try {
            DownloadedFile downloaded = fill(file);
            complete = true;
            return downloaded;
        } finally {
            if (!complete) {
                DownloadedFile.delete(file);
            }
        }
    }

    private DownloadedFile fill(Path file) {
        while (true) {
            try {
                copy(file);
                DownloadedFile downloaded = new DownloadedFile(file, call.operation(), call.jobName(), endVerified);
                target.check().accept(downloaded);
                return downloaded;
            } catch (DiffbotTruncatedDataException e) {
                awaitRetry(e);
            } catch (IOException e) {
                throw unwritable(file, e);
            }
        }
    }

    // an IOException is always an error of the disk: errors of the connection have other types
    private void copy(Path file) throws IOException {
        byte[] buffer = new byte[BUFFER];
        ResultStream response = open();
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            InputStream in = target.filter().apply(new Connection(response));
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
        } finally {
            release(response);
        }
    }

    private ResultStream open() {
        RetryingCall<ResultStream> opening = new RetryingCall<>(
                executor, call, this::read, Finding::notDone, requests);
        try {
            return opening.read();
        } catch (DiffbotException e) {
            // after stop(), any error is a stop
            throw isStopped() ? stoppedError() : e;
        } finally {
            requests = opening.requests();
        }
    }

    private ResultStream read(ApiResponse response) throws IOException {
        endVerified = response.isEndVerifiable();
        return ResultStreamOpener.open(call, response, executor.statistics()).withLimit(target.maxBytes());
    }

    private static void release(ResultStream response) {
        try {
            response.close();
        } catch (IOException e) {
            LOG.debug("Could not release a connection: {}", e.getClass().getName());
        }
    }

    /**
     * Waits before the next request.
     *
     * @throws DiffbotTruncatedDataException the given exception if no further request is allowed
     */
    private void awaitRetry(DiffbotTruncatedDataException reason) {
        if (isStopped()) {
            throw stoppedError();
        }
        if (requests > executor.maxRetries()) {
            throw reason;
        }
        Duration delay = executor.backoff().afterFailure(requests - 1, null);
        try {
            TimeUnit.NANOSECONDS.sleep(delay.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stoppedError();
        }
    }

    private DiffbotException stoppedError() {
        return new DiffbotUnavailableException(
                call.errorDetails("the download was stopped, probably because the route is stopping",
                        "Call again when it runs"));
    }

    private DiffbotException unwritable(Path file, IOException cause) {
        if (cause instanceof ClosedByInterruptException) {
            return stoppedError();
        }
        return new DiffbotDownloadException(
                call.errorDetails("the file " + file + " cannot be written (" + cause + ")",
                        "Give localWorkDirectory a writable directory with free space")
                        .withCause(cause));
    }

    /**
     * Turns a broken connection into a {@link DiffbotTruncatedDataException}.
     */
    private final class Connection extends BlockInputStream {

        private final ResultStream response;
        private long position;

        Connection(ResultStream response) {
            this.response = response;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            try {
                int read = response.read(buffer, offset, length);
                position += Math.max(0, read);
                return read;
            } catch (IOException e) {
                SecretMasker mask = new SecretMasker(executor.token(call), executor.secrets());
                throw new DiffbotTruncatedDataException(
                        call.errorDetails("the download broke off after " + position + " bytes ("
                                          + ServerError.shorten(e.toString(), mask) + "), and " + requests
                                          + " requests were made",
                                "Read it again, or raise the option maxRetries")
                                .withCause(mask.mask(e)));
            }
        }
    }
}
