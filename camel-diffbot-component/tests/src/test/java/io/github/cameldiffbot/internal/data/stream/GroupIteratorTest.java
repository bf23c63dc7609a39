/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.stream;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("Results are grouped in order")
class GroupIteratorTest {

    @ParameterizedTest
    @CsvSource({ "0, 3, 0, 0", "1, 3, 1, 1", "3, 3, 1, 3", "4, 3, 2, 1", "6, 3, 2, 3", "5, 1, 5, 1", "5, 100000, 1, 5" })
    @DisplayName("All groups but the last have the size, and together all results in order")
    void sizes(int results, int size, int groups, int last) {
        Numbers numbers = new Numbers(results, null);
        GroupIterator<Integer> grouped = new GroupIterator<>(numbers, size);
        List<List<Integer>> all = new ArrayList<>();
        grouped.forEachRemaining(all::add);

        assertThat(all).hasSize(groups);
        assertThat(all.stream().flatMap(List::stream)).containsExactlyElementsOf(IntStream.range(0, results).boxed().toList());
        assertThat(all.stream().limit(Math.max(0, groups - 1))).allSatisfy(group -> assertThat(group).hasSize(size));
        if (groups > 0) {
            assertThat(all.get(groups - 1)).hasSize(last);
        }
        assertThat(grouped.received()).isEqualTo(results);
        assertThatThrownBy(grouped::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    @DisplayName("A failure within a group follows the results before it, and is repeated")
    void failureWithinGroup() {
        IllegalStateException failure = new IllegalStateException("cut");
        GroupIterator<Integer> grouped = new GroupIterator<>(new Numbers(5, failure), 3);

        assertThat(grouped.next()).containsExactly(0, 1, 2);
        assertThat(grouped.hasNext()).isTrue();
        assertThat(grouped.next()).containsExactly(3, 4);
        assertThatThrownBy(grouped::hasNext).isSameAs(failure);
        assertThatThrownBy(grouped::next).isSameAs(failure);
        assertThat(grouped.received()).isEqualTo(5);
    }

    @Test
    @DisplayName("A failure before the first result of a group is thrown, and no empty group is delivered")
    void failureBetweenGroups() {
        IllegalStateException failure = new IllegalStateException("cut");
        GroupIterator<Integer> grouped = new GroupIterator<>(new Numbers(3, failure), 3);

        assertThat(grouped.next()).containsExactly(0, 1, 2);
        assertThatThrownBy(grouped::next).isSameAs(failure);
    }

    @Test
    @DisplayName("A closed group iterator has closed its results")
    void close() {
        Numbers numbers = new Numbers(3, null);

        new GroupIterator<>(numbers, 2).close();

        assertThat(numbers.closed).isTrue();
    }

    /** Numbers from 0, then the end or a failure. */
    private static final class Numbers extends FailureKeepingIterator<Integer> {

        private final Iterator<Integer> numbers;
        private final @Nullable RuntimeException failure;
        private long received;
        private boolean closed;

        Numbers(int count, @Nullable RuntimeException failure) {
            this.numbers = IntStream.range(0, count).iterator();
            this.failure = failure;
        }

        @Override
        protected boolean hasMore() {
            if (!numbers.hasNext() && failure != null) {
                throw failure;
            }
            return numbers.hasNext();
        }

        @Override
        protected Integer take() {
            hasMore();
            Integer next = numbers.next();
            received++;
            return next;
        }

        @Override
        public long received() {
            return received;
        }

        @Override
        public long skipped() {
            return 0;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
