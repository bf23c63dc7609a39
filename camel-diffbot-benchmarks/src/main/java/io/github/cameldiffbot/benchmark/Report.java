/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.json.PackageVersion;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * The measurements as Markdown: the goals first, then their tables.
 */
final class Report {

    private final List<String> goals = new ArrayList<>();
    private final StringBuilder tables = new StringBuilder();

    /**
     * Adds a figure with a goal.
     */
    void goal(String what, String measured, String goal, boolean met) {
        goals.add(row(what, measured, goal, met ? "yes" : "**no**"));
    }

    /**
     * Starts a table.
     */
    void table(String title, String... columns) {
        tables.append("\n**").append(title).append("**\n\n").append(row(columns)).append('\n').append('|')
                .append("---|".repeat(columns.length)).append('\n');
    }

    /**
     * Adds a row to the last table.
     */
    void add(String... cells) {
        tables.append(row(cells)).append('\n');
    }

    static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    static String megabytes(double bytes) {
        return format("%.1f MB", bytes / (1 << 20));
    }

    static String kilobytes(int bytes) {
        return format("%.1f KB", bytes / 1024.0);
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    String markdown(long seconds) throws IOException {
        return machine(seconds) + "\n| what | measured | goal | met |\n|---|---|---|---|\n" + String.join("\n", goals)
               + "\n" + tables;
    }

    private static String machine(long seconds) throws IOException {
        Runtime runtime = Runtime.getRuntime();
        long memory = ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getTotalMemorySize();
        return format("%s: %s, %d cores, %d GB; %s %s; %s %s; Camel %s, Jackson %s; %d:%02d min%s%n", LocalDate.now(),
                cpu(), runtime.availableProcessors(), Math.round(memory / 1e9), System.getProperty("java.vm.name"),
                System.getProperty("java.vm.version"), System.getProperty("os.name"), System.getProperty("os.arch"),
                new DefaultCamelContext(false).getVersion(), PackageVersion.VERSION, seconds / 60, seconds % 60,
                Settings.QUICK ? ", a quick run" : "");
    }

    private static String cpu() throws IOException {
        Path info = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(info)) {
            return System.getProperty("os.arch");
        }
        try (Stream<String> lines = Files.lines(info)) {
            return lines.filter(line -> line.startsWith("model name")).map(line -> line.replaceFirst(".*: *", ""))
                    .collect(Collectors.toSet()).stream().findFirst().orElse(System.getProperty("os.arch"));
        }
    }
}
