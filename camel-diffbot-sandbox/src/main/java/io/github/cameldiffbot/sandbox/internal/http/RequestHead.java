/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;

import com.sun.net.httpserver.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The request line and the headers of a request.
 *
 * @param proxied whether the client takes this server for a proxy
 */
record RequestHead(String method, URI uri, String protocol, Headers headers, boolean proxied) {

    private static final int MAX_LINE = 1 << 20;
    /** Of all header lines of a request together. */
    private static final int MAX_HEAD = 1 << 18;

    /** The head of a request is invalid. */
    static final class RefusedException extends IOException {

        private static final long serialVersionUID = 1L;

        /** The message is the status of the response. */
        RefusedException(String status, @Nullable Throwable cause) {
            super(status, cause);
        }
    }

    /** Reads a head; returns null at the end of the stream. */
    static @Nullable RequestHead read(InputStream in) throws IOException {
        try {
            String line = RequestBody.readLine(in, MAX_LINE);
            while (line != null && line.isEmpty()) {
                line = RequestBody.readLine(in, MAX_LINE);
            }
            return line == null ? null : of(line.split(" "), readHeaders(in));
        } catch (RequestBody.TooLongException e) {
            throw new RefusedException("431 Request Header Fields Too Large", e);
        }
    }

    boolean keepsAlive() {
        String value = headers.getFirst("Connection");
        return protocol.equals("HTTP/1.1") ? !"close".equalsIgnoreCase(value) : "keep-alive".equalsIgnoreCase(value);
    }

    private static Headers readHeaders(InputStream in) throws IOException {
        Headers headers = new Headers();
        int left = MAX_HEAD;
        for (String field = RequestBody.readLine(in, left);
             field != null && !field.isEmpty();
             field = RequestBody.readLine(in, left)) {
            left -= field.length() + 2;
            int colon = field.indexOf(':');
            if (colon > 0) {
                headers.add(field.substring(0, colon).trim(), field.substring(colon + 1).trim());
            }
        }
        return headers;
    }

    private static RequestHead of(String[] line, Headers headers) throws RefusedException {
        if (line.length != 3) {
            throw new RefusedException("400 Bad Request", null);
        }
        try {
            URI uri = new URI(line[1]);
            if (uri.isOpaque()) {
                throw new RefusedException("400 Bad Request", null);
            }
            return new RequestHead(line[0], withoutHost(uri), line[2], headers, uri.getHost() != null);
        } catch (URISyntaxException e) {
            throw new RefusedException("400 Bad Request", e);
        }
    }

    /** Returns the path and query of the URL that a client sends to a proxy. */
    private static URI withoutHost(URI uri) {
        if (uri.getHost() == null) {
            return uri;
        }
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return URI.create(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery());
    }
}
