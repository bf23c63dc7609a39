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
 * Where redirects of a download lead, as long as they stay on the server that was asked: the token goes nowhere else.
 */
final class Redirect {

    private static final int MOST = 5;

    private final Call call;
    private final Set<URI> seen = new HashSet<>();

    Redirect(Call call) {
        this.call = call;
    }

    /**
     * What to ask next.
     *
     * @throws DiffbotProtocolException when it must not be asked
     */
    URI follow(ApiResponse answer) {
        URI from = answer.uri();
        seen.add(from);
        String location = answer.header("Location");
        if (location == null || location.isBlank()) {
            throw problem(answer, "was redirected without being told where to");
        }
        URI to;
        try {
            to = from.resolve(new URI(location.strip()));
        } catch (URISyntaxException e) {
            // without the cause, whose message has the location
            throw problem(answer, "was redirected to something that is no URL");
        }
        if (!isSameServer(from, to)) {
            // the rest of it can hold the token
            throw problem(answer, "was redirected to another server, " + to.getScheme() + "://" + to.getHost()
                                  + (to.getPort() < 0 ? "" : ":" + to.getPort()) + ", which is not followed");
        }
        if (seen.contains(to)) {
            throw problem(answer, "was redirected in a circle");
        }
        if (seen.size() > MOST) {
            throw problem(answer, "was redirected more than " + MOST + " times");
        }
        return to;
    }

    private DiffbotProtocolException problem(ApiResponse answer, String problem) {
        return new DiffbotProtocolException(
                call.failure(answer.mask().mask(problem), "Check the option baseUrl")
                        .answered(answer.status(), 0, null));
    }

    private static boolean isSameServer(URI from, URI to) {
        return from.getScheme().equalsIgnoreCase(to.getScheme()) && from.getHost().equalsIgnoreCase(to.getHost())
                && port(from) == port(to) && to.getRawUserInfo() == null;
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }
}
