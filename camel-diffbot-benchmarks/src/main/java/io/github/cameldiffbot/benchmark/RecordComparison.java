/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.benchmark;

import java.io.IOException;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Records over loopback HTTP into a route, compared with less work and with the usual routes.
 */
final class RecordComparison {

    private static final List<String> USUAL = List.of("jsonpath", "jsonpathText", "unmarshal", "tokenize");
    private static final List<String> PARSING = List.of("jsonpath", "unmarshal");
    private static final List<String> KNOWING_JSON = List.of("jsonpath", "jsonpathText", "unmarshal");
    private static final List<String> ALL
            = List.of("drain", "skip", "ours", "oursRead", "oursRead3", "jsonpath", "jsonpathText", "unmarshal", "tokenize");
    private static final int GOAL_SIZE = 4096;
    private static final int LARGE = 102400;

    private final Forks forks;
    private final Report report;

    RecordComparison(Forks forks, Report report) {
        this.forks = forks;
        this.report = report;
    }

    void run() throws IOException {
        Map<String, ForkedJvm> jvms = forks.workers("-Xmx2g", ALL);
        Map<Integer, Rounds> measured = new LinkedHashMap<>();
        for (int size : Samples.SIZES) {
            String load = Load.ofBytes(size, (long) Settings.pick(64, 8) << 20).name();
            measured.put(size, new Rounds(jvms, load, Settings.pick(10, 2), Settings.pick(9, 3)));
        }
        goals(measured.get(GOAL_SIZE));
        double allocated = measured.get(LARGE).median("ours", Outcome::allocatedPerUnit) / 1024;
        report.goal("allocated for each record of 100 KB", Report.format("%.0f KB", allocated), "≤ 120 KB", allocated <= 120);
        table("Records per second", measured, (rounds, name) -> Report.format("%,.0f", rounds.perSecond(name)));
        table("CPU of the JVM that reads, in µs per record", measured,
                (rounds, name) -> Report.format("%.1f", rounds.median(name, Outcome::cpuPerUnit) / 1000));
        table("Allocated per record, in KB", measured,
                (rounds, name) -> Report.format("%.1f", rounds.median(name, Outcome::allocatedPerUnit) / 1024));
        ratios(measured);
        heap(jvms, Load.ofBytes(GOAL_SIZE, (long) Settings.pick(100, 16) << 20).name());
        jvms.values().forEach(ForkedJvm::close);
        first();
        gigabyte(Settings.pick(1024, 128));
    }

    private void goals(Rounds rounds) {
        double ofDraining = rounds.ratio("ours", "drain");
        report.goal("records of 4 KB into a route, by time against draining (a)", Report.format("%.2f ×", ofDraining),
                "≥ 0.65 ×", ofDraining >= 0.65);
        double ofSkipping = rounds.cpuRatio("ours", "skip");
        report.goal("the same by CPU against skipping with Jackson (b)",
                Report.format("%.2f × (by time %.2f ×)", ofSkipping, rounds.ratio("ours", "skip")), "≥ 1.3 ×",
                ofSkipping >= 1.3);
        member(rounds, "oursRead", "one member", 2);
        member(rounds, "oursRead3", "three members", 1.5);
    }

    private void member(Rounds rounds, String contestant, String what, double goal) {
        String best = rounds.best(PARSING);
        double ratio = rounds.ratio(contestant, best);
        report.goal(what + " of a record of 4 KB read, against the fastest usual route that parses, " + best,
                Report.format("%.2f × (by CPU %.2f ×)", ratio, rounds.cpuRatio(contestant, best)),
                Report.format("≥ %.1f ×", goal), ratio >= goal);
    }

    private void table(String title, Map<Integer, Rounds> measured, BiFunction<Rounds, String, String> cell) {
        report.table(title, Stream.concat(Stream.of("record"), ALL.stream()).toArray(String[]::new));
        measured.forEach((size, rounds) -> report.add(Stream.concat(Stream.of(Report.kilobytes(size)),
                ALL.stream().map(name -> cell.apply(rounds, name))).toArray(String[]::new)));
    }

    private void ratios(Map<Integer, Rounds> measured) {
        report.table("Ratios, by time (by CPU)", "record", "ours / drain", "ours / skip", "ours / best of usual",
                "oursRead / best of usual that parses", "oursRead3 / best of usual that parses");
        measured.forEach((size, rounds) -> report.add(Report.kilobytes(size), ratio(rounds, "ours", "drain"),
                ratio(rounds, "ours", "skip"), ratio(rounds, "ours", rounds.best(USUAL)),
                ratio(rounds, "oursRead", rounds.best(PARSING)), ratio(rounds, "oursRead3", rounds.best(PARSING))));
    }

    private static String ratio(Rounds rounds, String one, String other) {
        return Report.format("%.2f (%.2f)", rounds.ratio(one, other), rounds.cpuRatio(one, other));
    }

    private void heap(Map<String, ForkedJvm> jvms, String load) throws IOException {
        report.table("Live heap while " + load.replaceAll("s(\\d+)n(\\d+)", "$2 records of $1 bytes") + " are read",
                "contestant", "highest", "with one record", "between the two");
        Map<String, Long> all = new LinkedHashMap<>();
        Map<String, Long> more = new LinkedHashMap<>();
        for (String name : ALL) {
            long one = jvms.get(name).heap(Load.ofBytes(GOAL_SIZE, 1).name());
            long highest = jvms.get(name).heap(load);
            all.put(name, highest);
            more.put(name, highest - one);
            report.add(name, Report.megabytes(highest), Report.megabytes(one), Report.megabytes(highest - one));
        }
        String least = Collections.min(KNOWING_JSON, Comparator.comparing(all::get));
        double ratio = (double) all.get("ours") / all.get(least);
        report.goal("live heap against the usual route that knows JSON and needs least, " + least,
                Report.format("1/%.1f (%s against %s, with Camel itself)", 1 / ratio, Report.megabytes(all.get("ours")),
                        Report.megabytes(all.get(least))),
                "≤ 1/10", ratio <= 0.1);
    }

    private void gigabyte(int megabytes) throws IOException {
        try (ForkedJvm small = forks.worker("-Xmx64m", "ours")) {
            Outcome all = small.run(Load.ofBytes(GOAL_SIZE, (long) megabytes << 20).name());
            report.goal("download of " + megabytes + " MB with `-Xmx64m`",
                    Report.format("passes, %,.0f records/s", all.perSecond()), "passes", true);
        }
    }

    private void first() throws IOException {
        try (ForkedJvm jvm = forks.worker("-Xmx256m", "first")) {
            double cold = jvm.run("trickle4096").figure() / 1000.0;
            double[] warm = new double[Settings.pick(9, 3)];
            for (int i = 0; i < warm.length; i++) {
                warm[i] = jvm.run("trickle4096").figure() / 1000.0;
            }
            double median = Rounds.median(warm);
            report.goal("first record in the route after the server has sent it, the rest follows slowly",
                    Report.format("%.1f ms (%.0f ms in a new JVM)", median, cold), "< 50 ms", median < 50);
        }
    }
}
