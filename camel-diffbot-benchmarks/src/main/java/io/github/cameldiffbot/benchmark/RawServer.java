/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.benchmark;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/**
 * A Diffbot that only sends prepared bytes, in a separate JVM, so that it affects the measurement as little as
 * possible.
 */
final class RawServer {

    static final int JOBS = 1_000;

    private static final int LISTS = 4;
    private static final String ENDED = "{\"message\":\"Job has completed and no repeat is scheduled.\",\"status\":9}";
    private static final String RUNNING = "{\"message\":\"Job is in progress.\",\"status\":7}";

    // the size of a chunk of the response
    private static final int CHUNK = 32 << 10;
    private static final int BLOCK = 2 << 20;
    private static final int TRICKLED = 5;

    private final Map<Integer, byte[]> blocks = new ConcurrentHashMap<>();
    // by the first element of the path
    private final Map<String, byte[][]> lists = new ConcurrentHashMap<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicInteger starts = new AtomicInteger();
    private volatile boolean finished;

    /**
     * Prints the port and serves requests.
     */
    public static void main(String[] args) throws IOException {
        RawServer server = new RawServer();
        try (ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            System.out.println(listening.getLocalPort());
            Thread end = new Thread(() -> endWith(System.in));
            end.setDaemon(true);
            end.start();
            while (true) {
                Socket socket = listening.accept();
                Thread thread = new Thread(() -> server.serve(socket));
                thread.setDaemon(true);
                thread.start();
            }
        }
    }

    // ends this JVM with the one that started it
    private static void endWith(InputStream in) {
        try {
            while (in.read() >= 0) {
                continue;
            }
        } catch (IOException e) {
            // the parent has ended
        }
        Runtime.getRuntime().halt(0);
    }

    /**
     * Returns lists of jobs that are all unchanged, but with a running clock like Diffbot. They are compressed for the
     * path {@code gzip}, and have other jobs for the path {@code jobs} with a number.
     */
    private static byte[][] lists(String path) {
        int count = path.startsWith("jobs") ? Integer.parseInt(path.substring(4)) : JOBS;
        return IntStream.range(0, LISTS)
                .mapToObj(i -> list("nightly-", count, 1_780_000_000L + i, ENDED))
                .map(list -> path.equals("gzip") ? zipped(list) : list)
                .toArray(byte[][]::new);
    }

    private static byte[] list(String names, int count, long now, String status) {
        StringBuilder json = new StringBuilder("{\"jobs\":[");
        for (int i = 0; i < count; i++) {
            json.append(i == 0 ? "" : ",\n").append(Samples.job(names + i, 1000 + i, now, status));
        }
        return Samples.bytes(json.append("]}"));
    }

