/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.cameldiffbot.internal.client.RawServer;

/**
 * A Diffbot with one finished job, shop, whose results never end.
 */
public final class EndlessDiffbot implements AutoCloseable {

    private static final String JOB = "{\"jobs\":[{\"name\":\"shop\",\"type\":\"bulk\",\"jobCreationTimeUTC\":1790000000,"
                                      + "\"jobCompletionTimeUTC\":1790000100,\"jobStatus\":{\"status\":9,\"message\":\"x\"}}]}";
    private static final String RECORDS = "{\"id\":1,\"text\":\"" + "x".repeat(500) + "\"},\n";
    private static final String ROWS = "https://a.example/" + "x".repeat(100) + ",Success\n";

    private final RawServer server = new RawServer(this::reply);
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger cut = new AtomicInteger();

    public EndlessDiffbot() throws IOException {
        // the server starts with its field
    }

    public String baseUrl() {
        return "http://localhost:" + server.port() + "/v3";
    }

    /** Returns the number of downloads. */
    int begun() {
        return begun.get();
    }

    /** Returns the number of downloads that the client aborted. */
    int cut() {
        return cut.get();
    }

    private boolean reply(String request, Socket socket) throws IOException {
        if (request.contains("/data?")) {
            begun.incrementAndGet();
            endless(socket.getOutputStream(), request.contains("type=urls"));
        } else {
            write(socket.getOutputStream(), "HTTP/1.1 200\r\nContent-Length: " + JOB.length() + "\r\n\r\n" + JOB);
        }
        return true;
    }

    private void endless(OutputStream out, boolean rows) throws IOException {
        String many = (rows ? ROWS : RECORDS).repeat(100);
        try {
            write(out, "HTTP/1.1 200\r\nContent-Length: 999999999999\r\n\r\n" + (rows ? "Url,Crawl Status\n" : "["));
            while (true) {
                write(out, many);
            }
        } catch (IOException e) {
            cut.incrementAndGet();
            throw e;
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
