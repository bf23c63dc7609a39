/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Runs all benchmarks, prints the report, and writes it to a file. {@code docs/benchmarks.md} explains each figure.
 */
public final class Benchmarks {

    private Benchmarks() {
    }

    /**
     * @param args the file for the report
     */
    public static void main(String[] args) throws Exception {
        long start = System.nanoTime();
        Report report = new Report();
        try (Forks forks = new Forks()) {
            if (Settings.runs("records")) {
                new RecordComparison(forks, report).run();
            }
            if (Settings.runs("tracing")) {
                new TracingComparison(forks, report).run();
            }
            if (Settings.runs("calls")) {
                new CallComparison(forks, report).run();
            }
            if (Settings.runs("sinks")) {
                new SinkComparison(forks, report).run();
            }
            if (Settings.runs("before") && !Settings.BEFORE.isEmpty()) {
                new EarlierVersion(forks, report).run();
            }
            if (Settings.runs("growth")) {
                new GrowthCurves(forks, report).run();
            }
            if (Settings.runs("memory")) {
                new InMemory(report).run();
            }
            if (Settings.runs("profile")) {
                new Profiles(forks, report).run();
            }
        }
        String markdown = report.markdown(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
        System.out.println(markdown);
        Files.writeString(Path.of(args[0]), markdown);
    }
}
