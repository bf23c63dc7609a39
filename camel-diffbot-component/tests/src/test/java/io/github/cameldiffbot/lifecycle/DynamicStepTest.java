/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

import java.util.concurrent.atomic.AtomicInteger;

import io.github.cameldiffbot.QuickAwait;
import io.github.cameldiffbot.sandbox.DiffbotSandbox;
import io.github.cameldiffbot.sandbox.DiffbotSandboxExtension;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("Dynamic steps stop neither consumers nor downloads")
@ExtendWith(QuickAwait.class)
class DynamicStepTest {

    @RegisterExtension
    static final DiffbotSandboxExtension DIFFBOT = new DiffbotSandboxExtension();

    @Test
    @DisplayName("A consumer continues when toD stops its endpoints")
    void whenItsEndpointsAreStopped(DiffbotSandbox sandbox) throws Exception {
        AtomicInteger delivered = new AtomicInteger();
        try (DefaultCamelContext context = Diffbots.context(DIFFBOT.baseUrl(), DIFFBOT.token())) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("diffbot:bulk/watched?delay=100&initialDelay=0&startFrom=earliest")
                            .process(exchange -> delivered.incrementAndGet());
                    from("direct:status").toD("diffbot:bulk/${header.n}?operation=status", 2);
                }
            });
            context.start();
            for (int i = 0; i < 12; i++) {
                sandbox.generate("job" + i, 1, 100);
                context.createProducerTemplate().requestBodyAndHeader("direct:status", null, "n", "job" + i);
            }
            context.createProducerTemplate().send("direct:status", exchange -> exchange.getMessage().setHeader("n", "watched"));

            sandbox.generate("watched", 1, 100);

            await().untilAsserted(() -> assertThat(delivered).hasValue(1));
        }
    }

    @Test
    @DisplayName("A download can be read after toD has stopped its endpoint")
    void whileADownloadIsRead(DiffbotSandbox sandbox) throws Exception {
        sandbox.generate("large", 1_000, 4_000);
        AtomicInteger records = new AtomicInteger();
        try (DefaultCamelContext context = Diffbots.context(DIFFBOT.baseUrl(), DIFFBOT.token())) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:data").toD("diffbot:bulk/${header.n}?operation=data", -1)
                            .split(body()).streaming().process(exchange -> records.incrementAndGet());
                }
            });
            context.start();

            context.createProducerTemplate().requestBodyAndHeader("direct:data", null, "n", "large");
        }
        assertThat(records).hasValue(1_000);
    }
}
