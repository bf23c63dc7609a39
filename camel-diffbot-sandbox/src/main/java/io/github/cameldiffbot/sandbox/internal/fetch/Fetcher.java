/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.fetch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;

import io.github.cameldiffbot.sandbox.internal.url.Urls;

/** Fetches pages within limits. The allow-list is checked for each redirect as well. */
public final class Fetcher implements AutoCloseable {

    private static final int MAX_REDIRECTS = 10;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    /** The JDK's client sets these headers itself and refuses requests that set them. */
    private static final Set<String> RESERVED = Set.of("connection", "content-length", "expect", "host", "upgrade");
    private static final String USER_AGENT = "Mozilla/5.0 (compatible; Diffbot-Sandbox)";

    private final FetchLimits limits;
    private final ExecutorService executor;
    /** Handles responses on its own thread: the switch to another thread would cost more than the work. */
    private volatile HttpClient plain;
    /** Has an executor for the computations of TLS. */
    private volatile HttpClient secure;

    /** Creates a fetcher. */
    public Fetcher(FetchLimits limits) {
        this.limits = limits;
        this.executor = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "diffbot-sandbox-fetch");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Fetches a page, follows its redirects, and retries temporary failures.
     *
     * @param url       a normalized URL
     * @param requested the timeout; null or a longer one means the default
     */
    public FetchResult fetch(String url, Map<String, String> headers, Duration requested) {
        return fetch(url, headers, requested, target -> null);
    }

    /**
     * Fetches a page, follows its redirects, and retries temporary failures.
     *
     * @param url       a normalized URL
     * @param requested the timeout; null or a longer one means the default
     * @param refusal   returns the error of a redirect to a URL that is not followed, or null
     */
    public FetchResult fetch(
            String url, Map<String, String> headers, Duration requested, UnaryOperator<String> refusal) {
        Duration timeout = requested == null || requested.compareTo(limits.timeout()) > 0 ? limits.timeout() : requested;
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
    public void close() {
        plain = null;
        secure = null;
        executor.shutdownNow();
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
                if (refusal != null) {
                    return FetchResult.failed(current, redirects, "Could not download page (" + refusal + ")");
                }
                HttpResponse<byte[]> response = send(uri, headers, deadline);
                if (!REDIRECTS.contains(response.statusCode())) {
                    return result(response, current, redirects);
                }
                String location = response.headers().firstValue("Location").orElse("");
                // the JDK's client reads headers as ISO 8859-1, but many servers send UTF-8
                current = Urls.resolve(current,
                        new String(location.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
                if (current == null) {
                    return FetchResult.failed(url, redirects, "Could not download page (" + response.statusCode() + ")");
                }
                String refused = refusals.apply(current);
                if (refused != null) {
                    return FetchResult.failed(current, redirects + 1, refused);
                }
            } catch (TimeoutException | HttpTimeoutException e) {
                return FetchResult.failed(current, redirects, FetchResult.TIMED_OUT);
            } catch (IOException e) {
                return FetchResult.failedTemporarily(current, redirects, reason(e));
            } catch (IllegalArgumentException e) {
                return FetchResult.failed(current, redirects, "Could not download page");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return FetchResult.failed(current, redirects, "Could not download page");
            }
        }
        return FetchResult.failed(current, MAX_REDIRECTS, "Could not download page (too many redirects)");
    }

    private FetchResult result(HttpResponse<byte[]> response, String url, int redirects) throws IOException {
        int status = response.statusCode();
        if (status >= 500) {
            return FetchResult.failedTemporarily(url, redirects, "Could not download page (" + status + ")");
        }
        if (status != 200) {
            return FetchResult.failed(url, redirects, "Could not download page (" + status + ")");
        }
        String encoding = response.headers().firstValue("Content-Encoding").orElse("").toLowerCase(Locale.ROOT);
        boolean compressed = encoding.contains("gzip") && response.body().length > 0;
        byte[] body = compressed ? unzip(response.body()) : response.body();
        return FetchResult.page(url, redirects, response.headers().firstValue("Content-Type").orElse(""), body);
    }

    private byte[] unzip(byte[] body) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return in.readNBytes(limits.maxBytes());
        }
    }

    private HttpResponse<byte[]> send(URI uri, Map<String, String> headers, long deadline)
            throws IOException, InterruptedException, TimeoutException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).setHeader("User-Agent", USER_AGENT);
        headers.forEach((name, value) -> {
            if (!RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
                request.setHeader(name, value);
            }
        });
        CompletableFuture<HttpResponse<byte[]>> response
                = client(uri).sendAsync(request.build(), info -> new LimitedBodySubscriber(limits.maxBytes()));
        try {
            return response.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IOException(e.getCause());
        } finally {
            response.cancel(true);
        }
    }

    /** Returns the client for a URL. It is created on first use, as it slows down the start. */
    private HttpClient client(URI url) {
        boolean isSecure = url.getScheme().equals("https");
        HttpClient current = isSecure ? secure : plain;
        return current == null ? newClient(isSecure) : current;
    }

    private synchronized HttpClient newClient(boolean isSecure) {
        if (isSecure) {
            secure = secure == null ? build(executor) : secure;
            return secure;
        }
        plain = plain == null ? build(Runnable::run) : plain;
        return plain;
    }

    /** Creates a client for HTTP/1.1, as HTTP/2 would try to upgrade. */
    private static HttpClient build(Executor executor) {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(executor)
                .connectTimeout(Duration.ofSeconds(10)).followRedirects(HttpClient.Redirect.NEVER)
                .proxy(new LocalNames()).build();
    }

    private static String reason(IOException e) {
        return e instanceof ConnectException ? "Could not download page (connection refused)" : "Could not download page";
    }
}
