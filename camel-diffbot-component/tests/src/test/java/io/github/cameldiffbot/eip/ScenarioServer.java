/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.cameldiffbot.internal.client.RawRequest;
import io.github.cameldiffbot.internal.client.RawServer;

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

    private final Map<String, ScenarioDiffbot> byToken = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final RawServer server = RawServer.handling(this::handle);

    String baseUrl() {
        return "http://127.0.0.1:" + server.port() + "/v3";
    }

    void add(ScenarioDiffbot diffbot) {
        byToken.put(diffbot.token(), diffbot);
    }

    void remove(ScenarioDiffbot diffbot) {
        byToken.remove(diffbot.token());
    }

    private RawServer.Reply handle(RawRequest request) {
        Map<String, String> parameters = request.parameters();
        ScenarioDiffbot diffbot = byToken.get(parameters.getOrDefault("token", ""));
        Response response = diffbot == null
                ? Response.of(401, "application/json", "{\"errorCode\":401}")
                : diffbot.handle(request.method(), request.path(), parameters);
        return (received, socket) -> write(response, socket.getOutputStream());
    }

    private boolean write(Response response, OutputStream out) throws IOException {
        if (isClosedWithin(response.millis()) || response.status() == 0) {
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

    private boolean isClosedWithin(int millis) throws InterruptedIOException {
        try {
            return millis > 0 && closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.close();
    }
}
