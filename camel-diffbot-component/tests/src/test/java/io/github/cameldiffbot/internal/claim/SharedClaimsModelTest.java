/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.claim;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;

import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Two nodes never have a claim at the same time, however their calls are interleaved")
class SharedClaimsModelTest {

    private static final String ACCOUNT = "account";
    private static final String JOB = "shop";
    private static final long SLOT = Duration.ofMinutes(4).toMillis();

    private final Set<String> keys = new HashSet<>();
    private int holders;
    private int maxHolders;
    private int claimed;

    @ParameterizedTest
    @CsvSource({ "0, 0", "0, 1", "1, 0" })
    @DisplayName("Two nodes in all interleavings, with equal and with neighbouring slots")
    void allOfTwo(int first, int second) {
        int schedules = 0;
        Deque<List<Integer>> open = new ArrayDeque<>(List.of(List.of()));
        while (!open.isEmpty()) {
            List<Integer> prefix = open.pop();
            List<Integer> ran = play(prefix, null, first, second);
            schedules++;
            // each run continues with the first node that can; the other choices after the prefix are left
            for (int i = prefix.size(); i < ran.size(); i++) {
                if (ran.get(i) == 0 && ran.subList(i, ran.size()).contains(1)) {
                    List<Integer> next = new ArrayList<>(ran.subList(0, i));
                    next.add(1);
                    open.push(next);
                }
            }
        }
        assertThat(schedules).isGreaterThan(20);
        assertThat(maxHolders).isEqualTo(1);
    }

    @Test
    @DisplayName("Three nodes in random interleavings, with equal and with neighbouring slots")
    void threeAtRandom() {
        Random random = new Random(42);
        for (int i = 0; i < 1_000; i++) {
            int base = random.nextInt(2);
            play(List.of(), random, base, random.nextInt(2), random.nextInt(2));
        }
        assertThat(maxHolders).isEqualTo(1);
        assertThat(claimed).isGreaterThan(100);
    }

    /** Runs one step of one node after the other, and returns the nodes that ran. */
    private List<Integer> play(List<Integer> schedule, Random random, int... slots) {
        keys.clear();
        List<Node> nodes = new ArrayList<>();
        for (int slot : slots) {
            nodes.add(new Node(slot));
        }
        List<Integer> ran = new ArrayList<>();
        while (nodes.stream().anyMatch(node -> !node.ended)) {
            List<Integer> running = new ArrayList<>();
            for (int i = 0; i < nodes.size(); i++) {
                if (!nodes.get(i).ended) {
                    running.add(i);
                }
            }
            int next = ran.size() < schedule.size()
                    ? schedule.get(ran.size())
                    : running.get(random == null ? 0 : random.nextInt(running.size()));
            nodes.get(next).step();
            ran.add(next);
        }
        assertThat(keys).isEmpty();
        return ran;
    }

    /**
     * A node that claims the name, has it for a step and releases it. Each step runs all of that again, with the
     * answers of the calls before, makes one more call, and ends at the next.
     */
    private final class Node extends MemoryIdempotentRepository {

        private final SharedClaims claims;
        private final List<Boolean> answers = new ArrayList<>();
        private int repeated;
        private boolean called;
        private boolean holds;
        private boolean ended;

        private Node(int slot) {
            claims = new SharedClaims(this, () -> slot * SLOT, Duration.ofMinutes(2), Duration.ofMinutes(1));
        }

        private void step() {
            repeated = 0;
            called = false;
            try {
                claims.claim(ACCOUNT, JOB).ifPresent(this::holdAndRelease);
                ended = true;
            } catch (NextCall e) {
                assertThat(called).isTrue();
            }
        }

        private void holdAndRelease(SharedClaims.Claim claim) {
            if (!holds) {
                holds = true;
                claimed++;
                maxHolders = Math.max(maxHolders, ++holders);
            }
            call(() -> --holders >= 0);
            claim.release();
        }

        private boolean call(BooleanSupplier call) {
            if (repeated < answers.size()) {
                return answers.get(repeated++);
            }
            if (called) {
                throw new NextCall();
            }
            called = true;
            repeated++;
            answers.add(call.getAsBoolean());
            return answers.get(answers.size() - 1);
        }

        @Override
        public boolean add(String key) {
            return call(() -> keys.add(key));
        }

        @Override
        public boolean contains(String key) {
            return call(() -> keys.contains(key));
        }

        @Override
        public boolean remove(String key) {
            return call(() -> keys.remove(key));
        }
    }

    /** Ends a step. No exception, which the claims would handle. */
    private static final class NextCall extends Error {

        private static final long serialVersionUID = 1;
    }
}
