/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.fetch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;

import io.github.cameldiffbot.sandbox.internal.url.Urls;
import org.jspecify.annotations.Nullable;

/** Fetches pages within limits. The allow-list is checked for each redirect as well. */
public final class Fetcher implements AutoCloseable {

    private static final int MAX_REDIRECTS = 10;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private final FetchLimits limits;
    private @Nullable PageClient client;
    private boolean closed;

    /** Creates a fetcher. */
    public Fetcher(FetchLimits limits) {
        this.limits = limits;
    }

    /**
     * Fetches a page, follows its redirects, and retries temporary failures.
     *
     * @param url       a normalized URL
     * @param requested the timeout, up to the limit
     */
    public FetchResult fetch(String url, Map<String, String> headers, Duration requested) {
        return fetch(url, headers, requested, target -> "");
    }

    /**
     * Fetches a page, follows its redirects, and retries temporary failures.
     *
     * @param url       a normalized URL
     * @param requested the timeout, up to the limit
     * @param refusal   returns the error of a redirect to a URL that is not followed, or an empty string
     */
    public FetchResult fetch(
            String url, Map<String, String> headers, Duration requested, UnaryOperator<String> refusal) {
        Duration timeout = requested.compareTo(limits.timeout()) > 0 ? limits.timeout() : requested;
        long deadline = System.nanoTime() + timeout.toNanos();
        FetchResult result = follow(url, headers, deadline, refusal);
        int tries = 1;
        while (result.isTransient() && tries < limits.tries() && System.nanoTime() < deadline) {
            result = follow(url, headers, deadline, refusal);
            tries++;
        }
        return result.afterTries(tries);
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (client != null) {
            client.close();
        }
    }

    private FetchResult follow(String url, Map<String, String> headers, long deadline, UnaryOperator<String> refusals) {
        String current = url;
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            try {
                URI uri = URI.create(current);
                if (uri.getHost() == null) {
                    return FetchResult.failed(current, redirects, "Could not download page (host name not supported)");
                }
                String refusal = limits.allowed().refusal(uri);
                if (!refusal.isEmpty()) {
                    return FetchResult.failed(current, redirects, "Could not download page (" + refusal + ")");
                }
                PageClient.Response response = client().get(uri, headers, deadline);
                if (!REDIRECTS.contains(response.status())) {
                    return result(response, current, redirects);
                }
                // the client reads headers as ISO 8859-1, but many servers send UTF-8
                String target = Urls.resolve(current,
                        new String(response.location().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
                if (target == null) {
                    return FetchResult.failed(url, redirects, "Could not download page (" + response.status() + ")");
                }
                current = target;
                String refused = refusals.apply(current);
                if (!refused.isEmpty()) {
                    return FetchResult.failed(current, redirects + 1, refused);
                }
            } catch (SocketTimeoutException e) {
                return FetchResult.failed(current, redirects, FetchResult.TIMED_OUT);
            } catch (IOException e) {
                return FetchResult.failedTemporarily(current, redirects, reason(e));
            } catch (IllegalArgumentException e) {
                return FetchResult.failed(current, redirects, "Could not download page");
            }
        }
        return FetchResult.failed(current, MAX_REDIRECTS, "Could not download page (too many redirects)");
    }

    private FetchResult result(PageClient.Response response, String url, int redirects) throws IOException {
        int status = response.status();
        if (status >= 500) {
            return FetchResult.failedTemporarily(url, redirects, "Could not download page (" + status + ")");
        }
        if (status != 200) {
            return FetchResult.failed(url, redirects, "Could not download page (" + status + ")");
        }
        boolean compressed = response.encoding().toLowerCase(Locale.ROOT).contains("gzip") && response.body().length > 0;
        byte[] body = compressed ? unzip(response.body()) : response.body();
        return FetchResult.page(url, redirects, response.type(), body);
    }

    private byte[] unzip(byte[] body) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return in.readNBytes(limits.maxBytes());
        }
    }

    /** Returns the client. It is created on first use, as it slows down the start. */
    private PageClient client() throws IOException {
        synchronized (this) {
            if (closed) {
                throw new IOException("The sandbox is closed");
            }
            if (client == null) {
                client = new PageClient(limits.maxBytes());
            }
            return client;
        }
    }

    private static String reason(IOException e) {
        return e instanceof ConnectException ? "Could not download page (connection refused)" : "Could not download page";
    }
}
