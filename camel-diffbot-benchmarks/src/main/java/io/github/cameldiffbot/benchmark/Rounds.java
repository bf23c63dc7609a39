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
 * Contestants that take turns, so that what disturbs the machine disturbs them all. A ratio is the median of the ratios
 * of each round.
 */
final class Rounds {

    private final Map<String, List<Outcome>> outcomes = new LinkedHashMap<>();

    /**
     * Lets all run the same load, one after another, each round in the reverse order of the one before.
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
     * How many times as fast the one is as the other.
     */
    double ratio(String name, String other) {
        return ratio(name, other, Outcome::perSecond);
    }

    /**
     * How many times as much the one gets out of a second of CPU as the other.
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
     * The fastest of some.
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
