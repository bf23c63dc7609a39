/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.util.List;
import java.util.Random;

/**
 * Draws from a seed: the same seed always produces the same sequence.
 */
final class ScenarioDice {

    private final Random random;

    ScenarioDice(long seed) {
        random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
        random.nextInt();
    }

    int nextInt(int bound) {
        return random.nextInt(bound);
    }

    boolean nextBoolean() {
        return random.nextBoolean();
    }

    @SafeVarargs
    final <T> T any(T... of) {
        return of[random.nextInt(of.length)];
    }

    <T> T of(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    @SuppressWarnings("unchecked")
    <T> T weighted(Object... valuesAndWeights) {
        int sum = 0;
        for (int i = 1; i < valuesAndWeights.length; i += 2) {
            sum += (Integer) valuesAndWeights[i];
        }
        int at = random.nextInt(sum);
        for (int i = 0;; i += 2) {
            at -= (Integer) valuesAndWeights[i + 1];
            if (at < 0) {
                return (T) valuesAndWeights[i];
            }
        }
    }
}
