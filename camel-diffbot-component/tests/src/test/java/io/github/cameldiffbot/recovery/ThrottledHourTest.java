/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.recovery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.QuickAwait;
import io.github.cameldiffbot.sandbox.DiffbotSandboxExtension;
import io.github.cameldiffbot.sandbox.Fault;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * H13: the polls of an hour are answered by "too many requests", here in a few seconds. Changes in between are
 * delivered late, and waits continue late.
 */
@DisplayName("An hour of throttled polls delays events and waits, and loses none")
@FaultCase("H13")
@Tag("slow")
@ExtendWith(QuickAwait.class)
class ThrottledHourTest {

    @RegisterExtension
    static final DiffbotSandboxExtension DIFFBOT = new DiffbotSandboxExtension();

    /** An hour of polls, 15 seconds apart. */
    private static final int LOOKS = 240;

    private final DefaultCamelContext context = Contexts.of(DIFFBOT);
    private final List<String> delivered = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() throws Exception {
        context.close();
        DIFFBOT.sandbox().release();
    }

    @Test
    @DisplayName("Throttled polls lose no event and no wait")
    void neitherEventsNorWaits() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("diffbot:bulk?initialDelay=0&delay=5&events=all").process(exchange -> {
                    if ("completed".equals(exchange.getMessage().getHeader(DiffbotConstants.EVENT))) {
                        delivered.add(exchange.getMessage().getHeader(DiffbotConstants.JOB_NAME, String.class));
                    }
                });
            }
        });
        // after a 429 the component waits increasingly long, here as short as other delays
        context.getComponent("diffbot", DiffbotComponent.class).setMaxRetryDelay(5);
        context.start();
        DIFFBOT.sandbox().hold();
        Future<Exchange> run = run("waited-for", "run");
        Future<Exchange> created = run("watched", "create");
        assertThat(created.get(30, TimeUnit.SECONDS).getException()).isNull();
        await().until(() -> DIFFBOT.sandbox().job("waited-for") != null);
        int polls = DIFFBOT.sandbox().requests().size();
        await().until(() -> DIFFBOT.sandbox().requests().size() > polls + 3);

        int before = DIFFBOT.sandbox().requests().size();
        AtomicBoolean throttled = new AtomicBoolean(true);
        DIFFBOT.sandbox().fail(Fault.on("/v3").when(request -> throttled.get()).status(429)
                .body("{\"errorCode\":429,\"error\":\"Too many\"}"));
        DIFFBOT.sandbox().release();
        await().until(() -> DIFFBOT.sandbox().requests().size() >= before + LOOKS);
        assertThat(delivered).isEmpty();
        assertThat(run).isNotDone();

        throttled.set(false);
        await().until(() -> delivered.size() == 2);
        assertThat(run.get(30, TimeUnit.SECONDS).getException()).isNull();
        assertThat(delivered).containsExactlyInAnyOrder("waited-for", "watched");
    }

    private Future<Exchange> run(String job, String operation) {
        return context.createFluentProducerTemplate().to("diffbot:bulk/" + job + "?operation=" + operation)
                .withBody(DIFFBOT.sandbox().demoSite() + "notes/7").asyncSend();
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(1));
    }
}
