/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One small HTTP server for all concurrent scenarios. The token of a request identifies the scenario.
 */
final class ScenarioServer implements AutoCloseable {

    /**
     * A response.
     *
     * @param status  the HTTP status; 0 closes the connection without a response
     * @param type    the media type
     * @param body    the whole body
     * @param cutAt   the number of bytes of the body after which the connection is closed
     * @param chunked whether it is sent in chunks
     * @param millis  the delay before it
     */
    record Response(int status, String type, byte[] body, int cutAt, boolean chunked, int millis) {

        static Response of(int status, String type, String body) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            return new Response(status, type, bytes, bytes.length, false, 0);
        }

        static Response closed() {
            return of(0, "", "");
        }
    }

    private final ServerSocket server = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
    private final Map<String, ScenarioDiffbot> byToken = new ConcurrentHashMap<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    ScenarioServer() throws IOException {
        thread(this::accept);
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/v3";
    }

    void add(ScenarioDiffbot diffbot) {
        byToken.put(diffbot.token(), diffbot);
    }

    void remove(ScenarioDiffbot diffbot) {
        byToken.remove(diffbot.token());
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                sockets.add(socket);
                thread(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            boolean open = true;
            while (open) {
                open = respond(in, socket.getOutputStream());
            }
        } catch (IOException | InterruptedException e) {
            // the client has disconnected
        } finally {
            sockets.remove(socket);
        }
    }

    private boolean respond(InputStream in, OutputStream out) throws IOException, InterruptedException {
        String[] start = line(in).split(" ");
        Map<String, String> head = new HashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            head.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
        }
        int query = start[1].indexOf('?');
        Map<String, String> parameters = new HashMap<>();
        parse(query < 0 ? "" : start[1].substring(query + 1), parameters);
        parse(body(in, head), parameters);
        ScenarioDiffbot diffbot = byToken.get(parameters.getOrDefault("token", ""));
        Response response = diffbot == null
                ? Response.of(401, "application/json", "{\"errorCode\":401}")
                : diffbot.handle(start[0], query < 0 ? start[1] : start[1].substring(0, query), parameters);
        return write(response, out);
    }

    private boolean write(Response response, OutputStream out) throws IOException, InterruptedException {
        if (response.millis() > 0 && closed.await(response.millis(), TimeUnit.MILLISECONDS) || response.status() == 0) {
            return false;
        }
        byte[] body = response.body();
        boolean cut = response.cutAt() < body.length;
        String head = "HTTP/1.1 " + response.status() + "\r\nContent-Type: " + response.type() + "\r\n"
                      + (response.chunked() ? "Transfer-Encoding: chunked" : "Content-Length: " + body.length) + "\r\n\r\n";
        int length = Math.min(response.cutAt(), body.length);
        if (response.chunked() && length > 0) {
            head += Integer.toHexString(length) + "\r\n";
        }
        byte[] first = head.getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[first.length + length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(body, 0, all, first.length, length);
        out.write(all);
        if (response.chunked() && !cut) {
            out.write((length > 0 ? "\r\n0\r\n\r\n" : "0\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        }
        out.flush();
        return !cut;
    }

    private static String body(InputStream in, Map<String, String> head) throws IOException {
        if (head.containsKey("content-length")) {
            return new String(in.readNBytes(Integer.parseInt(head.get("content-length"))), StandardCharsets.ISO_8859_1);
        }
        StringBuilder body = new StringBuilder();
        if ("chunked".equals(head.get("transfer-encoding"))) {
            for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
                byte[] chunk = in.readNBytes(size);
                if (chunk.length < size) {
                    throw new EOFException();
                }
                body.append(new String(chunk, StandardCharsets.ISO_8859_1));
                line(in);
            }
            line(in);
        }
        return body.toString();
    }

    private static void parse(String form, Map<String, String> into) {
        for (String pair : form.split("&")) {
            int at = pair.indexOf('=');
            if (at > 0) {
                into.put(pair.substring(0, at), URLDecoder.decode(pair.substring(at + 1), StandardCharsets.UTF_8));
            }
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder(80);
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0) {
                throw new EOFException();
            }
            if (read != '\r') {
                line.append((char) read);
            }
        }
        return line.toString();
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "scenario-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
