/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.error.DiffbotOutOfCreditsException;
import io.github.cameldiffbot.error.DiffbotThrottledException;
import io.github.cameldiffbot.internal.client.RawServer;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.sandbox.Fault;
import io.github.cameldiffbot.sandbox.model.RecordedRequest;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("Downloads, rejections and large responses delay no other call of their token")
@Tag("slow")
class SharedResourcesTest extends ProxyTestSupport {

    private static final String EVENTS = "?delay=100&initialDelay=0";

    /** A component that connects to the sandbox directly, whose downloads can be slow. */
    private DiffbotComponent direct() {
        DiffbotComponent component = newComponent();
        component.getConfiguration().setBaseUrl(DIFFBOT.baseUrl());
        context.addComponent("direct-diffbot", component);
        return component;
    }

    private MockEndpoint mock(String name) {
        return context.getEndpoint("mock:" + name, MockEndpoint.class);
    }

    @Test
    @DisplayName("Slow splits that use all connections delay neither control calls nor the events of other jobs")
    void connections() throws Exception {
        HttpComponent http = new HttpComponent();
        http.setConnectionsPerRoute(2);
        http.setMaxTotalConnections(2);
        http.setConnectionRequestTimeout(30_000);
        context.addComponent("http", http);
        direct();
        sandbox().generate("large", 200, 1000);
        sandbox().generate("other", 1, 100);
        sandbox().fail(Fault.on("/v3/bulk/data").dribble(2_000));
        CountDownLatch reading = new CountDownLatch(2);
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:slow?concurrentConsumers=2").routeId("slow").to("direct-diffbot:bulk/large?operation=data")
                        .split(body()).streaming().stopOnException().process(exchange -> reading.countDown());
                from("direct:control").multicast(new GroupedBodyAggregationStrategy()).parallelProcessing()
                        .to("direct-diffbot:bulk/other?operation=status", "direct-diffbot:bulk/other?operation=pause",
                                "direct-diffbot:job?operation=list", "direct-diffbot:bulk/more?urls=" + page());
                from("direct-diffbot:bulk/m*" + EVENTS).to("mock:events");
            }
        });
        template.sendBody("seda:slow", null);
        template.sendBody("seda:slow", null);
        assertThat(reading.await(30, TimeUnit.SECONDS)).isTrue();
        mock("events").expectedMinimumMessageCount(1);

        Exchange exchange = template.asyncSend("direct:control", e -> {
        }).get(20, TimeUnit.SECONDS);

        assertThat(exchange.getException()).isNull();
        List<?> responses = exchange.getMessage().getBody(List.class);
        assertThat(responses).hasSize(4);
        mock("events").assertIsSatisfied();
        assertThat(context.getInflightRepository().size("slow")).isEqualTo(2);
        sandbox().clearFaults();
        context.getShutdownStrategy().setTimeout(1);
    }

    @Test
    @DisplayName("Downloads that wait for the rate limit let control calls go first, and all of them pass")
    void rateLimit() throws Exception {
        AtomicInteger records = new AtomicInteger();
        direct().setMaxRequestsPerSecond(4);
        sandbox().generate("large", 2, 100);
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:reads?concurrentConsumers=12").to("direct-diffbot:bulk/large?operation=data")
                        .split(body()).streaming().process(exchange -> records.incrementAndGet()).end().to("mock:read");
                from("direct:status").to("direct-diffbot:bulk/large?operation=status");
            }
        });
        mock("read").expectedMessageCount(12);
        for (int i = 0; i < 12; i++) {
            template.sendBody("seda:reads", null);
        }
        await().until(() -> !sandbox().requests(request -> request.path().endsWith("/data")).isEmpty());

        job(template.asyncSend("direct:status", e -> {
        }).get(30, TimeUnit.SECONDS));

        mock("read").assertIsSatisfied();
        assertThat(records).hasValue(24);
        // three seconds of downloads, of which the status waits for one
        assertThat(sandbox().requests().stream().map(RecordedRequest::path).reduce((before, last) -> last))
                .hasValueSatisfying(last -> assertThat(last).endsWith("/data"));
    }

    @Test
    @DisplayName("Concurrent messages wait for their turn, regardless of a short requestTimeout")
    void burst() throws Exception {
        DiffbotComponent limited = direct();
        limited.setMaxRequestsPerSecond(20);
        limited.setRequestTimeout(2_000);
        List<CompletableFuture<Exchange>> sent = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            sent.add(sendLater("direct-diffbot:bulk", page(), Map.of("CamelDiffbotJobName", "burst-" + i)));
        }
        for (CompletableFuture<Exchange> each : sent) {
            job(each.get(30, TimeUnit.SECONDS));
        }
    }

    @Test
    @FaultCase("H16")
    @DisplayName("A requested pause of an hour holds no thread: all messages fail immediately with the duration")
    void longPause() throws Exception {
        proxy.rule((request, handOn) -> new InterceptingProxy.Response(429, "", Map.of("Retry-After", "3600")));
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(DiffbotThrottledException.class).handled(true)
                        .setBody(simple("${exception.retryAfter.toMinutes}"));
                from("direct:pause").to("diffbot:bulk/shop?operation=status");
            }
        });
        long start = System.nanoTime();
        List<CompletableFuture<Exchange>> sent = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            sent.add(sendLater("direct:pause", null, Map.of()));
        }
        for (CompletableFuture<Exchange> each : sent) {
            assertThat(each.get(30, TimeUnit.SECONDS).getMessage().getBody(Integer.class)).isBetween(59, 60);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
        int asked = proxy.requests(request -> true).size();
        send("direct:pause", null);
        assertThat(proxy.requests(request -> true)).hasSize(asked);
    }

    @Test
    @FaultCase({ "H14", "H15" })
    @DisplayName("Without credits a create fails once and immediately, and events continue")
    void noCredits() throws Exception {
        sandbox().hold();
        job(send("diffbot:bulk/shop", page()));
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(DiffbotOutOfCreditsException.class).handled(true).to("mock:top-up");
                onException(Exception.class).maximumRedeliveries(2).redeliveryDelay(0);
                from("direct:create").to("diffbot:bulk");
                from("diffbot:bulk/shop" + EVENTS).to("mock:events");
            }
        });
        await().until(() -> !proxy.requests(request -> request.has("name=shop")).isEmpty());
        proxy.rule((request, handOn) -> request.has("urls=")
                ? new InterceptingProxy.Response(429, "{\"errorCode\":429,\"error\":\"429 Insufficient credits\"}") : null);
        mock("top-up").expectedMessageCount(3);
        for (int i = 0; i < 3; i++) {
            send("direct:create", page(), Map.of("CamelDiffbotJobName", "new-" + i));
        }
        mock("top-up").assertIsSatisfied();
        assertThat(proxy.requests(request -> request.has("urls="))).hasSize(3);

        mock("events").expectedMessageCount(1);
        sandbox().release();
        // a pause would take a second and more
        mock("events").assertIsSatisfied();
    }

    @Test
    @DisplayName("One crawl with over 64 MB of seeds affects neither consumers nor waits")
    void largeResponse() throws Exception {
        AtomicInteger status = new AtomicInteger(7);
        try (RawServer server = RawServer.handling(request -> (text, socket) -> largeList(socket, status.get()))) {
            DiffbotComponent large = newComponent();
            large.getConfiguration().setBaseUrl("http://localhost:" + server.port() + "/v3");
            context.addComponent("large", large);
            CountDownLatch polled = new CountDownLatch(1);
            routes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("large:job/s*?delay=50&initialDelay=0").to("mock:events");
                    from("direct:list").to("large:job?operation=list").process(exchange -> polled.countDown());
                }
            });
            List<?> jobs = send("direct:list", null).getMessage().getBody(List.class);
            assertThat(jobs).extracting(job -> ((Job) job).getName()).containsExactly("small", "large");
            assertThat(polled.getCount()).isZero();
            mock("events").expectedMessageCount(1);
            status.set(9);
            mock("events").setResultWaitTime(60_000);
            mock("events").assertIsSatisfied();
            context.getRouteController().stopAllRoutes();
        }
    }

    private static boolean largeList(Socket socket, int status) throws IOException {
        byte[] seeds = "https://shop.example/catalog/products/item-of-the-day/0 ".repeat(1000)
                .getBytes(StandardCharsets.US_ASCII);
        try (OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16)) {
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.write(("{\"jobs\":[{\"name\":\"small\",\"type\":\"bulk\",\"jobStatus\":{\"status\":" + status
                       + ",\"message\":\"x\"},\"jobCreationTimeUTC\":1770000000,\"jobCompletionTimeUTC\":"
                       + (status == 9 ? 1770000500 : 0) + "},{\"name\":\"large\",\"type\":\"crawl\",\"seeds\":\"")
                    .getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 1_300; i++) {
                out.write(seeds);
            }
            out.write("\",\"jobStatus\":{\"status\":7,\"message\":\"x\"}}]}".getBytes(StandardCharsets.US_ASCII));
        }
        return false;
    }
}
