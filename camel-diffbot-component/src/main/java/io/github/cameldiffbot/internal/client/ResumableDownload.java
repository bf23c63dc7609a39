/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.github.cameldiffbot.error.DiffbotDownloadException;
import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.error.DiffbotRejectedException;
import io.github.cameldiffbot.error.DiffbotTruncatedDataException;
import io.github.cameldiffbot.error.DiffbotUnavailableException;
import io.github.cameldiffbot.internal.client.http.ApiExecutor;
import io.github.cameldiffbot.internal.client.http.ApiResponse;
import io.github.cameldiffbot.internal.client.http.Call;
import io.github.cameldiffbot.internal.client.http.ResultStream;
import io.github.cameldiffbot.internal.client.http.RetryingCall;
import io.github.cameldiffbot.internal.client.http.SecretMasker;
import io.github.cameldiffbot.internal.client.http.ServerError;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a download over as many connections as necessary. A broken connection is resumed transparently, unless the
 * server can only restart the download.
 */
final class ResumableDownload extends InputStream {

    /**
     * The download has restarted: the bytes so far are invalid.
     */
    static final class RestartedException extends IOException {

        private static final long serialVersionUID = 1L;

        RestartedException() {
            super("The download restarted");
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(ResumableDownload.class);

    private final ApiExecutor executor;
    private final Call call;
    private final long max;
    private int requests;
    private long position;
    // null before the first response
    private ResultStream in;
    private EntityValidator validator = new EntityValidator(null, -1);
    private boolean endVerified;

    // the reading thread, to be interrupted by stop(); guarded by this
    private Thread reader;
    private HttpUriRequestBase request;
    private boolean stopped;

    ResumableDownload(ApiExecutor executor, Call call, long max) {
        this.executor = executor;
        this.call = call;
        this.max = max > 0 ? max : Long.MAX_VALUE;
    }

    /**
     * Starts the download. Must be called by the reading thread.
     */
    synchronized void start() {
        if (stopped) {
            throw stoppedError();
        }
        reader = Thread.currentThread();
    }

    /**
     * Returns whether HTTP confirmed the end.
     */
    boolean isEndVerified() {
        return endVerified;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        while (true) {
            try {
                if (in == null) {
                    openFull();
                }
                int read = in.read(buffer, offset, length);
                if (read < 0) {
                    in.close();
                    if (position < validator.length()) {
                        throw new EOFException("The end came before all of " + validator.length() + " bytes");
                    }
                    return -1;
                }
                position += read;
                if (position > max) {
                    throw DiffbotDownloadException.tooLarge(call.operation(), call.jobName(), max);
                }
                return read;
            } catch (IOException e) {
                resume(e);
            }
        }
    }

    /**
     * Restarts the download after an invalid end.
     *
     * @throws DiffbotTruncatedDataException the given exception if no retry is left
     */
    void restart(DiffbotTruncatedDataException reason) {
        awaitRetry(reason);
        openFull();
    }

    private void resume(IOException cause) throws RestartedException {
        DiffbotTruncatedDataException truncated = truncatedError(cause);
        release();
        awaitRetry(truncated);
        if (validator.validator() != null && position > 0) {
            if (openRemainder()) {
                return;
            }
            awaitRetry(truncated);
        }
        openFull();
        throw new RestartedException();
    }

    private void openFull() {
        Call full = requests == 0 ? call.withCustomizer(this::onRequest) : call.withCustomizer(sent -> {
            // so that it can be resumed after another break
            sent.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
            onRequest(sent);
        });
        position = 0;
        in = run(full, response -> readFull(full, response));
    }

    private ResultStream readFull(Call full, ApiResponse response) throws IOException {
        ResultStream opened = ResultStreamOpener.open(full, response, executor.statistics());
        validator = EntityValidator.of(response);
        endVerified = response.isEndVerifiable();
        return opened;
    }

    /**
     * Opens the missing remainder, or the whole download if the server sends that instead.
     *
     * @return                                      false if the response is unusable
     * @throws ResumableDownload.RestartedException if the response is the whole download
     */
    private boolean openRemainder() throws RestartedException {
        Call remainder = call.withCustomizer(sent -> {
            sent.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
            sent.setHeader(HttpHeaders.RANGE, "bytes=" + position + '-');
            sent.setHeader(HttpHeaders.IF_RANGE, validator.validator());
            onRequest(sent);
        });
        boolean[] isFull = new boolean[1];
        try {
            in = run(remainder, response -> {
                // per response: a full response may break immediately and be followed by a partial one
                isFull[0] = response.status() != HttpStatus.SC_PARTIAL_CONTENT;
                if (!isFull[0]) {
                    return validator.matchesRemainder(response, position) ? openStream(response) : null;
                }
                return readFull(remainder, response);
            });
        } catch (DiffbotRejectedException e) {
            if (e.getHttpResponseCode() != HttpStatus.SC_REQUESTED_RANGE_NOT_SATISFIABLE) {
                throw e;
            }
            return false;
        }
        if (isFull[0]) {
            position = 0;
            throw new RestartedException();
        }
        return in != null;
    }

    private ResultStream openStream(ApiResponse response) throws IOException {
        return new ResultStream(
                response.stream(), response, call.operation(), call.jobName(),
                count -> executor.statistics().received(call.operation(), count));
    }

    private ResultStream run(Call next, ApiExecutor.ResponseReader<ResultStream> reader) {
        RetryingCall<ResultStream> retryingCall = new RetryingCall<>(executor, next, reader, null, requests);
        try {
            return retryingCall.execute();
        } catch (DiffbotException e) {
            // after stop(), any error is a stop
            throw isStopped() ? stoppedError() : e;
        } finally {
            requests = retryingCall.requests();
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

    private DiffbotTruncatedDataException truncatedError(IOException cause) {
        SecretMasker mask = new SecretMasker(executor.token(call), executor.secrets());
        return new DiffbotTruncatedDataException(
                call.errorDetails("the download broke off after " + position + " bytes ("
                                  + ServerError.shorten(cause.toString(), mask) + "), and " + requests + " requests were made",
                        "Read it again, or raise the option maxRetries")
                        .withCause(mask.mask(cause)));
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

    DiffbotException stoppedError() {
        return new DiffbotUnavailableException(
                call.errorDetails("the download was stopped, probably because the route is stopping",
                        "Call again when it runs"));
    }

    /**
     * Stops the reading thread.
     */
    synchronized void stop() {
        stopped = true;
        if (request != null) {
            request.cancel();
        }
        if (reader != null) {
            reader.interrupt();
        }
    }

    @Override
    public void close() {
        release();
        synchronized (this) {
            reader = null;
            if (stopped) {
                // clears the interrupt, which only applied to the download
                Thread.interrupted();
            }
        }
    }

    private void release() {
        if (in != null) {
            try {
                in.close();
            } catch (IOException e) {
                LOG.debug("Could not release a connection: {}", e.getClass().getName());
            }
        }
    }
}