    private static byte[] zipped(byte[] list) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(list);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream(), 64 << 10);
            OutputStream out = socket.getOutputStream();
            for (String request = line(in); request != null; request = line(in)) {
                boolean chunked = false;
                int length = 0;
                for (String header = line(in); !header.isEmpty(); header = line(in)) {
                    String lower = header.toLowerCase(Locale.ROOT);
                    chunked |= lower.equals("transfer-encoding: chunked");
                    length = lower.startsWith("content-length: ") ? Integer.parseInt(lower.substring(16)) : length;
                }
                if (request.startsWith("POST /sink ")) {
                    // takes what a route writes, and counts its records
                    byte[] body = in.readNBytes(length);
                    send(out, 200, null, Samples.bytes(Long.toString(count(body))));
                } else {
                    answer(request, chunked, in, out);
                }
            }
        } catch (SocketException e) {
            // the client has disconnected, for example after an early close
        } catch (IOException e) {
            e.printStackTrace();
        }
    }

    // each record has one id
    private static long count(byte[] json) {
        String text = new String(json, StandardCharsets.ISO_8859_1);
        long count = 0;
        for (int at = text.indexOf("\"id\":"); at >= 0; at = text.indexOf("\"id\":", at + 1)) {
            count++;
        }
        return count;
    }

    private void answer(String request, boolean chunked, InputStream in, OutputStream out) throws IOException {
        String target = request.split(" ")[1];
        String name = target.contains("name=") ? target.replaceAll(".*[?&]name=([^&]*).*", "$1") : null;
        if (chunked) {
            readChunks(in);
            send(out, 200, null, Samples.bytes("{\"response\":\"Successfully added urls for spidering.\",\"jobs\":["
                                               + Samples.job("new", 0, 1_780_000_000L, ENDED) + "]}"));
        } else if (target.contains("/data?") && name.startsWith("trickle")) {
            trickle(out, Integer.parseInt(name.substring(7)));
        } else if (target.contains("/data?")) {
            records(out, Load.parse(name));
        } else if (target.startsWith("/waits/")) {
            waits(target, name, out);
        } else if (name == null) {
            String path = target.split("/")[1];
            byte[][] all = lists.computeIfAbsent(path, RawServer::lists);
            send(out, 200, path.equals("gzip") ? "gzip" : null, all[turn.getAndIncrement() % all.length]);
        } else if (name.startsWith("new")) {
            send(out, 500, null, Samples.bytes("{\"errorCode\":\"500\",\"error\":\"no collection record.\"}"));
        } else {
            int objects = Load.isName(name) ? Load.parse(name).count() : 1000;
            send(out, 200, null, Samples.bytes("{\"jobs\":[" + Samples.job(name, objects, 1_780_000_000L, ENDED) + "]}"));
        }
    }

    // jobs that run until a contestant finishes them; each start has other names
    private void waits(String target, String name, OutputStream out) throws IOException {
        if (target.endsWith("/start")) {
            finished = false;
            send(out, 200, null, Samples.bytes(Integer.toString(starts.incrementAndGet())));
            return;
        }
        finished |= target.endsWith("/finish");
        String status = finished ? ENDED : RUNNING;
        long now = System.currentTimeMillis() / 1000;
        send(out, 200, null, name == null
                ? list("start" + starts + "-", JOBS, now, status)
                : Samples.bytes("{\"jobs\":[" + Samples.job(name, 0, now, status) + "]}"));
    }

    private static void send(OutputStream out, int status, String encoding, byte[] body) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream(body.length + 200);
        all.write(Samples.bytes("HTTP/1.1 " + status + " Any\r\nContent-Type: application/json\r\n"
                                + (encoding == null ? "" : "Content-Encoding: " + encoding + "\r\n")
                                + "Content-Length: " + body.length + "\r\n\r\n"));
        all.write(body);
        out.write(all.toByteArray());
    }

    private static void startRecords(OutputStream out) throws IOException {
        out.write(Samples.bytes(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"));
    }

    private void records(OutputStream out, Load load) throws IOException {
        int perBlock = Math.max(1, BLOCK / load.size());
        byte[] block = blocks.computeIfAbsent(load.size(), size -> block(size, perBlock));
        startRecords(out);
        out.write(chunks(Samples.bytes("[" + Samples.article(0, load.size()))));
        int left = load.count() - 1;
        for (; left >= perBlock; left -= perBlock) {
            out.write(block);
        }
        StringBuilder rest = new StringBuilder();
        for (int i = 1; i <= left; i++) {
            rest.append(",\n").append(Samples.article(i, load.size()));
        }
        out.write(chunks(Samples.bytes(rest.append(']'))));
        out.write(Samples.bytes("0\r\n\r\n"));
    }

    private static byte[] block(int size, int count) {
        StringBuilder block = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            block.append(",\n").append(Samples.article(i, size));
        }
        return chunks(Samples.bytes(block));
    }

    // some records at once, then one every 100 ms; the first contains its sending time in microseconds
    private static void trickle(OutputStream out, int size) throws IOException {
        startRecords(out);
        StringBuilder first = new StringBuilder();
        for (int i = 0; i < TRICKLED; i++) {
            first.append(",\n").append(Samples.article(i, size));
        }
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        out.write(chunks(Samples.bytes("[{\"id\":1,\"type\":\"article\",\"sent\":" + now + "}" + first)));
        for (int i = 0; i < TRICKLED; i++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            out.write(chunks(Samples.bytes(",\n" + Samples.article(i, size))));
        }
        out.write(chunks(Samples.bytes("]")));
        out.write(Samples.bytes("0\r\n\r\n"));
    }

    private static byte[] chunks(byte[] body) {
        ByteArrayOutputStream chunks = new ByteArrayOutputStream(body.length + body.length / 1000 + 64);
        for (int at = 0; at < body.length; at += CHUNK) {
            int length = Math.min(CHUNK, body.length - at);
            chunks.writeBytes(Samples.bytes(Integer.toHexString(length) + "\r\n"));
            chunks.write(body, at, length);
            chunks.writeBytes(Samples.bytes("\r\n"));
        }
        return chunks.toByteArray();
    }

    private static void readChunks(InputStream in) throws IOException {
        int length;
        do {
            length = Integer.parseInt(line(in), 16);
            in.skipNBytes(length + 2L);
        } while (length > 0);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.read();
        if (next < 0) {
            return null;
        }
        for (; next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.US_ASCII);
    }
}
