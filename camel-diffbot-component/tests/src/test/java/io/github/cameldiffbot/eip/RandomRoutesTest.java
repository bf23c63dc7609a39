/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.github.cameldiffbot.QuickAwait;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs random routes. Properties:
 * <ul>
 * <li>{@code eip.runs}: their number, 250 by default.
 * <li>{@code eip.firstSeed}: the seed of the first; each further one has the next. A build uses the same ones for a
 * day.
 * <li>{@code eip.seed}: only the scenarios of these seeds, separated by commas, {@code eip.repeat} times.
 * <li>{@code eip.family}: only scenarios of one {@link Scenario.Family}.
 * <li>{@code eip.atOnce}: the number of concurrent scenarios, 16 by default.
 * </ul>
 */
@DisplayName("The promises hold in routes of any EIPs, with any faults")
@Tag("slow")
@ExtendWith(QuickAwait.class)
class RandomRoutesTest {

    private static final int RUNS = Integer.getInteger("eip.runs", 250);
    private static final int AT_ONCE = Integer.getInteger("eip.atOnce", 16);
    private static final long FIRST_SEED = Long.getLong("eip.firstSeed", 1_000_000);
    private static final List<Long> ONLY_SEEDS
            = Stream.of(System.getProperty("eip.seed", "").split(",")).filter(seed -> !seed.isEmpty()).map(Long::valueOf)
                    .toList();
    /** The number of failures after which the test stops. */
    private static final int ENOUGH = Integer.getInteger("eip.enough", 20);

    private static final Logger LOG = LoggerFactory.getLogger("random routes");

    @BeforeAll
    static void beQuiet() {
        Configurator.setLevel("org.apache.camel", Level.OFF);
        Configurator.setLevel("io.github.cameldiffbot", Level.OFF);
    }

    @AfterAll
    static void logAgain() {
        LoggerContext.getContext(false).reconfigure();
    }

    @Test
    @DisplayName("Records are complete or an error, jobs are paid once, ends arrive, nothing unread is deleted, nothing is "
                 + "left open")
    void hold() throws Exception {
        boolean any = ONLY_SEEDS.isEmpty();
        int runs = any ? RUNS : ONLY_SEEDS.size() * Integer.getInteger("eip.repeat", 1);
        String which = any ? "from seed " + FIRST_SEED + " on" : "of the seeds " + ONLY_SEEDS;
        LOG.info("{} scenarios {}", runs, which);
        AtomicInteger next = new AtomicInteger();
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        try (ScenarioServer server = new ScenarioServer(); PauseMeter pauses = new PauseMeter()) {
            ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
            for (int i = 0; i < AT_ONCE; i++) {
                threads.execute(() -> {
                    for (int n = next.getAndIncrement(); n < runs && failures.size() < ENOUGH; n = next.getAndIncrement()) {
                        run(any ? FIRST_SEED + n : ONLY_SEEDS.get(n % ONLY_SEEDS.size()), server, pauses, failures);
                        if (n > 0 && n % 1_000 == 0) {
                            LOG.info("{} scenarios, {} failed", n, failures.size());
                        }
                    }
                });
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(2, TimeUnit.HOURS)).isTrue();
        }
        assertThat(failures).as("%d scenarios %s", runs, which).isEmpty();
    }

    private static void run(long seed, ScenarioServer server, PauseMeter pauses, Queue<String> failures) {
        try {
            Scenario scenario = new Scenario(seed);
            ScenarioRun run = new ScenarioRun(scenario, server, pauses);
            List<String> violations = run.run();
            if (!violations.isEmpty()) {
                fail(report(scenario, run, violations), failures);
            }
        } catch (Exception | Error e) {
            fail("seed " + seed + ": " + e, failures);
        }
    }

    /** Keeps a failure for the end, and logs it immediately, because many scenarios take long. */
    private static void fail(String failure, Queue<String> failures) {
        LOG.error(failure);
        failures.add(failure);
    }

    private static String report(Scenario scenario, ScenarioRun run, List<String> violations) throws Exception {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.addAll(violations);
        lines.add("repeat with -Deip.seed=" + scenario.seed);
        lines.add(scenario.toString());
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            ScenarioRoutes routes = new ScenarioRoutes(scenario, "FOLDER");
            routes.setCamelContext(context);
            routes.configure();
            routes.getRouteCollection().getRoutes().forEach(route -> lines.add("  " + route));
        }
        lines.add("calls: " + run.diffbot().log());
        lines.add("errors: " + run.ledger().notes());
        lines.addAll(run.states());
        return String.join("\n", lines);
    }
}
