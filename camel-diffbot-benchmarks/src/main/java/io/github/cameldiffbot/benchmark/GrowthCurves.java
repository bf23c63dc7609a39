/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.benchmark;

import java.io.IOException;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How the cost grows with the number of records, jobs, waiting exchanges and URLs.
 */
final class GrowthCurves {

    private static final int SMALL = 512;

    // the cost grows with this power of the number at most, apart from the noise of the machine
    private static final double LINEAR = 1.1;

    private final Forks forks;
    private final Report report;

    GrowthCurves(Forks forks, Report report) {
        this.forks = forks;
        this.report = report;
    }

    void run() throws IOException {
        report.table("Growth: microseconds for all, and for each", "what", "numbers", "all", "each", "exponent of the fit",
                "of the last two");
        try (ForkedJvm jvm = forks.worker("-Xmx64m", "ours")) {
            warmUp(jvm, new Load(SMALL, 200_000).name());
            curve("records of 0.5 KB into a route, `-Xmx64m`", numbers(1_000, 10_000_000),
                    number -> micros(jvm.run(new Load(SMALL, number).name())));
        }
        curve("CPU of a poll of unchanged jobs", new int[] { 10, 100, 1_000, 5_000 }, this::poll);
        try (ForkedJvm jvm = forks.worker("-Xmx1g", "waits", "/waits")) {
            warmUp(jvm, "1000");
            curve("exchanges begin to wait for 1,000 jobs", numbers(10, 100_000),
                    number -> jvm.run(Integer.toString(number)).figure());
        }
        try (ForkedJvm jvm = forks.worker("-Xmx64m", "create")) {
            warmUp(jvm, "100000");
            curve("URLs are submitted, `-Xmx64m`", numbers(1_000, 1_000_000),
                    number -> micros(jvm.run(Integer.toString(number))));
        }
    }

    private static void warmUp(ForkedJvm jvm, String load) throws IOException {
        for (int i = 0; i < Settings.pick(10, 2); i++) {
            jvm.run(load);
        }
    }

    private double poll(int jobs) throws IOException {
        try (ForkedJvm jvm = forks.worker("-Xmx256m", "poll", "/jobs" + jobs)) {
            int polls = Settings.pick(200, 50);
            jvm.run(Integer.toString(polls));
            return jvm.run(Integer.toString(polls)).figure() / 1e3;
        }
    }

    private static double micros(Outcome outcome) {
        return outcome.nanos() / 1e3;
    }

    private static int[] numbers(int from, int to) {
        int last = Settings.pick(to, to / 10);
        return IntStream.iterate(from, number -> number <= last, number -> number * 10).toArray();
    }

    private void curve(String what, int[] numbers, Cost cost) throws IOException {
        double[] measured = new double[numbers.length];
        StringBuilder all = new StringBuilder();
        StringBuilder each = new StringBuilder();
        StringBuilder count = new StringBuilder();
        for (int i = 0; i < numbers.length; i++) {
            measured[i] = Math.min(cost.of(numbers[i]), cost.of(numbers[i]));
            String separator = i == 0 ? "" : "; ";
            count.append(separator).append(Report.format("%,d", numbers[i]));
            all.append(separator).append(Report.format("%,.0f", measured[i]));
            each.append(separator).append(Report.format("%,.2f", measured[i] / numbers[i]));
        }
        int last = numbers.length - 1;
        double ofAll = exponent(numbers, measured);
        double ofLast = exponent(
                new int[] { numbers[last - 1], numbers[last] }, new double[] { measured[last - 1], measured[last] });
        report.add(what, count.toString(), all.toString(), each.toString(), Report.format("%.2f", ofAll),
                Report.format("%.2f", ofLast));
        report.goal(Report.format("growth of the cost: %s, %,d to %,d", what, numbers[0], numbers[last]),
                Report.format("exponent %.2f, of the last two %.2f", ofAll, ofLast), Report.format("≤ %.1f", LINEAR),
                Math.max(ofAll, ofLast) <= LINEAR);
    }

    /**
     * Returns the slope of the straight line that fits the logarithms best.
     */
    private static double exponent(int[] numbers, double[] costs) {
        double[] x = IntStream.of(numbers).mapToDouble(Math::log).toArray();
        double meanX = mean(x, value -> value);
        double meanY = mean(costs, Math::log);
        double above = 0;
        double below = 0;
        for (int i = 0; i < x.length; i++) {
            above += (x[i] - meanX) * (Math.log(costs[i]) - meanY);
            below += (x[i] - meanX) * (x[i] - meanX);
        }
        return above / below;
    }

    private static double mean(double[] values, ToDoubleFunction<Double> of) {
        double sum = 0;
        for (double value : values) {
            sum += of.applyAsDouble(value);
        }
        return sum / values.length;
    }

    /**
     * Measures the cost of a number.
     */
    private interface Cost {

        double of(int number) throws IOException;
    }
}
