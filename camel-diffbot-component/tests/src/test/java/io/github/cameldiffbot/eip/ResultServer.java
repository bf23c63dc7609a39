/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.cameldiffbot.internal.client.RawServer;

/**
 * A Diffbot whose jobs are named after the defect of their results.
 */
final class ResultServer implements AutoCloseable {

    static final int RECORDS = 3;

    private static final Pattern NAME = Pattern.compile("[?&](?:name|col)=(\\w+)");
    private static final Pattern START = Pattern.compile("[?&]start=(\\d+)");

    private final RawServer server = new RawServer(this::reply);
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger cut = new AtomicInteger();

    ResultServer() throws IOException {
        // the server starts with its field
    }

    String baseUrl() {
        return "http://localhost:" + server.port() + "/v3";
    }

    /** Returns the number of downloads of the job "endless" that the client has not aborted yet. */
    int open() {
        return begun.get() - cut.get();
    }

    int begun() {
        return begun.get();
    }

    List<String> requests() {
        return server.requestLines();
    }

    static String records(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "{\"id\":" + i + ",\"type\":\"article\",\"title\":\"T" + i + "\"}")
                .collect(Collectors.joining(",\n"));
    }

    private boolean reply(String request, Socket socket) throws IOException {
        response(request.split(" ")[1], socket.getOutputStream());
        return true;
    }

    private void response(String path, OutputStream out) throws IOException {
        Matcher name = NAME.matcher(path);
        String job = name.find() ? name.group(1) : "good";
        if (job.equals("endless") && path.contains("/data")) {
            endless(out);
            return;
        }
        if (path.contains("/search")) {
            write(out, search(job, path));
        } else if (path.contains("/data")) {
            write(out, path.contains("format=csv") || path.contains("type=urls") ? table(job, path) : json(job));
        } else {
            write(out, status(job));
        }
    }

    private static String json(String job) {
        String good = "[" + records(0, RECORDS) + "]";
        return switch (job) {
            case "cut" -> good.substring(0, good.lastIndexOf("{\"id\":2") + 10);
            case "cutAtOnce" -> good.substring(0, 14);
            case "bad" -> good.replace("{\"id\":1", "{\"id\":,");
            case "pretty" -> good.replace(",", ",\r\n\t");
            case "blank" -> " \n";
            case "empty" -> "[]";
            default -> good;
        };
    }

    private static String table(String job, String path) {
        String good = path.contains("type=urls")
                ? "Url,Crawl Status\nhttps://a.example/0,Success\nhttps://a.example/1,Success\nhttps://a.example/2,Success\n"
                : "id,title\n0,T0\n1,T1\n2,T2\n";
        return switch (job) {
            case "cut" -> good.substring(0, good.lastIndexOf(',')) + ",\"";
            case "empty" -> "";
            default -> good;
        };
    }

    private static String search(String job, String path) {
        Matcher start = START.matcher(path);
        int from = start.find() ? Integer.parseInt(start.group(1)) : 0;
        return switch (job) {
            case "repeats" -> "{\"hits\":9,\"objects\":[" + records(0, 3) + "]}";
            case "short" -> "{\"hits\":9,\"objects\":[" + (from == 0 ? records(0, 3) : "") + "]}";
            default -> "{\"hits\":3,\"objects\":[" + records(from, 3) + "]}";
        };
    }

    private static String status(String job) {
        int found = switch (job) {
            case "short", "empty", "blank" -> 5;
            default -> RECORDS;
        };
        return "{\"jobs\":[{\"name\":\"" + job + "\",\"type\":\"bulk\",\"jobCreationTimeUTC\":1770000000,"
               + "\"jobCompletionTimeUTC\":1770000500,\"objectsFound\":" + found
               + ",\"jobStatus\":{\"status\":9,\"message\":\"Job has completed and no repeat is scheduled.\"}}]}";
    }

    private void endless(OutputStream out) throws IOException {
        begun.incrementAndGet();
        String many = (records(0, 1) + ",\n").repeat(1_000);
        try {
            out.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 999999999999\r\n\r\n["
                    .getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write(many.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            cut.incrementAndGet();
            throw e;
        }
    }

    private static void write(OutputStream out, String body) throws IOException {
        out.write(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
