/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.ZipException;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.error.DiffbotProtocolException;
import io.github.cameldiffbot.error.DiffbotUnavailableException;
import io.github.cameldiffbot.internal.json.Json;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.MalformedChunkCodingException;

/**
 * Translates I/O errors to exceptions, and classifies them for retries.
 */
final class IoErrorTranslator {

    /**
     * The statuses of a timeout in the server or a proxy, such as those of AWS, nginx and Cloudflare.
     */
    private static final Set<Integer> STILL_PROCESSING = Set.of(408, 460, 499, 504, 524, 598);
    // after that time, the server works on a complete request
    private static final Duration MIN_PROCESSING_TIME = Duration.ofSeconds(5);

    private IoErrorTranslator() {
    }

    /**
     * Returns whether the server or a proxy timed out while the request was still processed.
     */
    static boolean isStillProcessing(int httpStatus) {
        return STILL_PROCESSING.contains(httpStatus);
    }

    /**
     * Returns whether the server may still process a request without a response. After an early break of the connection
     * it probably does not.
     */
    static boolean isStillProcessing(Call call, IOException failure) {
        return failure instanceof SocketTimeoutException || call.body() != null && call.body().isSentFor(MIN_PROCESSING_TIME);
    }

    /**
     * Returns whether the server appears not to speak TLS, so that a retry is useless.
     *
     * @param answered whether the server has ever responded: then a silent handshake has another cause
     */
    static boolean isNoTls(IOException failure, boolean answered) {
        return isNotTls(failure) || !answered && isSilentHandshake(failure);
    }

    private static boolean isNotTls(IOException failure) {
        // subclasses have other causes
        return isHandshake(failure) && failure.getClass() == SSLException.class;
    }

    private static boolean isSilentHandshake(IOException failure) {
        return isHandshake(failure) && failure instanceof SocketTimeoutException;
    }

    // HttpClient uses the same class for a connect timeout and a handshake timeout
    private static boolean isHandshake(IOException failure) {
        return Arrays.stream(failure.getStackTrace()).anyMatch(frame -> frame.getMethodName().equals("startHandshake"));
    }

    /**
     * Returns whether the server certainly did not receive a complete request.
     */
    static boolean isUnsent(Call call, IOException failure) {
        boolean unconnected = failure instanceof ConnectException || failure instanceof UnknownHostException
                || failure instanceof NoRouteToHostException || failure instanceof ConnectTimeoutException
                || failure instanceof ConnectionRequestTimeoutException || failure instanceof SSLHandshakeException
                || failure instanceof SSLPeerUnverifiedException || isHandshake(failure);
        return unconnected || call.body() != null && !call.body().isStarted();
    }

    static DiffbotException translate(Call call, IOException failure, SecretMasker mask) {
        String reason = ServerError.shorten(failure.toString(), mask);
        if (failure instanceof Json.MalformedException || failure instanceof ZipException
                || failure instanceof ClientProtocolException || failure instanceof MalformedChunkCodingException) {
            return new DiffbotProtocolException(
                    call.errorDetails("the response cannot be read (" + reason + ")",
                            "Check the option baseUrl with its scheme, and what stands in between, such as a proxy")
                            .withCause(mask.mask(failure)));
        }
        if (failure instanceof ConnectionRequestTimeoutException) {
            return new DiffbotUnavailableException(
                    call.errorDetails("no connection of the pool became free in time",
                            "Close downloads that are no longer read, or raise connectionsPerRoute of Camel's http component")
                            .withCause(mask.mask(failure)));
        }
        if (isNotTls(failure) || isSilentHandshake(failure)) {
            return new DiffbotUnavailableException(
                    call.errorDetails("the server does not speak TLS (" + reason + ")",
                            "Check the scheme of the option baseUrl: this is what https:// gives where http:// is needed")
                            .withCause(mask.mask(failure)));
        }
        return new DiffbotUnavailableException(
                call.errorDetails("there was no response (" + reason + ")",
                        "Check the network and the option baseUrl, or raise maxRetries")
                        .withCause(mask.mask(failure)));
    }
}
