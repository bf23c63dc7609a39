/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.zip.ZipException;

import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.MalformedChunkCodingException;

/**
 * What it means when no answer was got.
 */
final class LostConnection {

    private LostConnection() {
    }

    /**
     * Whether the server surely has not seen a request that it could carry out.
     */
    static boolean isSurelyUnsent(Call call, IOException failure) {
        boolean unconnected = failure instanceof ConnectException || failure instanceof UnknownHostException
                || failure instanceof NoRouteToHostException || failure instanceof ConnectTimeoutException
                || failure instanceof ConnectionRequestTimeoutException || failure instanceof SSLHandshakeException
                || failure instanceof SSLPeerUnverifiedException;
        return unconnected || call.body() != null && !call.body().isStarted();
    }

    static DiffbotException exception(Call call, IOException failure, TokenMask mask) {
        String reason = ServerError.shorten(failure.toString(), mask);
        if (failure instanceof Json.MalformedException || failure instanceof ZipException
                || failure instanceof ClientProtocolException || failure instanceof MalformedChunkCodingException) {
            return new DiffbotProtocolException(
                    call.failure("the answer cannot be read (" + reason + ")",
                            "Check the option baseUrl and what stands between here and there, such as a proxy")
                            .causedBy(mask.mask(failure)));
        }
        if (failure instanceof ConnectionRequestTimeoutException) {
            return new DiffbotUnavailableException(
                    call.failure("no connection of the pool became free in time",
                            "Close downloads that are no longer read, or raise connectionsPerRoute of Camel's http component")
                            .causedBy(mask.mask(failure)));
        }
        return new DiffbotUnavailableException(
                call.failure("there was no answer (" + reason + ")",
                        "Check the network and the option baseUrl, or raise maxRetries")
                        .causedBy(mask.mask(failure)));
    }
}
