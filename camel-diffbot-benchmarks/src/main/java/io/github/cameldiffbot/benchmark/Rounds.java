/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Runs contestants in turn, so that disturbances of the machine affect them all. A ratio is the median of the ratios of
 * all rounds.
 */
final class Rounds {

    private final Map<String, List<Outcome>> outcomes = new LinkedHashMap<>();

    /**
     * Runs all contestants with the same load in sequence; each round reverses the order of the previous one.
     */
    Rounds(Map<String, ForkedJvm> contestants, String load, int warmUps, int rounds) throws IOException {
        List<String> order = new ArrayList<>(contestants.keySet());
        order.forEach(name -> outcomes.put(name, new ArrayList<>()));
        for (int round = -warmUps; round < rounds; round++) {
            for (String name : order) {
                Outcome outcome = contestants.get(name).run(load);
                if (round >= 0) {
                    outcomes.get(name).add(outcome);
                }
            }
            Collections.reverse(order);
        }
    }

    double median(String name, ToDoubleFunction<Outcome> figure) {
        return median(outcomes.get(name).stream().mapToDouble(figure).toArray());
    }

    double perSecond(String name) {
        return median(name, Outcome::perSecond);
    }

    /**
     * Returns the speed of one contestant relative to another.
     */
    double ratio(String name, String other) {
        return ratio(name, other, Outcome::perSecond);
    }

    /**
     * Returns the units per second of CPU time of one contestant relative to another.
     */
    double cpuRatio(String name, String other) {
        return ratio(name, other, outcome -> 1 / outcome.cpuPerUnit());
    }

    private double ratio(String name, String other, ToDoubleFunction<Outcome> figure) {
        List<Outcome> ones = outcomes.get(name);
        List<Outcome> others = outcomes.get(other);
        return median(IntStream.range(0, ones.size())
                .mapToDouble(i -> figure.applyAsDouble(ones.get(i)) / figure.applyAsDouble(others.get(i))).toArray());
    }

    /**
     * Returns the fastest of some contestants.
     */
    String best(List<String> names) {
        return Collections.max(names, (one, other) -> Double.compare(perSecond(one), perSecond(other)));
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
