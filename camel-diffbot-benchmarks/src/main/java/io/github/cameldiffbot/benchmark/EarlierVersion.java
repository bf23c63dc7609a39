/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.benchmark;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The component of this version against that of an earlier one, in the same rounds.
 */
final class EarlierVersion {

    private static final String BEFORE = "before ";
    private static final String HEAP = "-Xmx512m";

    private final Forks forks;
    private final Report report;

    EarlierVersion(Forks forks, Report report) {
        this.forks = forks;
        this.report = report;
    }

    void run() throws IOException {
        report.table("This version against an earlier one", "work", "before", "now", "now / before by time (by CPU)",
                "allocated before", "allocated now");
        List<String> reading = List.of("ours", "oursRead", "oursRead3");
        for (int size : new int[] { 512, 4096, 102400 }) {
            compare(reading, Load.ofBytes(size, (long) Settings.pick(64, 8) << 20).name(), 10,
                    "records of " + Report.kilobytes(size) + ", ");
        }
        compare(List.of("call"), "2000", 20, "");
        compare(List.of("poll"), "50", 6, "");
        compare(List.of("create"), Integer.toString(Settings.pick(200_000, 50_000)), 10, "");
    }

    private void compare(List<String> contestants, String load, int warmUps, String what) throws IOException {
        Map<String, ForkedJvm> jvms = new LinkedHashMap<>();
        try {
            for (String name : contestants) {
                jvms.put(BEFORE + name, forks.earlier(HEAP, name));
                jvms.put(name, forks.worker(HEAP, name));
            }
            Rounds rounds = new Rounds(jvms, load, Settings.pick(warmUps, 2), Settings.pick(9, 3));
            for (String name : contestants) {
                report.add(what + name, perSecond(rounds, BEFORE + name), perSecond(rounds, name),
                        Report.format("%.2f (%.2f)", rounds.ratio(name, BEFORE + name), rounds.cpuRatio(name, BEFORE + name)),
                        allocated(rounds, BEFORE + name), allocated(rounds, name));
            }
        } finally {
            jvms.values().forEach(ForkedJvm::close);
        }
    }

    private static String perSecond(Rounds rounds, String name) {
        return Report.format("%,.0f/s", rounds.perSecond(name));
    }

    private static String allocated(Rounds rounds, String name) {
        return Report.format("%,.1f KB", rounds.median(name, Outcome::allocatedPerUnit) / 1024);
    }
}
