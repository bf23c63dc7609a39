/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.recovery;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.cameldiffbot.ClassArchive;
import org.awaitility.Awaitility;

/**
 * An application in a separate JVM, which can be killed as by {@code kill -9}: nothing in it runs any more. Its output
 * after an {@code @} reports its steps to the test.
 */
final class ChildJvm implements AutoCloseable {

    private static final BlockingQueue<String> COMMANDS = new LinkedBlockingQueue<>();
    private static final Duration LIMIT = Duration.ofSeconds(120);

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<String> signs = new CopyOnWriteArrayList<>();

    private ChildJvm(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "child-" + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * @param folder     the working directory, with the log
     * @param properties the system properties
     * @param options    options of the JVM
     */
    static ChildJvm start(Class<?> main, Path folder, Map<String, String> properties, String... options) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-Dorg.apache.camel.jmx.disabled=true"));
        command.addAll(ClassArchive.options());
        command.addAll(List.of(options));
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add(main.getName());
        try {
            return new ChildJvm(new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns its reports so far that begin with this word, without the word. */
    List<String> said(String word) {
        return signs.stream().filter(sign -> sign.equals(word) || sign.startsWith(word + " "))
                .map(sign -> sign.substring(word.length()).strip()).toList();
    }

    /** Waits for a report that begins with this word, and returns the first. */
    String await(String word) {
        return await(word, LIMIT);
    }

    String await(String word, Duration limit) {
        Awaitility.await(word).atMost(limit).pollInterval(Duration.ofMillis(10)).until(() -> {
            if (said(word).isEmpty() && !process.isAlive()) {
                throw new AssertionError("The application ended before it said " + word + ": " + log());
            }
            return !said(word).isEmpty();
        });
        return said(word).get(0);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Lets it continue where it waits for a command. */
    void send(String command) throws IOException {
        process.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("The application cannot be killed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops all of its threads, as when a machine is suspended. Not on Windows. */
    void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Continues it after {@link #freeze()}. */
    void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start().waitFor();
        if (code != 0) {
            throw new AssertionError("The signal " + name + " cannot be sent");
        }
    }

    String log() {
        return String.join("\n", lines);
    }

    @Override
    public void close() {
        kill();
    }

    /** In the application: reports a step. */
    static void say(String sign) {
        // a single write, because other threads print too
        System.out.print("@" + sign + "\n");
        System.out.flush();
    }

    /** In the application: reads the commands of the test. An application ends with its test. */
    static void listen() throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String word = in.readLine(); word != null; word = in.readLine()) {
            COMMANDS.add(word);
        }
        Runtime.getRuntime().halt(1);
    }

    /** In the application: waits for the next command of the test. */
    static String awaitCommand() throws InterruptedException {
        return COMMANDS.take();
    }

    private void read() {
        try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("@")) {
                    signs.add(line.substring(1));
                }
                lines.add(line);
            }
        } catch (IOException e) {
            signs.add("unreadable " + e);
        }
    }
}
