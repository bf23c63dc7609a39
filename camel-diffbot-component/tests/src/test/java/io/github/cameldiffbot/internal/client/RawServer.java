/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server whose replies need not be HTTP. It answers the n-th request with the n-th reply, repeats the last one and
 * keeps the requests; or a handler answers each request by its content, and nothing is kept.
 */
public final class RawServer implements AutoCloseable {

    public interface Reply {
        /**
         * @return whether the connection stays open
         */
        boolean to(String request, Socket socket) throws IOException;
    }

    public interface Handler {
        Reply handle(RawRequest request) throws IOException;
    }

    /** Closes the connection without a response. */
    public static final Reply CLOSE = (request, socket) -> false;

    private final ServerSocket server = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool(RawServer::thread);
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger broken = new AtomicInteger();
    private final AtomicInteger count = new AtomicInteger();
    private final String greeting;
    private final Handler handler;
    private final Reply[] replies;

    public RawServer(Reply... replies) throws IOException {
        this("", null, replies);
    }

    private RawServer(String greeting, Handler handler, Reply... replies) throws IOException {
        this.greeting = greeting;
        this.handler = handler;
        this.replies = replies;
        threads.execute(this::accept);
    }

    public static RawServer handling(Handler handler) {
        try {
            return new RawServer("", handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a server that sends a text to each client before it receives anything, and no reply. */
    public static RawServer greeting(String text) throws IOException {
        return new RawServer(text, null, CLOSE);
    }

    public static Reply ok(String json) {
        return json(200, json);
    }

    public static Reply json(int status, String body) {
        return raw(head(status, "application/json", length(body)) + body);
    }

    public static Reply error(int status, String body) {
        return raw("HTTP/1.1 " + status + "\r\nContent-Length: " + length(body) + "\r\n\r\n" + body);
    }

    /** Returns the head of a response, with the empty line after it. */
    public static String head(int status, String type, int length) {
        return "HTTP/1.1 " + status + " x\r\nContent-Type: " + type + "\r\nContent-Length: " + length + "\r\n\r\n";
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
        return connections.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                sockets.add(socket);
                connections.incrementAndGet();
                threads.execute(() -> serve(socket));
            }
        } catch (IOException | RejectedExecutionException e) {
            // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            socket.getOutputStream().write(greeting.getBytes(StandardCharsets.UTF_8));
            boolean open = true;
            while (open) {
                open = respond(in, socket);
            }
        } catch (IOException e) {
            // the client has disconnected
        } finally {
            sockets.remove(socket);
        }
    }

    private boolean respond(InputStream in, Socket socket) throws IOException {
        StringBuilder body = new StringBuilder();
        String request = read(in, body);
        if (handler != null) {
            String[] line = request.substring(0, request.indexOf("\r\n")).split(" ");
            return handler.handle(new RawRequest(line[0], line[1], body.toString())).to(request, socket);
        }
        requests.add(request);
        return replies[Math.min(count.getAndIncrement(), replies.length - 1)].to(request, socket);
    }

    /** Returns the bytes of a request, and appends its decoded body. */
    private String read(InputStream in, StringBuilder body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            while (!line(in, bytes).isEmpty()) {
                // a header
            }
            String head = bytes.toString(StandardCharsets.ISO_8859_1);
            if (head.contains("Transfer-Encoding: chunked")) {
                int size;
                do {
                    size = Integer.parseInt(line(in, bytes), 16);
                    body.append(exactly(size, in, bytes));
                    line(in, bytes);
                } while (size > 0);
            }
            int at = head.indexOf("Content-Length: ");
            if (at >= 0) {
                body.append(exactly(Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at))), in, bytes));
            }
        } catch (IOException e) {
            if (bytes.size() > 0) {
                broken.incrementAndGet();
            }
            throw e;
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    /** Copies a line, and returns it without its end. */
    private static String line(InputStream in, ByteArrayOutputStream bytes) throws IOException {
        StringBuilder line = new StringBuilder(80);
        for (int read = one(in); read != '\n'; read = one(in)) {
            bytes.write(read);
            line.append((char) read);
        }
        bytes.write('\n');
        return line.substring(0, line.length() - 1);
    }

    private static String exactly(int length, InputStream in, ByteArrayOutputStream bytes) throws IOException {
        byte[] read = in.readNBytes(length);
        bytes.writeBytes(read);
        if (read.length < length) {
            throw new EOFException();
        }
        return new String(read, StandardCharsets.ISO_8859_1);
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

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "raw-server");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
