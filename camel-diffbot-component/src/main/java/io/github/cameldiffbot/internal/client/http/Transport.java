/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.http;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.github.cameldiffbot.error.DiffbotUnavailableException;
import io.github.cameldiffbot.internal.client.form.FormParameters;
import io.github.cameldiffbot.internal.client.form.JobSubmission;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.Configurable;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests.
 */
final class Transport {

    private static final Logger LOG = LoggerFactory.getLogger(Transport.class);

    // HttpClient's default, which is so long that a leaking pool would look like a hanging server
    private static final Timeout DEFAULT_LEASE = Timeout.ofMinutes(3);
    private static final Timeout LEASE = Timeout.ofSeconds(30);

    private final ClientSettings settings;
    private final Supplier<HttpClient> calls;
    private final Supplier<HttpClient> downloads;
    private final CallStatistics statistics;
    private final RequestsInProgress requests;
    private volatile boolean answered;

    /**
     * @param calls     returns the client for calls
     * @param downloads returns the client for downloads, which can keep their connections for hours
     */
    Transport(
              ClientSettings settings, Supplier<HttpClient> calls, Supplier<HttpClient> downloads,
              CallStatistics statistics, RequestsInProgress requests) {
        this.settings = settings;
        this.calls = calls;
        this.downloads = downloads;
        this.statistics = statistics;
        this.requests = requests;
    }

    /**
     * Sends a request, and follows the redirects of a download.
     */
    ApiResponse send(Call call, String token, SecretMasker mask) throws IOException {
        String uri = call.path().startsWith("/") ? settings.baseUrl() + call.path() : call.path();
        JobSubmission body = call.body();
        if (body == null) {
            FormParameters query = new FormParameters().put("token", token);
            call.query().forEach(query::put);
            uri += '?' + query.encoded();
        }
        HttpUriRequestBase request = new HttpUriRequestBase(call.method(), URI.create(uri));
        if (body != null) {
            request.setEntity(body.entity(token, request::cancel));
        }
        try {
            ApiResponse response = execute(call, URI.create(uri), request, mask);
            Redirect redirect = new Redirect(call);
            while (call.download() && response.isRedirect()) {
                URI target;
                try (ApiResponse from = response) {
                    from.excerpt(ErrorTranslator.MAX_BODY);
                    target = redirect.follow(from);
                }
                // opened late: the pool may have only one connection
                response = execute(call, target, new HttpUriRequestBase(call.method(), target), mask);
            }
            return response;
        } catch (IllegalStateException e) {
            if (body != null && body.isStarted()) {
                throw e;
            }
            // HttpClient's pool was closed
            throw new DiffbotUnavailableException(
                    call.errorDetails("the HTTP client is closed (" + mask.mask(String.valueOf(e.getMessage())) + ")",
                            "The component has been stopped: start it again"));
        }
    }

    /**
     * Returns whether the server has ever responded.
     */
    boolean hasAnswered() {
        return answered;
    }

    private ApiResponse execute(Call call, URI uri, HttpUriRequestBase request, SecretMasker mask) throws IOException {
        HttpClient client = call.download() ? downloads.get() : calls.get();
        request.setConfig(config(client, call.readTimeout()));
        call.customizer().accept(request);
        statistics.called();
        requests.begin(request);
        long start = System.nanoTime();
        try {
            ApiResponse response = new ApiResponse(
                    uri, request,
                    client.executeOpen(RoutingSupport.determineHost(request), request, HttpClientContext.create()), mask);
            answered = true;
            log(call, uri, mask, Integer.toString(response.status()), start);
            return response;
        } catch (HttpException e) {
            log(call, uri, mask, e.toString(), start);
            throw new IOException(e);
        } catch (IOException | RuntimeException e) {
            log(call, uri, mask, e.toString(), start);
            throw e;
        }
    }

    private static void log(Call call, URI uri, SecretMasker mask, String outcome, long start) {
        if (LOG.isDebugEnabled()) {
            String target = uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + '?' + uri.getRawQuery();
            LOG.debug("{} {}: {} after {} ms", call.method(), mask.mask(target), mask.mask(outcome),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        }
    }

    // keeps the settings of the client
    private static RequestConfig config(HttpClient client, Duration readTimeout) {
        RequestConfig configured = client instanceof Configurable configurable ? configurable.getConfig() : null;
        RequestConfig.Builder config = configured == null ? RequestConfig.custom() : RequestConfig.copy(configured);
        config.setRedirectsEnabled(false);
        if (configured == null || isUnset(configured.getResponseTimeout())) {
            config.setResponseTimeout(Timeout.of(readTimeout));
        }
        if (configured == null || isUnset(configured.getConnectionRequestTimeout())
                || DEFAULT_LEASE.equals(configured.getConnectionRequestTimeout())) {
            config.setConnectionRequestTimeout(LEASE);
        }
        return config.build();
    }

    private static boolean isUnset(@Nullable Timeout timeout) {
        return timeout == null || timeout.isDisabled();
    }
}
