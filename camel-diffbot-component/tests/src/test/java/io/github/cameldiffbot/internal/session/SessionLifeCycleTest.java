/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.session;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.DiffbotEndpoint;
import io.github.cameldiffbot.DiffbotProducer;
import io.github.cameldiffbot.EndlessDiffbot;
import io.github.cameldiffbot.TestComponents;
import io.github.cameldiffbot.TestContext;
import io.github.cameldiffbot.job.JobKey;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A session lives as long as its token is in use, and none is created after the stop")
@Timeout(120)
class SessionLifeCycleTest {

    private static final int TOKENS = 60;

    private final CountDownLatch read = new CountDownLatch(1);
    private final CountDownLatch proceed = new CountDownLatch(1);
    private EndlessDiffbot diffbot;
    private DefaultCamelContext context;
    private DiffbotComponent component;

    @BeforeEach
    void start() throws Exception {
        diffbot = new EndlessDiffbot();
        context = new TestContext();
        component = TestComponents.of(diffbot.baseUrl(), token(0));
        TestComponents.pollEvery(component, 20);
        context.addComponent("diffbot", component);
        context.getShutdownStrategy().setTimeout(20);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:read").routeId("read").toD("diffbot:bulk/${header.n}?operation=data", -1).split(body()).streaming()
                        .stopOnException().process(SessionLifeCycleTest.this::hold);
                from("direct:other").toD("diffbot:bulk/shop?operation=status&token=${header.t}", -1);
                from("direct:await").toD("diffbot:bulk/shop?operation=await&token=${header.t}", -1);
            }
        });
        context.start();
    }

    @AfterEach
    void stop() throws Exception {
        proceed.countDown();
        context.close();
        diffbot.close();
    }

    private static String token(int number) {
        return String.format("%032x", number + 1);
    }

    private void hold(Exchange exchange) throws InterruptedException {
        read.countDown();
        proceed.await(60, TimeUnit.SECONDS);
        // the next record comes from the connection, so this ends
        if (exchange.getProperty(Exchange.SPLIT_INDEX, Integer.class) > 20_000) {
            throw new IllegalStateException("enough");
        }
    }

    private void useOtherTokens() {
        for (int i = 1; i <= TOKENS; i++) {
            context.createProducerTemplate().requestBodyAndHeader("direct:other", null, "t", token(i));
        }
    }

    @Test
    @DisplayName("60 other tokens abort no download in progress")
    void aRunningDownloadKeepsItsSession() throws Exception {
        Future<Exchange> reader = context.createFluentProducerTemplate().to("direct:read")
                .withHeader("n", "shop").asyncSend();
        assertThat(read.await(30, TimeUnit.SECONDS)).isTrue();
        DiffbotSession session = DiffbotSession.of(context).findFirst().orElseThrow();
        assertThat(session.isInUse(new JobKey("bulk", "shop"))).isTrue();

        useOtherTokens();
        proceed.countDown();

        assertThat(reader.get(30, TimeUnit.SECONDS).getException()).hasStackTraceContaining("enough")
                .hasMessageNotContaining("broke off");
        assertThat(DiffbotSession.of(context)).contains(session).hasSizeLessThan(TOKENS);
        assertThat(session.isInUse(new JobKey("bulk", "shop"))).isFalse();
    }

    @Test
    @DisplayName("Sessions of unused tokens are closed, also after waits and reads")
    void idleSessionsGiveWay() throws Exception {
        for (int i = 1; i <= 30; i++) {
            Exchange done = context.createFluentProducerTemplate().to("direct:await").withHeader("t", token(i)).send();
            assertThat(done.getException()).isNull();
        }

        // Camel drops the endpoints
        context.getEndpoints().forEach(Endpoint::stop);

        assertThat(DiffbotSession.of(context)).hasSizeLessThanOrEqualTo(16);
    }

    @Test
    @DisplayName("No session is created after the context stopped")
    void noneAfterTheStop() throws Exception {
        DiffbotEndpoint endpoint = context.getEndpoint("diffbot:bulk/shop?operation=await", DiffbotEndpoint.class);
        Exchange done = context.createProducerTemplate().send(endpoint, exchange -> {
        });
        assertThat(done.getException()).isNull();

        context.stop();

        assertThat(DiffbotSession.of(context)).isEmpty();
        Exchange late = new DefaultExchange(context);
        new DiffbotProducer(endpoint).process(late, sync -> {
        });
        assertThat(late.getException()).isInstanceOf(IllegalStateException.class).hasMessageContaining("stopped");
        assertThat(new DiffbotProducer(endpoint).getPendingWaits()).isZero();
        assertThat(DiffbotSession.of(context)).isEmpty();
    }

    @Test
    @DisplayName("A component that starts again works as before")
    void afterARestart() {
        component.stop();
        component.start();

        Exchange done = context.createFluentProducerTemplate().to("direct:other").withHeader("t", token(1)).send();

        assertThat(done.getException()).isNull();
    }
}
