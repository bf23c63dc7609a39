/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.http;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import org.jspecify.annotations.Nullable;

/** A request and its response, into which a fault can be injected. */
public final class WireExchange extends HttpExchange {

    /** The attribute that tells whether the client takes this server for a proxy; no web page can make it do so. */
    public static final String PROXIED = "proxied";

    private static final long NO_LENGTH = -1;
    /** Diffbot sends none with status 500. */
    private static final Map<Integer, String> REASONS = Map.of(
            200, "OK", 204, "No Content", 302, "Found", 400, "Bad Request", 401, "Unauthorized", 403, "Forbidden", 404,
            "Not Found",
            429, "Too Many Requests", 503, "Service Unavailable");

    /** The body before the head. */
    private static final OutputStream NOT_STARTED = new OutputStream() {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("The response has not started");
        }
    };

    private final Socket socket;
    private final RequestHead head;
    private final InputStream requestBody;
    private final OutputStream out;
    private final Headers headers = new Headers();
    private final Map<String, Object> attributes = new HashMap<>();
    private WireFault fault = WireFault.NONE;
    private OutputStream body = NOT_STARTED;
    private int status = -1;
    private boolean keepAlive;
    private boolean closed;

    WireExchange(Socket socket, RequestHead head, InputStream requestBody, OutputStream out) {
        this.socket = socket;
        this.head = head;
        this.requestBody = requestBody;
        this.out = out;
        this.keepAlive = head.keepsAlive();
        attributes.put(PROXIED, head.proxied());
    }

    /** Injects a fault into the response. */
    public void injectFault(WireFault given) {
        fault = given;
    }

    boolean keepsAlive() {
        return keepAlive && !socket.isClosed();
    }

    /** Responds with status 500 after a handler has failed, unless the response has started. */
    void fail(Throwable e) throws IOException {
        keepAlive = false;
        if (status >= 0) {
            socket.close();
            throw new IOException(e);
        }
        byte[] text = ("{\"errorCode\":500,\"error\":\"The sandbox failed: " + e.getClass().getSimpleName() + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        headers.set("Content-Type", "application/json");
        sendResponseHeaders(500, text.length);
        body.write(text);
    }

    @Override
    public void sendResponseHeaders(int code, long length) throws IOException {
        if (status >= 0) {
            throw new IOException("The response has started already");
        }
        status = code;
        boolean beforeHead = fault.amount() < 0 && !fault.is(WireFault.Kind.WRONG_LENGTH);
        if (beforeHead) {
            new FaultyOutputStream(out, out, socket, fault).inject();
        }
        if (fault.needsBuffering()) {
            body = new BufferedBody();
            return;
        }
        boolean neverHasBody = code == 204 || code == 304;
        boolean bare = length < 0 || head.method().equals("HEAD") || neverHasBody;
        boolean unknown = length == 0 || fault.is(WireFault.Kind.END) || fault.is(WireFault.Kind.BROKEN_CHUNK);
        boolean untilClose = fault.is(WireFault.Kind.NO_LENGTH) || unknown && !head.protocol().equals("HTTP/1.1");
        keepAlive &= !untilClose;
        boolean hasLength = !neverHasBody && (length < 0 || !unknown && !untilClose);
        sendHead(hasLength ? Math.max(0, length) : NO_LENGTH, !bare && unknown && !untilClose);
        OutputStream plain = new NonClosingOutputStream(out);
        body = bare ? OutputStream.nullOutputStream() : unknown && !untilClose ? new ChunkedOutputStream(out) : plain;
        if (!fault.is(WireFault.Kind.NONE) && !fault.is(WireFault.Kind.NO_LENGTH)) {
            body = new FaultyOutputStream(body, out, socket, fault);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            body.close();
            out.flush();
        } catch (IOException e) {
            // the client has disconnected, or a fault has closed the connection
            keepAlive = false;
        }
        keepAlive &= status >= 0;
    }

    private void sendBuffered(byte[] bytes) throws IOException {
        byte[] content = bytes;
        if (fault.is(WireFault.Kind.DROP_LAST)) {
            content = Arrays.copyOf(bytes, Math.max(0, bytes.length - (int) fault.amount()));
        } else if (fault.is(WireFault.Kind.BROKEN_GZIP)) {
            content = corrupted(bytes);
            headers.set("Content-Encoding", "gzip");
        }
        long wrong = fault.is(WireFault.Kind.WRONG_LENGTH) ? fault.amount() : 0;
        keepAlive &= wrong == 0;
        sendHead(Math.max(0, content.length + wrong), false);
        out.write(content);
    }

    /** Compresses the body and corrupts the second half. */
    private byte[] corrupted(byte[] bytes) throws IOException {
        byte[] compressed = bytes;
        if (headers.getFirst("Content-Encoding") == null) {
            ByteArrayOutputStream buffer = new ByteArrayOutputStream();
            try (OutputStream gzip = new GZIPOutputStream(buffer)) {
                gzip.write(bytes);
            }
            compressed = buffer.toByteArray();
        }
        for (int i = compressed.length / 2; i < compressed.length; i++) {
            compressed[i] ^= 0x55;
        }
        return compressed;
    }

    private void sendHead(long length, boolean chunked) throws IOException {
        StringBuilder text = new StringBuilder(300).append("HTTP/1.1 ").append(status).append(' ')
                .append(REASONS.getOrDefault(status, "")).append("\r\n");
        if (!headers.containsKey("Date")) {
            headers.set("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(Instant.now().atOffset(ZoneOffset.UTC)));
        }
        if (length != NO_LENGTH && !headers.containsKey("Content-Length")) {
            headers.set("Content-Length", Long.toString(length));
        }
        if (chunked) {
            headers.set("Transfer-Encoding", "chunked");
        }
        if (!keepAlive) {
            headers.set("Connection", "close");
        }
        headers.forEach((name, values) -> values
                .forEach(value -> text.append(name).append(": ").append(value).append("\r\n")));
        out.write(text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public Headers getRequestHeaders() {
        return head.headers();
    }

    @Override
    public Headers getResponseHeaders() {
        return headers;
    }

    @Override
    public URI getRequestURI() {
        return head.uri();
    }

    @Override
    public String getRequestMethod() {
        return head.method();
    }

    @Override
    public HttpContext getHttpContext() {
        throw new UnsupportedOperationException();
    }

    @Override
    public InputStream getRequestBody() {
        return requestBody;
    }

    @Override
    public OutputStream getResponseBody() {
        return body;
    }

    @Override
    public InetSocketAddress getRemoteAddress() {
        return (InetSocketAddress) socket.getRemoteSocketAddress();
    }

    @Override
    public int getResponseCode() {
        return status;
    }

    @Override
    public InetSocketAddress getLocalAddress() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    @Override
    public String getProtocol() {
        return head.protocol();
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        return attributes.get(name);
    }

    @Override
    public void setAttribute(String name, Object value) {
        attributes.put(name, value);
    }

    @Override
    public void setStreams(InputStream in, OutputStream given) {
        throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable HttpPrincipal getPrincipal() {
        return null;
    }

    /** Sends head and body when it is closed. */
    private final class BufferedBody extends ByteArrayOutputStream {

        @Override
        public void close() throws IOException {
            sendBuffered(toByteArray());
        }
    }

    /** Keeps the connection open when a body is closed. */
    private static final class NonClosingOutputStream extends FilterOutputStream {

        NonClosingOutputStream(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
