/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.TestComponents;
import io.github.cameldiffbot.TestContext;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("No job is deleted that another component or context has just changed, waits for or reads")
class DeletionAcrossContextsTest extends EventTestSupport {

    @ParameterizedTest
    @CsvSource({ "context, update", "component, update", "context, restart", "component, restart" })
    @DisplayName("A job that was changed elsewhere in the process is kept until it ends again")
    void leavesWhatWasChanged(String where, String operation) throws Exception {
        diffbot.ended("shop", 3);
        CountDownLatch handling = new CountDownLatch(1);
        CountDownLatch changed = new CountDownLatch(1);
        consume("&fetch=job", route -> route.process(exchange -> {
            handling.countDown();
            changed.await();
        }).to("mock:end"));

        handling.await();
        try (DefaultCamelContext other = new TestContext()) {
            other.start();
            CamelContext used = where.equals("context") ? other : context;
            used.addComponent("other", component());
            try (ProducerTemplate sender = used.createProducerTemplate()) {
                sender.sendBody("other:bulk/shop?operation=" + operation,
                        operation.equals("update") ? "http://example.org/more" : null);
            }
        }
        changed.countDown();
        await().untilAsserted(() -> assertThat(getMockEndpoint("mock:end").getReceivedCounter()).isEqualTo(1));
        isLeft("shop");

        diffbot.put("shop", 7, 3);
        int before = diffbot.calls();
        await().until(() -> diffbot.calls() > before + 3);
        if (operation.equals("restart")) {
            diffbot.restarted("shop");
        }
        diffbot.ended("shop", 4);
        await().untilAsserted(() -> assertThat(diffbot.deleted()).isEqualTo(List.of("shop")));
    }

    @ParameterizedTest
    @ValueSource(strings = { "context", "component" })
    @DisplayName("A job that an exchange elsewhere in the process waits for is deleted after that exchange has read it")
    void waitsForOtherExchange(String where) throws Exception {
        diffbot.put("shop", 7, 0);
        consume("&fetch=job", route -> route.to("mock:end"));
        try (DefaultCamelContext other = new TestContext()) {
            other.start();
            CamelContext used = where.equals("context") ? other : context;
            DiffbotComponent component = component();
            component.setPollInterval(1_000);
            used.addComponent("other", component);
            try (ProducerTemplate sender = used.createProducerTemplate()) {
                CompletableFuture<String> read = sender.asyncRequestBody(
                        "other:bulk/shop?operation=await&fetch=data", null, String.class);
                await().until(() -> component.getPendingWaits() > 0);
                diffbot.ended("shop", 3);
                await().untilAsserted(() -> assertThat(getMockEndpoint("mock:end").getReceivedCounter()).isEqualTo(1));

                assertThat(read).succeedsWithin(Duration.ofSeconds(30));
            }
        }
        await().untilAsserted(() -> assertThat(diffbot.deleted()).isEqualTo(List.of("shop")));
    }

    private DiffbotComponent component() {
        return TestComponents.of(diffbot.baseUrl());
    }
}
