/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.crawl;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * Fetches pages, within limits: only where the allow-list permits, at each redirect anew, and never too much or long.
 */
public final class Fetcher implements AutoCloseable {

    private static final int MAX_REDIRECTS = 10;
    private static final int MAX_BYTES = 8 << 20;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    /** The JDK's client keeps these for itself and refuses a request that sets them. */
    private static final Set<String> RESERVED = Set.of("connection", "content-length", "expect", "host", "upgrade");
    private static final String USER_AGENT = "Mozilla/5.0 (compatible; Diffbot-Sandbox)";

    private final Predicate<URI> allowed;
    private final ExecutorService executor;
    private volatile HttpClient client;

    /**
     * A fetcher.
     *
     * @param allowed where it may go
     */
    public Fetcher(Predicate<URI> allowed) {
        this.allowed = allowed;
        this.executor = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "diffbot-sandbox-fetch");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Fetches a page and follows its redirects.
     *
     * @param  url     a normalized URL
     * @param  headers to send along
     * @return         the page, or what went wrong
     */
    public FetchResult fetch(String url, Map<String, String> headers) {
        String current = url;
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            try {
                URI uri = URI.create(current);
                if (!allowed.test(uri)) {
                    return FetchResult.failed(current, redirects,
                            "Could not download page (host is not on the sandbox's allow-list)");
                }
                HttpResponse<InputStream> response = send(uri, headers);
                try (InputStream body = response.body()) {
                    if (!REDIRECTS.contains(response.statusCode())) {
                        return read(response, body, current, redirects);
                    }
                    current = response.headers().firstValue("Location").map(uri::resolve).map(URI::toString)
                            .map(Urls::normalize).orElse(null);
                    if (current == null) {
                        return FetchResult.failed(url, redirects, "Could not download page (" + response.statusCode() + ")");
                    }
                }
            } catch (HttpTimeoutException e) {
                return FetchResult.failed(current, redirects, "Tcp operation timed out");
            } catch (IOException | IllegalArgumentException e) {
                return FetchResult.failed(current, redirects, reason(e));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return FetchResult.failed(current, redirects, "Could not download page");
            }
        }
        return FetchResult.failed(current, MAX_REDIRECTS, "Could not download page (too many redirects)");
    }

    @Override
    public void close() {
        client = null;
        executor.shutdownNow();
    }

    private static FetchResult read(HttpResponse<InputStream> response, InputStream body, String url, int redirects)
            throws IOException {
        if (response.statusCode() != 200) {
            return FetchResult.failed(url, redirects, "Could not download page (" + response.statusCode() + ")");
        }
        String type = response.headers().firstValue("Content-Type").orElse("");
        return new FetchResult(url, redirects, type, body.readNBytes(MAX_BYTES), null);
    }

    private HttpResponse<InputStream> send(URI uri, Map<String, String> headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(TIMEOUT).setHeader("User-Agent", USER_AGENT);
        headers.forEach((name, value) -> {
            if (!RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
                request.setHeader(name, value);
            }
        });
        return client().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    private HttpClient client() {
        HttpClient current = client;
        if (current == null) {
            synchronized (this) {
                if (client == null) {
                    // made on first use, as it takes a good part of the start-up time; HTTP/1.1, as HTTP/2 would try to upgrade
                    client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(executor)
                            .connectTimeout(Duration.ofSeconds(10)).followRedirects(HttpClient.Redirect.NEVER).build();
                }
                current = client;
            }
        }
        return current;
    }

    private static String reason(Exception e) {
        return e instanceof ConnectException ? "Could not download page (connection refused)" : "Could not download page";
    }
}
