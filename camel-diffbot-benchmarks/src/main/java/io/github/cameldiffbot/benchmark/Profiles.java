/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.benchmark;

import java.io.IOException;

/**
 * The distribution of the component's time.
 */
final class Profiles {

    private final Forks forks;
    private final Report report;

    Profiles(Forks forks, Report report) {
        this.forks = forks;
        this.report = report;
    }

    void run() throws IOException {
        report.table("Samples of the Flight Recorder, in percent", "work", "whose code", "top frames");
        String records = Load.ofBytes(4096, 32 << 20).name();
        profile("records of 4 KB into a route", "ours", "", records);
        profile("the same with tracing", "oursTraced", "", records);
        profile("the same, one member read", "oursRead", "", records);
        profile("the same, three members read", "oursRead3", "", records);
        profile("JSON Lines as a stream", "lines", "", records);
        profile("producer call", "call", "", "2000");
        profile("poll of 1,000 jobs, gzip", "poll", "/gzip", "50");
    }

    private void profile(String what, String contestant, String path, String load) throws IOException {
        try (ForkedJvm jvm = forks.worker("-Xmx512m", contestant, path)) {
            for (int i = 0; i < 5; i++) {
                jvm.run(load);
            }
            String[] parts = jvm.order("profile " + load).split("\\|\\|");
            report.add(what, list(parts[0]), list(parts[1]));
        }
    }

    private static String list(String shares) {
        return shares.replace("=", " ").replace("|", "; ");
    }
}
