/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The cost of tracing: records into a route with and without it.
 */
final class TracingComparison {

    private static final String UNTRACED = "ours";
    private static final String TRACED = "oursTraced";
    private static final String TRACED_LESS = "oursTracedLess";
    private static final int SIZE = 4096;

    private final Forks forks;
    private final Report report;

    TracingComparison(Forks forks, Report report) {
        this.forks = forks;
        this.report = report;
    }

    void run() throws IOException {
        List<Rounds> repetitions = new ArrayList<>();
        for (int i = 0; i < Settings.pick(5, 1); i++) {
            Map<String, ForkedJvm> jvms = forks.workers("-Xmx2g", List.of(UNTRACED, TRACED, TRACED_LESS));
            repetitions.add(new Rounds(
                    jvms, Load.ofBytes(SIZE, (long) Settings.pick(64, 8) << 20).name(), Settings.pick(10, 2),
                    Settings.pick(9, 3)));
            jvms.values().forEach(ForkedJvm::close);
        }
        goal(repetitions, TRACED, "records of 4 KB into a route with tracing, against the same without");
        goal(repetitions, TRACED_LESS, "the same if the tracer gets no events that it does not use");
    }

    private void goal(List<Rounds> repetitions, String traced, String what) {
        double ratio = median(repetitions, rounds -> rounds.ratio(traced, UNTRACED));
        double cpu = median(repetitions, rounds -> rounds.cpuRatio(traced, UNTRACED));
        report.goal(what, Report.format("%.2f × (by CPU %.2f ×)", ratio, cpu), "≥ 0.95 ×", ratio >= 0.95);
    }

    private static double median(List<Rounds> repetitions, ToDoubleFunction<Rounds> ratio) {
        return repetitions.stream().mapToDouble(ratio).sorted().skip(repetitions.size() / 2).findFirst().orElseThrow();
    }
}
