/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.filter;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A LongHashSet is a set of numbers")
class LongHashSetTest {

    @Test
    @DisplayName("It contains the same numbers as a HashSet")
    void containsTheSameAsAHashSet() {
        LongHashSet keys = new LongHashSet();
        Set<Long> expected = new HashSet<>();
        Random random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            // one half distributed, one half adjacent
            long value = i % 2 == 0 ? random.nextLong() : random.nextInt(50_000) - 25_000;
            assertThat(keys.add(value)).isEqualTo(expected.add(value));
        }
        assertThat(keys.size()).isEqualTo(expected.size());
    }

    @Test
    @DisplayName("It accepts zero")
    void acceptsZero() {
        LongHashSet keys = new LongHashSet();

        assertThat(keys.add(0)).isTrue();
        assertThat(keys.add(0)).isFalse();
        assertThat(keys.size()).isOne();
    }
}
