/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.http;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Returns the settings of a {@code DiffbotClient}.
 *
 * @param baseUrl              the URL of the API, such as {@code https://api.diffbot.com/v3}
 * @param token                supplies the token for every call, so that a new one is used at once
 * @param requestTimeout       the read timeout of calls that return jobs, such as 60 seconds; 0 for none. Does not
 *                             apply where the HttpClient has a response timeout of its own
 * @param dataTimeout          the read timeout of downloads, such as 5 minutes. It does not bound the whole download.
 *                             Does not apply where the HttpClient has a response timeout of its own
 * @param maxRetries           the maximum number of retries; 0 for none
 * @param retryDelay           the longest wait before the first retry, such as 1 second; doubles with each retry
 * @param maxRetryDelay        the longest single wait, such as 60 seconds. When a {@code Retry-After} asks for more,
 *                             the call fails at once
 * @param maxRequestsPerSecond the maximum number of calls per second; below 1 for less than one per second, 0 for no
 *                             limit
 * @param grace                how long a submitted job without a response is searched for, before it is submitted
 *                             again. After a broken connection it is an eighth of that, at most requestTimeout. Also
 *                             the limit for one call in all
 */
public record ClientSettings(
        URI baseUrl, Supplier<String> token, Duration requestTimeout, Duration dataTimeout, int maxRetries,
        Duration retryDelay, Duration maxRetryDelay, double maxRequestsPerSecond, Duration grace) {

    /**
     * The default time for which a job is searched.
     */
    public static final Duration GRACE = Duration.ofMinutes(2);

    /**
     * Returns the same with {@link #GRACE}.
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
