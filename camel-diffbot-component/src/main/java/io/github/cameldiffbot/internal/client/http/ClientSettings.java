/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.http;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The settings of a {@code DiffbotClient}.
 *
 * @param baseUrl              the URL of the API, such as {@code https://api.diffbot.com/v3}
 * @param token                supplies the token for each call, so that a new one takes effect immediately
 * @param requestTimeout       the read timeout of calls that return jobs, such as 60 seconds; 0 for none. A response
 *                             timeout of the HttpClient overrides it
 * @param dataTimeout          the read timeout of downloads, such as 5 minutes. It does not limit the whole download. A
 *                             response timeout of the HttpClient overrides it
 * @param maxRetries           the maximum number of retries; 0 for none
 * @param retryDelay           the maximum delay before the first retry, such as 1 second; doubles with each retry
 * @param maxRetryDelay        the maximum delay, such as 60 seconds. If {@code Retry-After} requests more, the call
 *                             fails immediately
 * @param maxRequestsPerSecond the maximum number of calls per second; below 1 for less than one per second, 0 for no
 *                             limit
 * @param grace                the time for which a submitted job without a response is searched for before it is
 *                             submitted again. After a broken connection it is an eighth of that, at most
 *                             requestTimeout. It also limits one call as a whole
 */
public record ClientSettings(
        URI baseUrl, Supplier<String> token, Duration requestTimeout, Duration dataTimeout, int maxRetries,
        Duration retryDelay, Duration maxRetryDelay, double maxRequestsPerSecond, Duration grace) {

    /**
     * The default time for which a job is searched.
     */
    public static final Duration GRACE = Duration.ofMinutes(2);

    /**
     * @throws IllegalArgumentException if the base URL is not an absolute http or https URL
     */
    public ClientSettings {
        Objects.requireNonNull(token, "token");
        String url = baseUrl.toString();
        if (baseUrl.getHost() == null || !url.matches("(?i)https?://.*") || baseUrl.getRawQuery() != null) {
            throw new IllegalArgumentException(
                    "baseUrl must be an http or https URL with a host and without a query, such as https://api.diffbot.com/v3");
        }
        // paths begin with a slash
        baseUrl = URI.create(url.replaceAll("/+$", ""));
    }

    /**
     * Returns the URL of the account, which is beside the base URL: {@code /v4/account} for {@code /v3}.
     *
     * @throws IllegalArgumentException if the base URL does not end with {@code /v3}
     */
    public URI accountUrl() {
        String base = baseUrl.toString();
        if (!base.endsWith("/v3")) {
            throw new IllegalArgumentException(
                    "The account is at /v4/account beside /v3, but the option baseUrl '" + base
                                               + "' does not end with /v3. Set it to a URL such as https://api.diffbot.com/v3");
        }
        return URI.create(base.substring(0, base.length() - 1) + "4/account");
    }

    @Override
    public String toString() {
        // without the token's supplier, whose text could be the token
        return "ClientSettings[" + baseUrl + ']';
    }
}
