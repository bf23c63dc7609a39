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

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpHandler;

/** The connection of a client: reads requests one after the other and passes them to a handler. */
final class Connection {

    private static final int MAX_LINE = 1 << 20;
    private static final int MAX_HEADERS = 1_000;
    private static final int IDLE_MILLIS = 300_000;
    /** The unread part of a body that is skipped to keep the connection. */
    private static final int MAX_SKIP = 1 << 20;

    private final Socket socket;
    private final HttpHandler handler;
    private final InputStream in;
    private final OutputStream out;

    /** The request line and the headers of a request. */
    record Head(String method, URI uri, String protocol, Headers headers) {

        boolean keepsAlive() {
            String value = headers.getFirst("Connection");
            return protocol.equals("HTTP/1.1") ? !"close".equalsIgnoreCase(value) : "keep-alive".equalsIgnoreCase(value);
        }
    }

    Connection(Socket socket, HttpHandler handler) throws IOException {
        this.socket = socket;
        this.handler = handler;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(IDLE_MILLIS);
        this.in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        this.out = new BufferedOutputStream(socket.getOutputStream(), 1 << 14);
    }

    void serve() throws IOException {
        Head head = readHead();
        while (head != null) {
            InputStream body = RequestBody.of(head.headers(), in);
            if ("100-continue".equalsIgnoreCase(head.headers().getFirst("Expect"))) {
                out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
            }
            WireExchange exchange = new WireExchange(socket, head, body, out);
            try {
                handler.handle(exchange);
            } catch (RuntimeException e) {
                exchange.fail(e);
            }
            exchange.close();
            if (!exchange.keepsAlive() || body.skip(MAX_SKIP) == MAX_SKIP) {
                return;
            }
            head = readHead();
        }
    }

    private Head readHead() throws IOException {
        String line = readLine();
        while (line != null && line.isEmpty()) {
            line = readLine();
        }
        if (line == null) {
            return null;
        }
        String[] parts = line.split(" ");
        Headers headers = new Headers();
        for (String field = readLine(); field != null && !field.isEmpty(); field = readLine()) {
            int colon = field.indexOf(':');
            if (colon > 0 && headers.size() < MAX_HEADERS) {
                headers.add(field.substring(0, colon).trim(), field.substring(colon + 1).trim());
            }
        }
        try {
            if (parts.length == 3) {
                URI uri = new URI(parts[1]);
                return new Head(parts[0], uri, parts[2], headers);
            }
        } catch (URISyntaxException e) {
            // the response below reports it
            headers.clear();
        }
        out.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return null;
    }

    private String readLine() throws IOException {
        return RequestBody.readLine(in, MAX_LINE);
    }
}
