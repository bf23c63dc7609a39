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
import io.github.cameldiffbot.internal.client.http.ApiResponse;
import io.github.cameldiffbot.internal.client.http.Call;
import io.github.cameldiffbot.internal.client.http.Caller;
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
 * The bytes of a download over all the connections that it takes. Whoever reads notices nothing of a connection that
 * was cut, unless the server can send only the whole again.
 */
final class ResumableDownload extends InputStream {

    /**
     * What was read until now does not count: what is read next is the start again.
     */
    static final class StartedAgain extends IOException {

        private static final long serialVersionUID = 1L;

        StartedAgain() {
            super("The download started again");
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(ResumableDownload.class);

    private final Caller caller;
    private final Call call;
    private final long most;
    private int requests;
    private long position;
    // null before the first answer
    private ResultStream in;
    private EntityValidator version = new EntityValidator(null, -1);
    private boolean endTold;

    // who reads, for the one who stops it; guarded by this
    private Thread reader;
    private HttpUriRequestBase request;
    private boolean stopped;

    ResumableDownload(Caller caller, Call call, long most) {
        this.caller = caller;
        this.call = call;
        this.most = most > 0 ? most : Long.MAX_VALUE;
    }

    /**
     * To be called by the thread that will read.
     */
    synchronized void begin() {
        if (stopped) {
            throw stopped();
        }
        reader = Thread.currentThread();
    }

    /**
     * Whether HTTP told the end that was met.
     */
    boolean isEndTold() {
        return endTold;
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
                    openWhole();
                }
                int read = in.read(buffer, offset, length);
                if (read < 0) {
                    in.close();
                    if (position < version.length()) {
                        throw new EOFException("The end came before all of " + version.length() + " bytes");
                    }
                    return -1;
                }
                position += read;
                if (position > most) {
                    throw DiffbotDownloadException.tooLarge(call.operation(), call.jobName(), most);
                }
                return read;
            } catch (IOException e) {
                goOn(e);
            }
        }
    }

    /**
     * Starts again although the end was met: it was none.
     *
     * @throws DiffbotTruncatedDataException the one that is given, when no more requests may be made
     */
    void startAgain(DiffbotTruncatedDataException reason) {
        awaitTurn(reason);
        openWhole();
    }

    private void goOn(IOException cause) throws StartedAgain {
        DiffbotTruncatedDataException cut = cut(cause);
        release();
        awaitTurn(cut);
        if (version.validator() != null && position > 0) {
            if (openRest()) {
                return;
            }
            awaitTurn(cut);
        }
        openWhole();
        throw new StartedAgain();
    }

    private void openWhole() {
        Call whole = requests == 0 ? call.shapedBy(this::started) : call.shapedBy(sent -> {
            // so that it can go on where it was, should it be cut once more
            sent.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
            started(sent);
        });
        position = 0;
        in = run(whole, answer -> whole(whole, answer));
    }

    private ResultStream whole(Call whole, ApiResponse answer) throws IOException {
        ResultStream opened = ResultStreamOpener.open(whole, answer, caller.statistics());
        version = EntityValidator.of(answer);
        endTold = answer.isEndTold();
        return opened;
    }

    /**
     * Opens what is missing. Where the server sends the whole instead, that is opened.
     *
     * @return                                false when it is of no use
     * @throws ResumableDownload.StartedAgain when it is the whole
     */
    private boolean openRest() throws StartedAgain {
        Call rest = call.shapedBy(sent -> {
            sent.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
            sent.setHeader(HttpHeaders.RANGE, "bytes=" + position + '-');
            sent.setHeader(HttpHeaders.IF_RANGE, version.validator());
            started(sent);
        });
        boolean[] whole = new boolean[1];
        try {
            in = run(rest, answer -> {
                // of each answer anew: the whole may break off at once, and be followed by the rest
                whole[0] = answer.status() != HttpStatus.SC_PARTIAL_CONTENT;
                if (!whole[0]) {
                    return version.goesOn(answer, position) ? opened(answer) : null;
                }
                return whole(rest, answer);
            });
        } catch (DiffbotRejectedException e) {
            if (e.getHttpResponseCode() != HttpStatus.SC_REQUESTED_RANGE_NOT_SATISFIABLE) {
                throw e;
            }
            return false;
        }
        if (whole[0]) {
            position = 0;
            throw new StartedAgain();
        }
        return in != null;
    }

    private ResultStream opened(ApiResponse answer) throws IOException {
        return new ResultStream(
                answer.stream(), answer, call.operation(), call.jobName(),
                count -> caller.statistics().received(call.operation(), count));
    }

    private ResultStream run(Call next, Caller.Reading<ResultStream> reading) {
        RetryingCall<ResultStream> attempts = new RetryingCall<>(caller, next, reading, null, requests);
        try {
            return attempts.run();
        } catch (DiffbotException e) {
            // who was stopped did not fail, whatever that looked like
            throw isStopped() ? stopped() : e;
        } finally {
            requests = attempts.requests();
        }
    }

    /**
     * Waits before the next request.
     *
     * @throws DiffbotTruncatedDataException the one that is given, when there may be none
     */
    private void awaitTurn(DiffbotTruncatedDataException reason) {
        if (isStopped()) {
            throw stopped();
        }
        if (requests > caller.maxRetries()) {
            throw reason;
        }
        Duration wait = caller.backoff().afterFailure(requests - 1, null);
        try {
            TimeUnit.NANOSECONDS.sleep(wait.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stopped();
        }
    }

    private DiffbotTruncatedDataException cut(IOException cause) {
        SecretMasker mask = new SecretMasker(caller.token(call), caller.secrets());
        return new DiffbotTruncatedDataException(
                call.failure("the download broke off after " + position + " bytes ("
                             + ServerError.shorten(cause.toString(), mask) + "), and " + requests + " requests were made",
                        "Read it again, or raise the option maxRetries")
                        .causedBy(mask.mask(cause)));
    }

    private synchronized void started(HttpUriRequestBase sent) {
        request = sent;
        if (stopped) {
            sent.cancel();
        }
    }

    private synchronized boolean isStopped() {
        return stopped || Thread.currentThread().isInterrupted();
    }

    DiffbotException stopped() {
        return new DiffbotUnavailableException(
                call.failure("the download was ended, as by a route that stops", "Call again when it runs"));
    }

    /**
     * Lets whoever reads end, whatever it waits for.
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
                // was meant for the download, not for what the thread does next
                Thread.interrupted();
            }
        }
    }

    private void release() {
        if (in != null) {
            try {
                in.close();
            } catch (IOException e) {
                LOG.debug("Could not give a connection back: {}", e.getClass().getName());
            }
        }
    }
}
