/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.http;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpHandler;

/** The connection of a client: reads requests one after the other and passes them to a handler. */
final class Connection {

    private static final int BUFFER = 1 << 13;
    private static final int MAX_LINE = 1 << 20;
    /** Of all header lines of a request together. */
    private static final int MAX_HEAD = 1 << 18;
    private static final int IDLE_MILLIS = 300_000;
    /** The unread part of a body that is skipped to keep the connection. */
    private static final int MAX_SKIP = 1 << 20;
    /** The unread part of a body that is skipped so that the client receives the response before the end. */
    private static final long MAX_DRAINED = 64 << 20;
    private static final int DRAIN_MILLIS = 2_000;

    private final Socket socket;
    private final HttpHandler handler;
    private InputStream in;
    private OutputStream out;
    private volatile boolean idle = true;

    /**
     * The request line and the headers of a request.
     *
     * @param proxied whether the client takes this server for a proxy
     */
    record Head(String method, URI uri, String protocol, Headers headers, boolean proxied) {

        boolean keepsAlive() {
            String value = headers.getFirst("Connection");
            return protocol.equals("HTTP/1.1") ? !"close".equalsIgnoreCase(value) : "keep-alive".equalsIgnoreCase(value);
        }
    }

    Connection(Socket socket, HttpHandler handler) {
        this.socket = socket;
        this.handler = handler;
    }

    /** Returns whether no request was received completely that has no response yet. */
    boolean isIdle() {
        return idle;
    }

    void close() throws IOException {
        socket.close();
    }

    void serve() throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(IDLE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
        Head head = readHead();
        while (head != null) {
            idle = false;
            InputStream body = RequestBody.of(head.headers(), in);
            if ("100-continue".equalsIgnoreCase(head.headers().getFirst("Expect"))) {
                out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
            }
            WireExchange exchange = new WireExchange(socket, head, body, out);
            try {
                handler.handle(exchange);
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                exchange.fail(e);
            }
            exchange.close();
            if (!exchange.keepsAlive()) {
                return;
            }
            if (body.skip(MAX_SKIP) == MAX_SKIP) {
                drain();
                return;
            }
            idle = true;
            head = readHead();
        }
    }

    /** Skips what the client still sends: a connection that is closed before may lose the response. */
    private void drain() throws IOException {
        socket.shutdownOutput();
        socket.setSoTimeout(DRAIN_MILLIS);
        long left = MAX_DRAINED;
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(5 * DRAIN_MILLIS);
        byte[] skipped = new byte[BUFFER];
        for (int n = in.read(skipped); n >= 0 && left > 0 && System.nanoTime() < deadline; n = in.read(skipped)) {
            left -= n;
        }
    }

    private Head readHead() throws IOException {
        try {
            return readLines();
        } catch (RequestBody.TooLongException e) {
            return refuse("431 Request Header Fields Too Large");
        }
    }

    private Head readLines() throws IOException {
        String line = readLine(MAX_LINE);
        while (line != null && line.isEmpty()) {
            line = readLine(MAX_LINE);
        }
        if (line == null) {
            return null;
        }
        String[] parts = line.split(" ");
        Headers headers = new Headers();
        int left = MAX_HEAD;
        for (String field = readLine(left); field != null && !field.isEmpty(); field = readLine(left)) {
            left -= field.length() + 2;
            int colon = field.indexOf(':');
            if (colon > 0) {
                headers.add(field.substring(0, colon).trim(), field.substring(colon + 1).trim());
            }
        }
        try {
            if (parts.length == 3) {
                URI uri = new URI(parts[1]);
                if (uri.isOpaque()) {
                    return refuse("400 Bad Request");
                }
                return new Head(parts[0], withoutHost(uri), parts[2], headers, uri.getHost() != null);
            }
        } catch (URISyntaxException e) {
            // the response below reports it
            headers.clear();
        }
        return refuse("400 Bad Request");
    }

    private Head refuse(String status) throws IOException {
        out.write(("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
        drain();
        return null;
    }

    /** Returns the path and query of the URL that a client sends to a proxy. */
    private static URI withoutHost(URI uri) {
        if (uri.getHost() == null) {
            return uri;
        }
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return URI.create(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery());
    }

    private String readLine(int max) throws IOException {
        return RequestBody.readLine(in, max);
    }
}
