/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.WebhookServer;
import io.github.cameldiffbot.job.Job;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The sandbox calls the webhook of each job, as Diffbot does; a consumer polls behind it. */
@DisplayName("The webhook of a job delivers its end, once beside a consumer")
class WebhookEndEventTest extends LifeCycleSupport {

    private static final String NEVER = "3600000";
    private static final String OFTEN = "50";

    private WebhookServer server;

    @Test
    @DisplayName("The webhook delivers the end of a job without a poll of the consumer")
    void longBeforeThePoll() throws Exception {
        begin(NEVER);

        send("direct:crawl", page("notes/7"));

        awaitEvents("completed");
        assertThat(eventRoutes()).containsExactly("hooks");
        assertThat(events().get(0).getMessage().getBody(Job.class).getNotifyWebhook())
                .startsWith(server.url() + "/diffbot/crawl/").doesNotContain(WebhookServer.SECRET);
    }

    @Test
    @DisplayName("The webhook delivers the end of each round")
    void ofEachRound() throws Exception {
        begin(NEVER);

        send("direct:rounds", page("notes/7"));
        awaitEvents("roundCompleted");
        sandbox().clock().advance(Duration.ofDays(1));

        await().untilAsserted(() -> assertThat(eventNames()).startsWith("roundCompleted", "roundCompleted"));
        assertThat(eventRoutes()).containsOnly("hooks");
        assertThat(eventIds()).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("A call of the webhook ends waits for the job")
    void alsoToWaitsForTheJob() throws Exception {
        begin(NEVER);
        context.getComponent("diffbot", DiffbotComponent.class).setPollInterval(3_600_000);
        context.getComponent("diffbot", DiffbotComponent.class).setMaxPollInterval(3_600_000);

        assertThat(job("direct:run", page("notes/7")).getStatus().getCode()).isEqualTo(9);
    }

    @Test
    @DisplayName("An end that webhook and poll find is delivered once")
    void onceWithThePoll() throws Exception {
        begin(OFTEN);

        List<String> names = IntStream.range(0, 10).mapToObj(i -> "life-" + i).toList();
        names.forEach(name -> job("diffbot:crawl/" + name + "?maxHops=0&notifyWebhook=auto", page("notes/7")));

        await().until(() -> events().size() >= names.size());
        awaitPolls();
        assertThat(eventIds()).hasSameSizeAs(names).doesNotHaveDuplicates();
    }

    @Test
    @FaultCase("S13")
    @DisplayName("While the webhook's route is stopped, the poll delivers the end")
    void otherwiseThePollDeliversIt() throws Exception {
        begin(OFTEN);
        context.getRouteController().stopRoute("hooks");

        send("direct:crawl", page("notes/7"));

        awaitEvents("completed");
        assertThat(eventRoutes()).containsExactly("poll");
    }

    private void begin(String delay) throws Exception {
        start(Map.of("handled", MemoryIdempotentRepository.memoryIdempotentRepository()), "delay", delay,
                "secret", WebhookServer.SECRET);
        await().until(() -> !sandbox().requests().isEmpty());
    }

    private List<String> eventRoutes() {
        return events().stream().map(Exchange::getFromRouteId).toList();
    }

    @Override
    void prepare() throws Exception {
        server = WebhookServer.start(context);
        context.getPropertiesComponent().addInitialProperty("hooks", server.url());
    }

    @Override
    RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("webhook:diffbot:crawl?webhookComponentName=platform-http&webhookExternalUrl={{hooks}}"
                     + "&webhookVerifyToken={{secret}}&idempotentRepository=#handled").routeId("hooks").to("mock:events");
                from("diffbot:crawl?idempotentRepository=#handled&delay={{delay}}&initialDelay=0").routeId("poll")
                        .to("mock:events");
                from("direct:crawl").to("diffbot:crawl/life?maxHops=0&notifyWebhook=auto");
                from("direct:rounds").to("diffbot:crawl/life?maxHops=0&repeat=0.5&notifyWebhook=auto");
                from("direct:run").to("diffbot:crawl/life?operation=run&maxHops=0&notifyWebhook=auto");
            }
        };
    }
}
