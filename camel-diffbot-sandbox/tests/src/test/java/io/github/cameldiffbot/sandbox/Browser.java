/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A headless Chromium, controlled by its debugging protocol. */
final class Browser implements AutoCloseable, WebSocket.Listener {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long TIMEOUT_SECONDS = 60;

    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger ids = new AtomicInteger();
    private final ConcurrentHashMap<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final StringBuilder message = new StringBuilder();
    private String session;

    private Browser(Process process, URI debugger) {
        this.process = process;
        this.socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(debugger, this).join();
    }

    /** Returns the path of Chromium, if it is installed. */
    static Optional<Path> find() {
        return List.of("chromium", "chromium-browser", "google-chrome").stream()
                .flatMap(name -> List.of(System.getenv("PATH").split(":")).stream().map(dir -> Path.of(dir, name)))
                .filter(Files::isExecutable).findFirst();
    }

    static Browser start(Path program, Path profile) throws IOException {
        Process process = new ProcessBuilder(
                program.toString(), "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                "--no-first-run", "--disable-background-networking", "--window-size=1200,900", "--remote-debugging-port=0",
                "--user-data-dir=" + profile, "about:blank").redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        BufferedReader errors = new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
        String mark = "DevTools listening on ";
        for (String line = errors.readLine(); line != null; line = errors.readLine()) {
            if (line.startsWith(mark)) {
                Thread drain = new Thread(() -> errors.lines().forEach(rest -> {
                }), "chromium-errors");
                drain.setDaemon(true);
                drain.start();
                return new Browser(process, URI.create(line.substring(mark.length()).trim()));
            }
        }
        throw new IOException("Chromium did not start");
    }

    void open(String url) {
        String target = call("Target.createTarget", "url", url).path("targetId").asText();
        ObjectNode params = JSON.createObjectNode().put("targetId", target).put("flatten", true);
        session = send("Target.attachToTarget", params, null).path("sessionId").asText();
    }

    /** Evaluates an expression in the page, and returns the result as text. */
    String text(String expression) {
        ObjectNode params = JSON.createObjectNode().put("expression", "String(" + expression + ")");
        return send("Runtime.evaluate", params, session).path("result").path("value").asText();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        message.append(data);
        if (last) {
            try {
                JsonNode response = JSON.readTree(message.toString());
                CompletableFuture<JsonNode> call = waiting.remove(response.path("id").asInt());
                if (call != null) {
                    call.complete(response.path("result"));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                message.setLength(0);
            }
        }
        from.request(1);
        return null;
    }

    @Override
    public void close() {
        socket.abort();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                process.waitFor(10, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private JsonNode call(String method, String name, String value) {
        return send(method, JSON.createObjectNode().put(name, value), null);
    }

    private JsonNode send(String method, ObjectNode params, String inSession) {
        int id = ids.incrementAndGet();
        ObjectNode request = JSON.createObjectNode().put("id", id).put("method", method);
        request.set("params", params);
        if (inSession != null) {
            request.put("sessionId", inSession);
        }
        CompletableFuture<JsonNode> response = new CompletableFuture<>();
        waiting.put(id, response);
        socket.sendText(request.toString(), true);
        return response.orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS).join();
    }
}
