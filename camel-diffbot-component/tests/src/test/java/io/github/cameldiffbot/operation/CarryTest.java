/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.operation;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.LastingStates;
import io.github.cameldiffbot.TestComponents;
import io.github.cameldiffbot.TestContext;
import io.github.cameldiffbot.WebhookServer;
import io.github.cameldiffbot.error.DiffbotRejectedException;
import io.github.cameldiffbot.sandbox.Fault;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.processor.state.FileStateRepository;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("The option carry brings headers of the submission to the events of the job")
class CarryTest extends RunTestSupport {

    private static final Map<String, Object> ORDER
            = Map.of("orderId", 7, "customerName", "Ann", "paid", true, "secret", "no", "CamelFileName", "x.txt");

    private final LastingStates repository = new LastingStates();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camelContext = super.createCamelContext();
        camelContext.getRegistry().bind("contexts", repository);
        return camelContext;
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "&contextRepository=#contexts" })
    @DisplayName("The events of a job have the headers of the message that submitted it, also when they are delivered again")
    void events(String where) throws Exception {
        MockEndpoint events = getMockEndpoint("mock:events");
        events.expectedMessageCount(2);
        consumer("bulk/*", where, "mock:events");
        events.whenExchangeReceived(1, exchange -> {
            throw new IllegalStateException("once");
        });

        done(send("diffbot:bulk/shop?carry=orderId,customer*,paid" + where, pages(2), ORDER));

        events.assertIsSatisfied();
        assertThat(events.getExchanges()).allSatisfy(event -> assertThat(carried(event))
                .isEqualTo(Map.of("orderId", 7, "customerName", "Ann", "paid", true)));
    }

    @Test
    @DisplayName("replace keeps the old job if the headers of the new one cannot be stored, and its headers if it is not deleted")
    void replaced() throws Exception {
        String replace = "diffbot:bulk/shop?onExisting=replace&carry=orderId&contextRepository=#";
        done(send(replace + "contexts", pages(2), ORDER));
        Map<String, String> stored = Map.copyOf(repository.states());
        context.getRegistry().bind("broken", new LastingStates() {
            @Override
            public void setState(String key, String value) {
                throw new IllegalStateException("no connection");
            }
        });

        failure(done(send(replace + "broken", pages(1), ORDER)), IllegalStateException.class);
        failure(done(send(replace + "contexts", pages(1), Map.of("orderId", "7".repeat(9_000)))),
                IllegalArgumentException.class);
        sandbox().fail(Fault.on("/v3/bulk").when(request -> "1".equals(request.param("delete"))).status(400)
                .body("{\"errorCode\":400,\"error\":\"no\"}"));
        failure(done(send(replace + "contexts", pages(1), Map.of("orderId", 8))), DiffbotRejectedException.class);

        assertThat(submissions()).isEqualTo(1);
        assertThat(sandbox().requests(request -> "1".equals(request.param("delete")))).hasSize(1);
        assertThat(repository.states()).isEqualTo(stored);
    }

    @Test
    @DisplayName("They are removed when the end was handled by each consumer, and no job is remembered after it")
    void removal() throws Exception {
        MockEndpoint first = getMockEndpoint("mock:first");
        MockEndpoint second = getMockEndpoint("mock:second");
        first.expectedMessageCount(20);
        second.expectedMessageCount(20);
        consumer("bulk/*", "&contextRepository=#contexts", "mock:first");
        consumer("job/*", "&contextRepository=#contexts", "mock:second");

        for (int i = 0; i < 20; i++) {
            done(send("diffbot:bulk/shop" + i + "?carry=orderId&contextRepository=#contexts", pages(1), Map.of("orderId", i)));
        }

        MockEndpoint.assertIsSatisfied(context);
        for (MockEndpoint each : List.of(first, second)) {
            assertThat(each.getExchanges()).allSatisfy(event -> assertThat(event.getMessage().getHeader("CamelDiffbotJobName"))
                    .isEqualTo("shop" + event.getMessage().getHeader("orderId")));
        }
        await().untilAsserted(() -> assertThat(repository.states().values()).hasSize(20).containsOnly(""));
    }

    @Test
    @DisplayName("After a restart of the application consumer and await restore them from the repository")
    void restart(@TempDir Path folder) throws Exception {
        context.getRegistry().bind("file", fileRepository(folder));
        sandbox().hold();
        done(send("diffbot:bulk/shop?carry=orderId&contextRepository=#file", pages(2), ORDER));
        context.stop();

        CamelContext next = new TestContext();
        try {
            next.addComponent("diffbot", component());
            next.getRegistry().bind("file", fileRepository(folder));
            next.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("diffbot:bulk/*?startFrom=earliest&delay=50&initialDelay=0&contextRepository=#file")
                            .routeId("events").autoStartup(false).to("mock:events");
                    from("direct:await").to("diffbot:bulk/shop?operation=await&contextRepository=#file").to("mock:awaited");
                }
            });
            MockEndpoint events = next.getEndpoint("mock:events", MockEndpoint.class);
            MockEndpoint awaited = next.getEndpoint("mock:awaited", MockEndpoint.class);
            events.expectedMessageCount(1);
            awaited.expectedMessageCount(1);
            next.start();
            sandbox().release();
            next.createProducerTemplate().sendBody("direct:await", null);
            next.getRouteController().startRoute("events");

            MockEndpoint.assertIsSatisfied(next);
            assertThat(carried(events.getExchanges().get(0))).isEqualTo(Map.of("orderId", 7));
            assertThat(carried(awaited.getExchanges().get(0))).isEqualTo(Map.of("orderId", 7));
        } finally {
            next.stop();
        }
    }

    @Test
    @DisplayName("A webhook route on another node restores them, and removes them when it has handled the end")
    void webhookOnAnotherNode() throws Exception {
        try (TestContext node = new TestContext()) {
            node.addComponent("diffbot", component());
            node.getRegistry().bind("contexts", repository);
            WebhookServer server = WebhookServer.start(node);
            node.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("webhook:diffbot:bulk?webhookComponentName=platform-http&webhookVerifyToken=" + WebhookServer.SECRET
                         + "&contextRepository=#contexts").to("mock:events");
                }
            });
            node.start();
            MockEndpoint events = node.getEndpoint("mock:events", MockEndpoint.class);
            events.expectedMessageCount(1);
            done(send("diffbot:bulk/shop?carry=orderId&contextRepository=#contexts", pages(1), ORDER));
            await().until(() -> sandbox().job("shop").status() == 9);

            server.post("/diffbot/bulk/" + WebhookServer.SECRET, "{\"type\":\"bulk\",\"name\":\"shop\"}");

            events.assertIsSatisfied();
            assertThat(carried(events.getExchanges().get(0))).isEqualTo(Map.of("orderId", 7));
            await().until(() -> repository.states().values().stream().allMatch(String::isEmpty));
        }
    }

    @Test
    @DisplayName("Without a repository they outlive a stop of all routes of the account")
    void allRoutesStopped() throws Exception {
        sandbox().hold();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:order").routeId("order").to("diffbot:bulk/shop?carry=orderId");
            }
        });
        template.sendBodyAndHeaders("direct:order", pages(1), Map.of("orderId", 7));
        context.getRouteController().stopRoute("order");
        context.removeRoute("order");
        context.removeEndpoints("diffbot:*");
        MockEndpoint events = getMockEndpoint("mock:events");
        events.expectedMessageCount(1);
        consumer("bulk/*", "", "mock:events");

        sandbox().release();

        events.assertIsSatisfied();
        assertThat(carried(events.getExchanges().get(0))).isEqualTo(Map.of("orderId", 7));
    }

    @Test
    @DisplayName("A new job of the name does not get the headers of the old one, nor does one that is submitted without any")
    void newJob() throws Exception {
        sandbox().hold();
        done(send("diffbot:bulk/shop?carry=orderId", pages(1), Map.of("orderId", 1)));
        long old = sandbox().job("shop").toJson().get("jobCreationTimeUTC").asLong();
        done(send("diffbot:bulk/shop?operation=delete", null));
        await().until(() -> sandbox().clock().now().getEpochSecond() > old);
        done(send("diffbot:bulk/shop", pages(1)));
        MockEndpoint events = getMockEndpoint("mock:events");
        events.expectedMessageCount(1);
        consumer("bulk/*", "", "mock:events");

        sandbox().release();

        events.assertIsSatisfied();
        assertThat(carried(events.getExchanges().get(0))).isEmpty();
    }

    @Test
    @DisplayName("Updates add headers, an attached message does not change them, and a restart keeps them")
    void laterMessages() throws Exception {
        sandbox().hold();
        String carrying = "carry=orderId,page";
        done(send("diffbot:bulk/shop?" + carrying, pages(1), Map.of("orderId", 1)));
        done(send("diffbot:bulk/shop?operation=update&" + carrying, pages(2), Map.of("page", 2)));
        done(send("diffbot:bulk/shop?onExisting=attach&" + carrying, pages(1), Map.of("orderId", 9)));
        done(send("diffbot:bulk/shop?operation=restart", null));
        MockEndpoint events = getMockEndpoint("mock:events");
        events.expectedMessageCount(1);
        consumer("bulk/*", "", "mock:events");

        sandbox().release();

        events.assertIsSatisfied();
        assertThat(carried(events.getExchanges().get(0))).isEqualTo(Map.of("orderId", 1, "page", 2));
    }

    @Test
    @DisplayName("A header that cannot be carried is an error before anything is sent")
    void badHeader() throws Exception {
        Exchange exchange
                = done(send("diffbot:bulk/shop?carry=orderId", pages(1), Map.of("orderId", List.of(1, 2))));

        assertThat(exchange.getException()).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("'orderId'");
        assertThat(sandbox().requests()).isEmpty();
    }

    private static FileStateRepository fileRepository(Path folder) {
        return FileStateRepository.fileStateRepository(folder.resolve("contexts.txt").toFile());
    }

    private static DiffbotComponent component() {
        DiffbotComponent component = TestComponents.of(DIFFBOT);
        component.setPollInterval(50);
        component.setMaxPollInterval(100);
        return component;
    }

    private void consumer(String jobs, String where, String to) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("diffbot:" + jobs + "?startFrom=earliest&delay=50&initialDelay=0" + where).to(to);
            }
        });
    }

    private static Map<String, Object> carried(Exchange exchange) {
        Map<String, Object> carried = new TreeMap<>(exchange.getMessage().getHeaders());
        carried.keySet().removeIf(name -> name.startsWith("Camel") || name.equals("breadcrumbId"));
        return carried;
    }
}
