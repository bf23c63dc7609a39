/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.benchmark;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Records in the forms that sinks want: groups, JSON Lines, a file, a database, a broker, an HTTP endpoint.
 */
final class SinkComparison {

    private static final int SMALL = 512;
    private static final int USUAL = 4096;

    // as many as the server has without repeating one
    private static final int DISTINCT = 4097;

    private final Forks forks;
    private final Report report;

    SinkComparison(Forks forks, Report report) {
        this.forks = forks;
        this.report = report;
    }

    void run() throws IOException {
        groups();
        lines();
        sql();
        kafka();
        http();
    }

    private void groups() throws IOException {
        List<String> names = List.of("skip", "groups");
        Rounds rounds = rounds(names, Load.ofBytes(SMALL, (long) Settings.pick(64, 8) << 20), Settings.pick(9, 3));
        double ratio = rounds.cpuRatio("groups", "skip");
        report.goal("records of 0.5 KB in groups of 100 into a route, by CPU against skipping with Jackson",
                Report.format("%.2f × (by time %.2f ×)", ratio, rounds.ratio("groups", "skip")), "≥ 1.0 ×", ratio >= 1);
    }

    private void lines() throws IOException {
        List<String> names = List.of("raw", "lines", "rawFile", "linesFile", "linesSplit");
        Rounds rounds = rounds(names, Load.ofBytes(USUAL, (long) Settings.pick(64, 8) << 20), Settings.pick(9, 3));
        double ratio = rounds.ratio("lines", "raw");
        report.goal("JSON Lines as a stream, against the raw array",
                Report.format("%.2f × (by CPU %.2f ×)", ratio, rounds.cpuRatio("lines", "raw")), "≥ 0.8 ×", ratio >= 0.8);
        table("Records of 4 KB as a stream and into a file", rounds, names);
    }

    private void sql() throws IOException {
        List<String> names = List.of("sqlSingle", "sqlGroups");
        Rounds rounds = rounds(names, new Load(SMALL, DISTINCT), Settings.pick(5, 3));
        double ratio = rounds.ratio("sqlGroups", "sqlSingle");
        double perSecond = rounds.perSecond("sqlGroups");
        report.goal("records of 0.5 KB into PostgreSQL in groups of 500, against one by one",
                Report.format("%.1f ×, %,.0f records/s", ratio, perSecond), "≥ 5 ×, ≥ 20,000 records/s",
                ratio >= 5 && perSecond >= 20_000);
        table("Records of 0.5 KB into PostgreSQL", rounds, names);
    }

    private void kafka() throws IOException {
        List<String> names = List.of("kafkaSingle", "kafkaGroups");
        table("Records of 4 KB sent to a topic of Kafka", rounds(names, new Load(USUAL, DISTINCT), Settings.pick(9, 3)), names);
    }

    private void http() throws IOException {
        List<String> names = List.of("httpSingle", "httpGroups");
        table("Records of 4 KB posted to an HTTP endpoint", rounds(names, new Load(USUAL, DISTINCT), Settings.pick(9, 3)),
                names);
    }

    private Rounds rounds(List<String> names, Load load, int rounds) throws IOException {
        Map<String, ForkedJvm> jvms = forks.workers("-Xmx128m", names);
        try {
            return new Rounds(jvms, load.name(), Settings.pick(10, 2), rounds);
        } finally {
            jvms.values().forEach(ForkedJvm::close);
        }
    }

    private void table(String title, Rounds rounds, List<String> names) {
        report.table(title, "contestant", "records per second", "CPU per record");
        for (String name : names) {
            report.add(name, Report.format("%,.0f", rounds.perSecond(name)),
                    Report.format("%.1f µs", rounds.median(name, Outcome::cpuPerUnit) / 1000));
        }
    }
}
