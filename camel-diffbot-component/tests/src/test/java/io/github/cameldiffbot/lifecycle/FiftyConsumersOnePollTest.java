/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.QuickAwait;
import io.github.cameldiffbot.sandbox.DiffbotSandbox;
import io.github.cameldiffbot.sandbox.DiffbotSandboxExtension;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Fifty consumers share one poll")
@ExtendWith(QuickAwait.class)
class FiftyConsumersOnePollTest {

    private static final int DELAY = 200;
    private static final int CONSUMERS = 50;

    @RegisterExtension
    static final DiffbotSandboxExtension DIFFBOT = new DiffbotSandboxExtension();

    @Test
    @DisplayName("Fifty consumers share one poll in each delay, and each receives its events once")
    void aTick(DiffbotSandbox sandbox) throws Exception {
        Set<String> delivered = ConcurrentHashMap.newKeySet();
        try (DefaultCamelContext context = Diffbots.context(DIFFBOT.baseUrl(), DIFFBOT.token())) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    IntStream.range(0, CONSUMERS).forEach(i -> from(watched(i) + "?delay=" + DELAY + "&startFrom=earliest"
                                                                    + "&events=completion,deleted&initialDelay=" + i * 7)
                            .process(exchange -> delivered.add(i + describe(exchange))));
                }
            });
            long begin = System.nanoTime();
            context.start();
            LifeCycleSupport.await().until(() -> sandbox.requests().size() >= 3);
            IntStream.range(0, CONSUMERS).forEach(i -> sandbox.generate(name(i), 1, 500));
            LifeCycleSupport.await().untilAsserted(() -> assertThat(delivered).hasSize(CONSUMERS));
            LifeCycleSupport.await().until(() -> sandbox.requests().size() >= 10);

            int polls = sandbox.requests().size();
            Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
            assertThat(sandbox.requests()).allMatch(request -> request.path().equals("/v3/bulk"));
            // a poll serves consumers within nine tenths of the delay; the first poll may be for one job only, if the
            // first consumer polls before the second one starts
            assertThat(polls).isLessThanOrEqualTo((int) (elapsed.toMillis() / (DELAY * 0.9)) + 2);
        }
        assertThat(delivered).containsExactlyInAnyOrderElementsOf(expected());
    }

    /** Each consumer has its own job, by name, by pattern or by regular expression. */
    private static String watched(int i) {
        return switch (i % 4) {
            case 0 -> "diffbot:bulk/" + name(i);
            case 1 -> "diffbot:job/" + name(i);
            case 2 -> "diffbot:bulk/" + name(i) + "*";
            default -> "diffbot:job/" + name(i).replace("-", "[-]");
        };
    }

    private static String name(int i) {
        return "job-" + (100 + i);
    }

    private static String describe(Exchange exchange) {
        return " " + exchange.getMessage().getHeader(DiffbotConstants.EVENT) + " "
               + exchange.getMessage().getHeader(DiffbotConstants.JOB_NAME);
    }

    private static List<String> expected() {
        return IntStream.range(0, CONSUMERS).mapToObj(i -> i + " completed " + name(i)).toList();
    }
}
