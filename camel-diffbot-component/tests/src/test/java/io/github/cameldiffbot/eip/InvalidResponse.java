/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

/**
 * Responses that do not show the outcome of a request.
 */
enum InvalidResponse {

    html(200, "<html><body>Please log in</body></html>"),
    list(200, "[]"),
    emptyObject(200, "{}"),
    noJobs(200, "{\"jobs\":[]}"),
    foreignObject(200, "{\"foo\":\"bar\"}"),
    half(200, "{\"jobs\":[{\"name\""),
    empty(200, ""),
    noContent(204, ""),
    redirect(302, ""),
    requestTimeout(408, ""),
    clientClosed(499, ""),
    badGateway(502, "<html>Bad Gateway</html>"),
    gatewayTimeout(504, "");

    final int status;
    final String body;

    InvalidResponse(int status, String body) {
        this.status = status;
        this.body = body;
    }
}
