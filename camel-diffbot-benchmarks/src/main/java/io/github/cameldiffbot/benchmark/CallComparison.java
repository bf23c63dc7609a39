/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.benchmark;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Calls, polls and the submission of many URLs.
 */
final class CallComparison {

    private final Forks forks;
    private final Report report;

    CallComparison(Forks forks, Report report) {
        this.forks = forks;
        this.report = report;
    }

    void run() throws IOException {
        calls();
        poll("");
        poll("/gzip");
        create();
        waits();
    }

    private void calls() throws IOException {
        Map<String, ForkedJvm> jvms = forks.workers("-Xmx256m", List.of("bareCall", "patientCall", "call"));
        Rounds rounds = new Rounds(jvms, "2000", Settings.pick(20, 6), Settings.pick(25, 5));
        double ratio = 1 / rounds.ratio("call", "bareCall");
        report.goal("one producer call (`operation=status`) against HttpClient 5 and Jackson",
                Report.format("%.2f × (by CPU %.2f ×), %s against %s", ratio, 1 / rounds.cpuRatio("call", "bareCall"),
                        micros(rounds, "call"), micros(rounds, "bareCall")),
                "≤ 1.1 ×", ratio <= 1.1);
        report.table("One call", "contestant", "time", "CPU", "allocated");
        for (String name : jvms.keySet()) {
            report.add(name, micros(rounds, name), Report.format("%.0f µs", rounds.median(name, Outcome::cpuPerUnit) / 1000),
                    Report.format("%.1f KB", rounds.median(name, Outcome::allocatedPerUnit) / 1024));
        }
        jvms.values().forEach(ForkedJvm::close);
    }

    private static String micros(Rounds rounds, String name) {
        return Report.format("%.0f µs", 1e6 / rounds.perSecond(name));
    }

    private void poll(String path) throws IOException {
        try (ForkedJvm jvm = forks.worker("-Xmx256m", "poll", path)) {
            jvm.run(Integer.toString(Settings.pick(300, 100)));
            Outcome polls = jvm.run(Integer.toString(Settings.pick(300, 100)));
            double millis = polls.figure() / 1e6;
            double megabytes = polls.allocatedPerUnit() / (1 << 20);
            report.goal(
                    "poll of 1,000 jobs of which none has changed" + (path.isEmpty() ? "" : ", gzip"),
                    Report.format("%.1f ms of CPU, %.1f MB allocated", millis, megabytes), "≤ 5 ms, ≤ 4 MB",
                    millis <= 5 && megabytes <= 4);
        }
    }

    private void create() throws IOException {
        String urls = Integer.toString(Settings.pick(1_000_000, 200_000));
        try (ForkedJvm jvm = forks.worker("-Xmx64m", "create")) {
            Outcome all = jvm.run(urls);
            long live = jvm.heap(urls);
            report.goal("create with " + Report.format("%,d", all.units()) + " URLs and `-Xmx64m`",
                    Report.format("passes, %,.0f URLs/s, %s live heap", all.perSecond(), Report.megabytes(live)), "passes",
                    true);
        }
    }

    private void waits() throws IOException {
        String exchanges = "10000";
        double seconds;
        long bytes;
        try (ForkedJvm jvm = forks.worker("-Xmx256m", "waits", "/waits")) {
            seconds = jvm.run(exchanges).figure() / 1e6;
        }
        try (ForkedJvm jvm = forks.worker("-Xmx256m", "waitsHeap", "/waits")) {
            jvm.run("100");
            bytes = jvm.run(exchanges).figure();
        }
        report.goal("10,000 exchanges begin to wait for 1,000 jobs, with the default limit of requests per second",
                Report.format("%.1f s, %,d bytes each", seconds, bytes), "≤ 10 s, ≤ 2 KB each",
                seconds <= 10 && bytes <= 2048);
    }
}
