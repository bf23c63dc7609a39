/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.fetch;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** Sends requests for pages, each on the thread of its caller. A response ends at a deadline, its body at a limit. */
final class PageClient implements AutoCloseable {

    /** The client sets these headers itself. */
    private static final Set<String> RESERVED
            = Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");
    private static final String USER_AGENT = "Mozilla/5.0 (compatible; Diffbot-Sandbox)";
    private static final int MAX_CONNECTIONS = 512;
    private static final int MAX_HEADER_LINE = 1 << 16;
    private static final int MAX_HEADERS = 1_000;
    private static final Timeout CONNECT_TIMEOUT = Timeout.ofSeconds(10);
    private static final TimeValue MAX_IDLE = TimeValue.ofSeconds(30);

    private final CloseableHttpClient client;
    private final ScheduledThreadPoolExecutor timer;
    private final int maxBytes;

    /**
     * A response.
     *
     * @param location of the header, or an empty string; likewise type and encoding of the content
     */
    record Response(int status, String location, String type, String encoding, byte[] body) {
    }

    /**
     * Creates a client.
     *
     * @param maxBytes of a body; the connection is closed after them
     */
    PageClient(int maxBytes) {
        this.maxBytes = maxBytes;
        this.timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "diffbot-sandbox-fetch-timer");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        this.client = builder().build();
    }

    private static HttpClientBuilder builder() {
        Http1Config limits = Http1Config.custom().setMaxLineLength(MAX_HEADER_LINE).setMaxHeaderCount(MAX_HEADERS).build();
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder().http1Config(limits).build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom().setConnectTimeout(CONNECT_TIMEOUT).build())
                        .setDnsResolver(new LocalNames()).setMaxConnTotal(MAX_CONNECTIONS).setMaxConnPerRoute(MAX_CONNECTIONS)
                        .build())
                .setRetryStrategy(new StaleConnectionRetry()).evictIdleConnections(MAX_IDLE)
                .setUserAgent(USER_AGENT)
                .disableRedirectHandling().disableContentCompression().disableCookieManagement().disableAuthCaching()
                .disableConnectionState();
    }

    /**
     * Sends a request.
     *
     * @param  deadline               as {@code System.nanoTime()}
     * @throws SocketTimeoutException after the deadline
     */
    Response get(URI uri, Map<String, String> headers, long deadline) throws IOException {
        HttpGet request = new HttpGet(uri);
        headers.forEach((name, value) -> {
            if (!RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
                request.setHeader(name, value);
            }
        });
        long left = Math.max(1, deadline - System.nanoTime());
        Timeout timeout = Timeout.ofMilliseconds(TimeUnit.NANOSECONDS.toMillis(left) + 1);
        request.setConfig(RequestConfig.custom().setResponseTimeout(timeout).setConnectionRequestTimeout(timeout)
                .setProtocolUpgradeEnabled(false).build());
        // a timeout of the client is one of a single read
        Future<?> abort = timer.schedule(request::cancel, left, TimeUnit.NANOSECONDS);
        try {
            ClassicHttpResponse response = client.executeOpen(null, request, HttpClientContext.create());
            byte[] body = body(response.getEntity());
            if (body.length < maxBytes) {
                response.close();
            } else {
                // closes the connection: close() would read the rest of the body
                request.cancel();
            }
            return new Response(
                    response.getCode(), header(response, "Location"), header(response, "Content-Type"),
                    header(response, "Content-Encoding"), body);
        } catch (IOException | IllegalStateException e) {
            // a cancelled request ends with either of them; after a failure the connection cannot be used again
            request.cancel();
            if (System.nanoTime() >= deadline) {
                throw new SocketTimeoutException(e.getMessage());
            }
            throw e instanceof IOException failed ? failed : new IOException(e);
        } finally {
            abort.cancel(false);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        client.close(CloseMode.IMMEDIATE);
    }

    private byte[] body(HttpEntity entity) throws IOException {
        if (entity == null) {
            return new byte[0];
        }
        long length = entity.getContentLength();
        // one more than the length: the client keeps the connection as soon as the end was read
        return entity.getContent().readNBytes(length < 0 ? maxBytes : (int) Math.min(length + 1, maxBytes));
    }

    private static String header(ClassicHttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null || header.getValue() == null ? "" : header.getValue();
    }
}
