/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.api;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.HttpExchange;
import io.github.cameldiffbot.sandbox.internal.journal.RequestJournal;

/** Writes responses. */
final class Responses {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int MIN_COMPRESSED = 2_000;
    /** The attribute with the start of the body. */
    private static final String SENT = "sent";

    /** Writes a body. */
    @FunctionalInterface
    interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Writes a JSON body. */
    @FunctionalInterface
    interface JsonBody {
        void writeTo(JsonGenerator json) throws IOException;
    }

    /** Writes the members of an object for an element. */
    @FunctionalInterface
    interface Members<T> {
        void write(T element) throws IOException;
    }

    private Responses() {
    }

    /** Writes an array with an object for each element. */
    static <T> void array(JsonGenerator json, String name, Iterable<T> elements, Members<T> members) throws IOException {
        json.writeArrayFieldStart(name);
        for (T element : elements) {
            json.writeStartObject();
            members.write(element);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void json(HttpExchange exchange, int status, JsonBody body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            body.writeTo(json);
            json.writeEndObject();
        }
        exchange.getResponseHeaders().set("Pragma", "no-cache");
        exchange.getResponseHeaders().set("Expires", "-1");
        bytes(exchange, status, "application/json", bytes.toByteArray());
    }

    static void error(HttpExchange exchange, ApiException e) throws IOException {
        json(exchange, e.httpStatus(), json -> {
            if (e.code() != null) {
                json.writeFieldName("errorCode");
                json.writeRawValue(e.code());
            }
            json.writeStringField("error", e.getMessage());
        });
    }

    static void bytes(HttpExchange exchange, int status, String type, byte[] content) throws IOException {
        exchange.setAttribute(SENT, content);
        byte[] body = content;
        String accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
        if (accepted != null && accepted.contains("gzip") && content.length > MIN_COMPRESSED) {
            ByteArrayOutputStream compressed = new ByteArrayOutputStream(content.length / 4);
            try (OutputStream out = new GZIPOutputStream(compressed)) {
                out.write(content);
            }
            body = compressed.toByteArray();
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        }
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    /** Streams a body of unknown length. */
    static void stream(HttpExchange exchange, String type, Body body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, 0);
        ByteArrayOutputStream start = new ByteArrayOutputStream();
        OutputStream recording = new FilterOutputStream(exchange.getResponseBody()) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                start.write(bytes, offset, Math.max(0, Math.min(length, RequestJournal.MAX_BODY + 1 - start.size())));
                out.write(bytes, offset, length);
            }
        };
        try {
            OutputStream out = new BufferedOutputStream(recording, 1 << 16);
            body.writeTo(out);
            out.flush();
        } finally {
            exchange.setAttribute(SENT, start.toByteArray());
        }
    }

    /** Returns at least the start of the body that was sent, or null. */
    static byte[] sent(HttpExchange exchange) {
        return (byte[]) exchange.getAttribute(SENT);
    }
}
