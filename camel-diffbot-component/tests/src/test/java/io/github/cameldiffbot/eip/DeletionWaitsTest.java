/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.util.concurrent.CountDownLatch;

import io.github.cameldiffbot.DiffbotConstants;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("deleteAfterCompletion waits for the consumers and exchanges that still need a job")
class DeletionWaitsTest extends EventTestSupport {

    @Test
    @DisplayName("A job is deleted only after the last of two consumers has read it")
    void waitsForTheOtherConsumer() throws Exception {
        CountDownLatch proceed = new CountDownLatch(1);
        diffbot.ended("shop", 3);
        add(new RouteBuilder() {
            @Override
            public void configure() {
                from("diffbot:bulk?fetch=data" + FAST).process(exchange -> proceed.await()).to("direct:read").to("mock:slow");
            }
        });
        consume("", route -> route.to("direct:read").to("mock:fast"));

        await().untilAsserted(() -> assertThat(getMockEndpoint("mock:fast").getReceivedCounter()).isEqualTo(1));
        isLeft("shop");
        proceed.countDown();

        await().untilAsserted(() -> assertThat(diffbot.deleted()).containsExactly("shop"));
        assertThat(handled).hasSize(6);
    }

    @Test
    @DisplayName("A job is not deleted before a consumer with a long delay has seen its end")
    void waitsForASlowConsumer() throws Exception {
        diffbot.put("shop", 7, 0);
        add(new RouteBuilder() {
            @Override
            public void configure() {
                from("diffbot:bulk?delay=1500&initialDelay=0").to("mock:slow");
            }
        });
        consume("", route -> route.to("direct:read").to("mock:fast"));
        await().until(() -> diffbot.calls() > 2);
        diffbot.ended("shop", 3);

        await().untilAsserted(() -> assertThat(diffbot.deleted()).containsExactly("shop"));
        await().until(() -> getMockEndpoint("mock:slow").getReceivedCounter() == 1);
    }

    @Test
    @DisplayName("A job is not deleted before a consumer of rounds has handled the last one")
    void waitsForAConsumerOfRounds() throws Exception {
        CountDownLatch proceed = new CountDownLatch(1);
        diffbot.show("shop", rounds(4, 1));
        add(new RouteBuilder() {
            @Override
            public void configure() {
                from("diffbot:bulk?events=roundCompleted&delay=20&initialDelay=0").process(exchange -> proceed.await())
                        .to("mock:rounds");
            }
        });
        consume("&fetch=job", route -> route.to("mock:end"));
        await().until(() -> diffbot.calls() > 4);
        diffbot.show("shop", rounds(9, 3));

        await().until(() -> getMockEndpoint("mock:end").getExchanges().stream()
                .anyMatch(end -> "completed".equals(end.getMessage().getHeader(DiffbotConstants.EVENT))));
        isLeft("shop");
        proceed.countDown();

        await().untilAsserted(() -> assertThat(diffbot.deleted()).containsExactly("shop"));
        assertThat(getMockEndpoint("mock:rounds").getReceivedCounter()).isPositive();
    }

    private static String rounds(int status, int completed) {
        return "\"jobStatus\":{\"status\":" + status + ",\"message\":\"\"},\"jobCreationTimeUTC\":1770000001"
               + ",\"jobCompletionTimeUTC\":" + (1770000100 + completed) + ",\"currentTimeUTC\":1770000200,\"repeat\":1"
               + ",\"roundsCompleted\":" + completed;
    }

    @Test
    @DisplayName("A job that another route waits for is deleted after that route has read it")
    void waitsForTheRouteThatAwaitsIt() throws Exception {
        diffbot.put("shop", 7, 0);
        CountDownLatch proceed = new CountDownLatch(1);
        add(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:await").to("diffbot:bulk/shop?operation=await&fetch=data&timeout=10s")
                        .process(exchange -> proceed.await()).to("direct:read");
            }
        });
        consume("", route -> route.to("direct:read").to("mock:fast"));
        var awaited = template.asyncSend("direct:await", exchange -> exchange.getMessage().setBody(""));
        await().until(() -> diffbot.calls() > 4);
        diffbot.ended("shop", 3);

        await().untilAsserted(() -> assertThat(getMockEndpoint("mock:fast").getReceivedCounter()).isEqualTo(1));
        isLeft("shop");
        proceed.countDown();

        Exchange exchange = awaited.get();
        assertThat(exchange.getException()).isNull();
        await().untilAsserted(() -> assertThat(diffbot.deleted()).containsExactly("shop"));
        assertThat(handled).hasSize(6);
    }
}
