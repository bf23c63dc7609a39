/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that answers the n-th request with the n-th reply, which need not be HTTP; the last reply is repeated.
 */
public final class RawServer implements AutoCloseable {

    public interface Reply {
        /**
         * @return whether the connection stays open
         */
        boolean to(String request, Socket socket) throws IOException;
    }

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger broken = new AtomicInteger();
    private final AtomicInteger count = new AtomicInteger();
    private final Reply[] replies;

    public RawServer(Reply... replies) throws IOException {
        this.replies = replies;
        thread(this::accept);
    }

    public static Reply ok(String json) {
        return raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + length(json) + "\r\n\r\n" + json);
    }

    public static Reply error(int status, String body) {
        return raw("HTTP/1.1 " + status + "\r\nContent-Length: " + length(body) + "\r\n\r\n" + body);
    }

    public static Reply raw(String text) {
        return (request, socket) -> {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            return true;
        };
    }

    /** Sends a text and ends the connection regularly. */
    public static Reply thenClose(String text) {
        return (request, socket) -> {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            return false;
        };
    }

    static Reply reset() {
        return (request, socket) -> {
            socket.setSoLinger(true, 0);
            return false;
        };
    }

    /** Creates replies for each POST, of which the last is repeated, and one for all other requests. */
    static Reply byMethod(List<Reply> posts, Reply gets) {
        AtomicInteger next = new AtomicInteger();
        return (request, socket) -> {
            Reply reply = request.startsWith("POST") ? posts.get(Math.min(next.getAndIncrement(), posts.size() - 1)) : gets;
            return reply.to(request, socket);
        };
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Returns the complete requests. */
    public List<String> requests() {
        return requests;
    }

    List<String> posts() {
        return requests.stream().filter(request -> request.startsWith("POST")).toList();
    }

    public List<String> requestLines() {
        return requests.stream().map(request -> request.substring(0, request.indexOf(" HTTP/"))).toList();
    }

    /** Returns the number of requests that began and never ended. */
    int broken() {
        return broken.get();
    }

    int connections() {
        return sockets.size();
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
            boolean open = true;
            while (open) {
                String request = read(socket.getInputStream());
                requests.add(request);
                open = replies[Math.min(count.getAndIncrement(), replies.length - 1)].to(request, socket);
            }
        } catch (IOException e) {
            // the client has disconnected
        }
    }

    private String read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            upTo("\r\n\r\n", in, bytes);
            String head = bytes.toString(StandardCharsets.ISO_8859_1);
            if (head.contains("Transfer-Encoding: chunked")) {
                upTo("\r\n0\r\n\r\n", in, bytes);
            }
            int at = head.indexOf("Content-Length: ");
            if (at >= 0) {
                int length = Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at)));
                for (int i = 0; i < length; i++) {
                    bytes.write(one(in));
                }
            }
        } catch (IOException e) {
            if (bytes.size() > 0) {
                broken.incrementAndGet();
            }
            throw e;
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    private static void upTo(String end, InputStream in, ByteArrayOutputStream bytes) throws IOException {
        StringBuilder last = new StringBuilder();
        while (!last.toString().equals(end)) {
            int read = one(in);
            bytes.write(read);
            last.append((char) read);
            if (last.length() > end.length()) {
                last.deleteCharAt(0);
            }
        }
    }

    private static int one(InputStream in) throws IOException {
        int read = in.read();
        if (read < 0) {
            throw new EOFException();
        }
        return read;
    }

    private static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "raw-server");
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
