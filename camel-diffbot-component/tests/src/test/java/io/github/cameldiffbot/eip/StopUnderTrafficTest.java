/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.QuickAwait;
import io.github.cameldiffbot.eip.TrafficRun.Interruption;
import io.github.cameldiffbot.eip.TrafficRun.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Routes and contexts are stopped, suspended and started again while there is traffic. No end of a job is lost, nothing
 * is paid twice, no job is deleted unread, each exchange ends, and nothing is left. The variants run at the same time,
 * because each of them mostly waits for Camel's shutdown.
 */
@DisplayName("Stops under traffic lose no end, pay nothing twice and leave nothing behind")
@FaultCase("L6")
@Timeout(300)
@Tag("slow")
@ExtendWith(QuickAwait.class)
class StopUnderTrafficTest {

    private static final ExecutorService THREADS = Executors.newFixedThreadPool(5);
    private static final Map<Kind, Map<Interruption, Future<List<String>>>> RUNS = new EnumMap<>(Kind.class);

    @BeforeAll
    static void begin() {
        for (Kind kind : Kind.values()) {
            RUNS.put(kind, new EnumMap<>(Interruption.class));
        }
        for (Interruption interruption : Interruption.values()) {
            for (Kind kind : Kind.values()) {
                RUNS.get(kind).put(interruption, THREADS.submit(() -> run(kind, interruption)));
            }
        }
    }

    private static List<String> run(Kind kind, Interruption interruption) throws Exception {
        try (TrafficRun run = new TrafficRun(kind, interruption)) {
            return run.run();
        }
    }

    @AfterAll
    static void end() {
        THREADS.shutdownNow();
    }

    static Stream<Arguments> variants() {
        List<Arguments> variants = new ArrayList<>();
        RUNS.forEach((kind, runs) -> runs.keySet().forEach(each -> variants.add(Arguments.of(kind, each))));
        return variants.stream();
    }

    @ParameterizedTest
    @MethodSource("variants")
    @DisplayName("What is interrupted ends, and what is missing comes afterwards")
    void interrupted(Kind kind, Interruption interruption) throws Exception {
        assertThat(RUNS.get(kind).get(interruption).get(250, TimeUnit.SECONDS)).isEmpty();
    }
}
