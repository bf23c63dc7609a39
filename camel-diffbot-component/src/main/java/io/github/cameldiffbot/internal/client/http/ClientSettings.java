/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.http;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * How a {@code DiffbotClient} calls.
 *
 * @param baseUrl              where the API is, such as <code>https://api.diffbot.com/v3</code>
 * @param token                gives the token; asked for every call, so that a new one is used at once
 * @param requestTimeout       how long a call that answers with a job may be silent, such as 60 seconds; 0 for no
 *                             limit. Does not apply where the HttpClient has a response timeout of its own
 * @param dataTimeout          how long a download may be silent, such as 5 minutes. It bounds the silence, not the
 *                             download. Does not apply where the HttpClient has a response timeout of its own
 * @param maxRetries           how often a call is made again at most; 0 for never
 * @param retryDelay           the longest wait before the first retry, such as 1 second; doubles with each retry
 * @param maxRetryDelay        the longest single wait, such as 60 seconds. When a <code>Retry-After</code> asks for
 *                             more, the call fails at once
 * @param maxRequestsPerSecond how many calls are made per second at most; below 1 for less than one per second, 0 for
 *                             no limit
 * @param grace                how long a job is looked for that was submitted and not answered in time, before it is
 *                             submitted again; an eighth of that, and no longer than requestTimeout, when the
 *                             connection broke at once. In one call no longer than this in all
 */
public record ClientSettings(
        URI baseUrl, Supplier<String> token, Duration requestTimeout, Duration dataTimeout, int maxRetries,
        Duration retryDelay, Duration maxRetryDelay, double maxRequestsPerSecond, Duration grace) {

    /**
     * How long a job is looked for unless something else is set.
     */
    public static final Duration GRACE = Duration.ofMinutes(2);

    /**
     * The same with {@link #GRACE}.
     */
    public ClientSettings(
                          URI baseUrl, Supplier<String> token, Duration requestTimeout, Duration dataTimeout,
                          int maxRetries, Duration retryDelay, Duration maxRetryDelay, double maxRequestsPerSecond) {
        this(baseUrl, token, requestTimeout, dataTimeout, maxRetries, retryDelay, maxRetryDelay, maxRequestsPerSecond,
             GRACE);
    }

    /**
     * @throws IllegalArgumentException when the base URL is not an absolute http or https URL
     */
    public ClientSettings {
        Objects.requireNonNull(token, "token");
        String url = baseUrl.toString();
        if (baseUrl.getHost() == null || !url.matches("(?i)https?://.*") || baseUrl.getRawQuery() != null) {
            throw new IllegalArgumentException(
                    "baseUrl must be an http or https URL with a host and without a query, such as https://api.diffbot.com/v3");
        }
        // a slash at the end would be doubled by the paths
        baseUrl = URI.create(url.replaceAll("/+$", ""));
    }

    @Override
    public String toString() {
        // without the token's supplier, whose text could be the token
        return "ClientSettings[" + baseUrl + ']';
    }
}
