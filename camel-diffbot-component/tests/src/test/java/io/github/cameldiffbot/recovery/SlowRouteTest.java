/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.recovery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.QuickAwait;
import io.github.cameldiffbot.sandbox.DiffbotSandboxExtension;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** L2 and R3: a thousand events at once. */
@DisplayName("A thousand events at once are delivered once each")
@ExtendWith(QuickAwait.class)
class SlowRouteTest {

    @RegisterExtension
    static final DiffbotSandboxExtension DIFFBOT = new DiffbotSandboxExtension();

    private static final int JOBS = 999;

    private final DefaultCamelContext context = Contexts.of(DIFFBOT);
    private final List<String> slow = new CopyOnWriteArrayList<>();
    private final List<String> quick = new CopyOnWriteArrayList<>();
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void end() throws Exception {
        gate.countDown();
        context.close();
    }

    @Test
    @FaultCase("L2")
    @DisplayName("A thousand events wait for a slow route, each once and in order")
    void withAThousandEventsWaiting() throws Exception {
        finishedJobs();
        start("earliest");
        await().until(() -> quick.size() == JOBS);

        // one event is in the route; the others wait in order, each once after any number of polls
        assertThat(slow).hasSize(1);
        assertThat(context.getInflightRepository().size("slow")).isEqualTo(1);
        int polls = DIFFBOT.sandbox().requests().size();
        await().until(() -> DIFFBOT.sandbox().requests().size() > polls + 3);
        assertThat(context.getInflightRepository().size("slow")).isEqualTo(1);

        gate.countDown();
        await().until(() -> slow.size() == JOBS);
        DIFFBOT.sandbox().generate("last", 1, 600);
        await().until(() -> slow.contains("last") && quick.contains("last"));
        assertThat(slow).hasSize(JOBS + 1).doesNotHaveDuplicates();
        assertThat(quick).hasSize(JOBS + 1).doesNotHaveDuplicates();
    }

    @Test
    @FaultCase("R3")
    @DisplayName("A first start with a thousand ended jobs delivers none of them with startFrom=latest")
    void aFirstStartWithAThousandOldJobsDeliversThemOnRequestOnly() throws Exception {
        gate.countDown();
        finishedJobs();
        start("latest");
        await().until(() -> DIFFBOT.sandbox().requests().size() > 6);

        DIFFBOT.sandbox().generate("last", 1, 600);

        await().until(() -> slow.contains("last") && quick.contains("last"));
        assertThat(quick).containsExactly("last");
        assertThat(slow).containsExactly("last");
    }

    private static void finishedJobs() {
        for (int i = 0; i < JOBS; i++) {
            DIFFBOT.sandbox().generate("old-" + i, 1, 600);
        }
    }

    private void start(String from) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("diffbot:bulk?initialDelay=0&delay=100&startFrom=" + from).routeId("slow").process(exchange -> {
                    slow.add(exchange.getMessage().getHeader(DiffbotConstants.JOB_NAME, String.class));
                    gate.await();
                });
                from("diffbot:bulk?initialDelay=0&delay=100&maxMessagesPerPoll=300&startFrom=" + from).routeId("quick")
                        .process(exchange -> quick.add(
                                exchange.getMessage().getHeader(DiffbotConstants.JOB_NAME, String.class)));
            }
        });
        context.start();
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(40)).pollInterval(Duration.ofMillis(10));
    }
}
