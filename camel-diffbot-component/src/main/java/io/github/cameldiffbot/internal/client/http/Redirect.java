/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.Set;

import io.github.cameldiffbot.error.DiffbotProtocolException;

/**
 * Follows redirects of a download on the same server only, because no other server may receive the token.
 */
final class Redirect {

    private static final int MAX_REDIRECTS = 5;

    private final Call call;
    private final Set<URI> seen = new HashSet<>();

    Redirect(Call call) {
        this.call = call;
    }

    /**
     * Returns the next URI.
     *
     * @throws DiffbotProtocolException if the redirect must not be followed
     */
    URI follow(ApiResponse response) {
        URI from = response.uri();
        seen.add(from);
        String location = response.header("Location");
        if (location == null || location.isBlank()) {
            throw error(response, "was redirected without a Location");
        }
        URI to;
        try {
            to = from.resolve(new URI(location.strip()));
        } catch (URISyntaxException e) {
            // without the cause, whose message contains the location
            throw error(response, "was redirected, but Location is not a valid URL");
        }
        if (!isSameServer(from, to)) {
            // the rest can contain the token
            throw error(response, "was redirected to another server, " + to.getScheme() + "://" + to.getHost()
                                  + (to.getPort() < 0 ? "" : ":" + to.getPort()) + ", which is not followed");
        }
        if (seen.contains(to)) {
            throw error(response, "was redirected in a circle");
        }
        if (seen.size() > MAX_REDIRECTS) {
            throw error(response, "was redirected more than " + MAX_REDIRECTS + " times");
        }
        return to;
    }

    private DiffbotProtocolException error(ApiResponse response, String description) {
        return new DiffbotProtocolException(
                call.errorDetails(response.mask().mask(description), "Check the option baseUrl")
                        .withResponse(response.status(), 0, null));
    }

    private static boolean isSameServer(URI from, URI to) {
        return from.getScheme().equalsIgnoreCase(to.getScheme()) && from.getHost().equalsIgnoreCase(to.getHost())
                && port(from) == port(to) && to.getRawUserInfo() == null;
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }
}
