/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A sandbox in a process of its own, which can be killed. */
final class SandboxProcess implements AutoCloseable {

    static final String TOKEN = "0123456789abcdef0123456789abcdef";

    private final Process process;
    private final BufferedReader output;
    private String baseUrl;
    private volatile boolean killed;

    private SandboxProcess(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    static SandboxProcess start(String... options) {
        List<String> command = new ArrayList<>(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), SandboxMain.class.getName(),
                        "--token",
                        TOKEN));
        command.addAll(List.of(options));
        try {
            return new SandboxProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the API can be called, and returns whether it can. */
    boolean awaitStart() {
        StringBuilder lines = new StringBuilder();
        try {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.append(line).append('\n');
                if (line.startsWith("TOKEN=")) {
                    // the line before is complete
                    return true;
                }
                if (line.startsWith("BASE=")) {
                    baseUrl = line.substring("BASE=".length()) + "/v3";
                }
            }
        } catch (IOException e) {
            lines.append(e);
        }
        if (!killed) {
            throw new IllegalStateException("The sandbox did not start: " + lines);
        }
        return false;
    }

    /** Returns the lines of the output to its end. */
    List<String> lines() {
        return output.lines().toList();
    }

    int exitValue() throws InterruptedException {
        process.waitFor(30, TimeUnit.SECONDS);
        return process.exitValue();
    }

    String baseUrl() {
        return baseUrl;
    }

    HttpResponse<String> post(String path, String... params) {
        StringBuilder form = new StringBuilder("token=" + TOKEN);
        for (int i = 0; i < params.length; i += 2) {
            form.append('&').append(params[i]).append('=').append(URLEncoder.encode(params[i + 1], StandardCharsets.UTF_8));
        }
        return Api.send(HttpRequest.newBuilder(URI.create(baseUrl + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form.toString())).build());
    }

    void kill() {
        killed = true;
        process.destroyForcibly();
    }

    @Override
    public void close() {
        kill();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
            output.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
