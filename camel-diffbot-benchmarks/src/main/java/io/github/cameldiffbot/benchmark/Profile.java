/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * The shares of a contestant's time by the owner of the code, according to the top frames of Java Flight Recorder.
 */
final class Profile {

    private static final Duration LENGTH = Duration.ofSeconds(Settings.pick(8, 3));

    // the first prefix of the class of the topmost known frame
    private static final List<String[]> OWNERS = List.of(
            new String[] { "io.github.cameldiffbot.benchmark", "the benchmark" },
            new String[] { "io.github.cameldiffbot.data", "the component: records" },
            new String[] { "io.github.cameldiffbot.internal.data", "the component: records" },
            new String[] { "io.github.cameldiffbot.internal.json", "the component: members and lines" },
            new String[] { "io.github.cameldiffbot.internal.client", "the component: requests and responses" },
            new String[] { "io.github.cameldiffbot", "the component: the rest" },
            new String[] { "com.fasterxml.jackson", "Jackson" },
            new String[] { "org.apache.hc", "HttpClient" },
            new String[] { "dev.failsafe", "Failsafe" },
            new String[] { "java.util.zip", "gzip" },
            new String[] { "sun.nio.ch", "socket" },
            new String[] { "java.net", "socket" },
            new String[] { "org.apache.camel.telemetry", "tracing" },
            new String[] { "org.apache.camel.opentelemetry2", "tracing" },
            new String[] { "io.opentelemetry", "tracing" },
            new String[] { "org.apache.camel", "Camel" });

    private Profile() {
    }

    /**
     * Returns the shares in percent, as {@code owner=share|frame=share|…}, owners first.
     */
    static String of(Contestant contestant, String load) throws Exception {
        Path file = Files.createTempFile("benchmark", ".jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(10));
            recording.enable("jdk.NativeMethodSample").withPeriod(Duration.ofMillis(10));
            recording.start();
            long end = System.nanoTime() + LENGTH.toNanos();
            while (System.nanoTime() < end) {
                contestant.run(load);
            }
            recording.stop();
            recording.dump(file);
            return read(file);
        } finally {
            Files.delete(file);
        }
    }

    private static String read(Path file) throws IOException {
        Map<String, Integer> owners = new TreeMap<>();
        Map<String, Integer> frames = new TreeMap<>();
        int samples = 0;
        for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
            if (event.getStackTrace() == null || event.getStackTrace().getFrames().isEmpty()) {
                continue;
            }
            List<RecordedFrame> stack = event.getStackTrace().getFrames();
            String owner = owner(stack);
            if (owner != null) {
                owners.merge(owner, 1, Integer::sum);
                frames.merge(name(stack.get(0)), 1, Integer::sum);
                samples++;
            }
        }
        return shares(owners, samples, 20) + "||" + shares(frames, samples, 12);
    }

    private static String owner(List<RecordedFrame> stack) {
        if (stack.stream().noneMatch(frame -> type(frame).startsWith("io.github.cameldiffbot"))) {
            // an unrelated thread, such as one that waits for a connection
            return null;
        }
        for (RecordedFrame frame : stack) {
            for (String[] owner : OWNERS) {
                if (type(frame).startsWith(owner[0])) {
                    return owner[1];
                }
            }
        }
        return "other";
    }

    private static String type(RecordedFrame frame) {
        return frame.getMethod().getType().getName();
    }

    private static String name(RecordedFrame frame) {
        String type = type(frame);
        return type.substring(type.lastIndexOf('.') + 1) + "." + frame.getMethod().getName();
    }

    private static String shares(Map<String, Integer> counts, int samples, int most) {
        return counts.entrySet().stream().sorted(Map.Entry.<String, Integer> comparingByValue().reversed()).limit(most)
                .map(entry -> entry.getKey() + "=" + Math.round(100.0 * entry.getValue() / samples))
                .collect(Collectors.joining("|"));
    }
}
