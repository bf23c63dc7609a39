/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A Diffbot with one finished job, shop, whose results never end.
 */
public final class EndlessDiffbot implements AutoCloseable {

    private static final String JOB = "{\"jobs\":[{\"name\":\"shop\",\"type\":\"bulk\",\"jobCreationTimeUTC\":1790000000,"
                                      + "\"jobCompletionTimeUTC\":1790000100,\"jobStatus\":{\"status\":9,\"message\":\"x\"}}]}";
    private static final String RECORDS = "{\"id\":1,\"text\":\"" + "x".repeat(500) + "\"},\n";
    private static final String ROWS = "https://a.example/" + "x".repeat(100) + ",Success\n";

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger cut = new AtomicInteger();

    public EndlessDiffbot() throws IOException {
        thread(this::accept);
    }

    public String baseUrl() {
        return "http://localhost:" + server.getLocalPort() + "/v3";
    }

    /** Returns the number of downloads. */
    int begun() {
        return begun.get();
    }

    /** Returns the number of downloads that the client aborted. */
    int cut() {
        return cut.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                thread(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            for (String request = in.readLine(); request != null; request = in.readLine()) {
                String line = in.readLine();
                while (line != null && !line.isEmpty()) {
                    line = in.readLine();
                }
                if (request.contains("/data?")) {
                    begun.incrementAndGet();
                    endless(socket.getOutputStream(), request.contains("type=urls"));
                } else {
                    write(socket.getOutputStream(), "HTTP/1.1 200\r\nContent-Length: " + JOB.length() + "\r\n\r\n" + JOB);
                }
            }
        } catch (IOException e) {
            // the client has disconnected
        } finally {
            sockets.remove(socket);
        }
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

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "endless-diffbot");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
