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
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpHandler;

/** The connection of a client: reads requests one after the other and passes them to a handler. */
final class Connection {

    private static final int BUFFER = 1 << 13;
    private static final int IDLE_MILLIS = 300_000;
    /** The unread part of a body that is skipped to keep the connection. */
    private static final int MAX_SKIP = 1 << 20;
    /** The unread part of a body that is skipped so that the client receives the response before the end. */
    private static final long MAX_DRAINED = 64 << 20;
    private static final int DRAIN_MILLIS = 2_000;

    private final Socket socket;
    private final HttpHandler handler;
    private volatile boolean idle = true;

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
        InputStream in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        OutputStream out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
        try {
            RequestHead head = RequestHead.read(in);
            while (head != null && respond(head, in, out)) {
                idle = true;
                head = RequestHead.read(in);
            }
        } catch (RequestHead.RefusedException e) {
            out.write(("HTTP/1.1 " + e.getMessage() + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            drain(in);
        }
    }

    /** Handles a request, and returns whether the connection can serve another one. */
    private boolean respond(RequestHead head, InputStream in, OutputStream out) throws IOException {
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
            return false;
        }
        if (body.skip(MAX_SKIP) == MAX_SKIP) {
            drain(in);
            return false;
        }
        return true;
    }

    /** Skips what the client still sends: a connection that is closed before may lose the response. */
    private void drain(InputStream in) throws IOException {
        socket.shutdownOutput();
        socket.setSoTimeout(DRAIN_MILLIS);
        long left = MAX_DRAINED;
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(5 * DRAIN_MILLIS);
        byte[] skipped = new byte[BUFFER];
        for (int n = in.read(skipped); n >= 0 && left > 0 && System.nanoTime() < deadline; n = in.read(skipped)) {
            left -= n;
        }
    }
}
