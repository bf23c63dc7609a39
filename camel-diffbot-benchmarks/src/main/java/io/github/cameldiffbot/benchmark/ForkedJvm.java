/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A JVM with the same class path that receives commands line by line and ends with this one.
 */
final class ForkedJvm implements AutoCloseable {

    private final Process process;
    private final BufferedReader answers;
    private final PrintStream orders;

    /**
     * @param first the beginning of its class path, before that of this JVM
     */
    ForkedJvm(String first, String heap, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), heap, "-XX:+UseG1GC",
                        "-Dbenchmark.quick=" + Settings.QUICK, "-cp",
                        first + System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /**
     * Returns the next line that it prints.
     */
    String line() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("A forked JVM has ended: " + process.info().commandLine().orElse("?"));
        }
        return line;
    }

    /**
     * Sends a command and waits for the response.
     */
    String order(String order) throws IOException {
        orders.println(order);
        return line();
    }

    Outcome run(String load) throws IOException {
        return Outcome.parse(order("run " + load));
    }

    /**
     * Returns the maximum heap use of a run in bytes.
     */
    long heap(String load) throws IOException {
        return Outcome.parse(order("heap " + load)).figure();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
