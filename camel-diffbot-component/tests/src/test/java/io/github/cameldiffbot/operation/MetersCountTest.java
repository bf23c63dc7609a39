/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.operation;

import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.sandbox.Fault;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("Meters count jobs from their submission to their records")
class MetersCountTest extends RunTestSupport {

    private final MeterRegistry registry = new SimpleMeterRegistry();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camelContext = super.createCamelContext();
        camelContext.getComponent("diffbot", DiffbotComponent.class).setMaxRetryDelay(20);
        camelContext.getRegistry().bind("anyName", registry);
        return camelContext;
    }

    @Test
    @DisplayName("A job from its submission to its records is counted in each meter")
    void aJobFromSubmitToRecords() throws Exception {
        MockEndpoint records = followed("");
        records.expectedMessageCount(3);
        await().until(() -> calls("status", "noSuchJob") > 0);

        long submitted = System.nanoTime();
        template.requestBody("diffbot:bulk/shop", pages(3));
        records.assertIsSatisfied();
        await().untilAsserted(() -> assertThat(gauge("events.waiting")).isZero());

        assertThat(calls("create", "success")).isEqualTo(1);
        assertThat(calls("data", "success")).isEqualTo(1);
        assertThat(calls("status", "success") + calls("list", "success")).isPositive();
        assertThat(timer("calls", "operation", "create").totalTime(TimeUnit.NANOSECONDS)).isPositive();
        assertThat(count("events", "event", "completed")).isEqualTo(1);
        assertThat(count("records", "operation", "data")).isEqualTo(3);
        assertThat(count("received", "operation", "data")).isGreaterThan(100);
        assertThat(timer("detection.lag").count()).isEqualTo(1);
        // Diffbot's times are in whole seconds
        assertThat(timer("detection.lag").max(TimeUnit.SECONDS)).isBetween(0.0, secondsSince(submitted) + 1);
        assertThat(count("credits")).isEqualTo(3);
        assertThat(gauge("jobs.tracked")).isEqualTo(1);
        assertThat(gauge("poll.age")).isBetween(0.0, secondsSince(submitted));
    }

    @Test
    @DisplayName("The age of the last poll grows while polls fail")
    void theAgeOfThePollGrowsWhilePollsFail() throws Exception {
        followed("");
        await().until(() -> calls("status", "noSuchJob") > 0);

        sandbox().fail(Fault.on("/v3/bulk").times(Integer.MAX_VALUE).status(503));
        double age = gauge("poll.age");
        await().until(() -> gauge("poll.age") > age + 0.2);

        double oldest = gauge("poll.age");
        sandbox().clearFaults();
        await().until(() -> gauge("poll.age") < oldest);
    }

    @Test
    @DisplayName("Credits of a job are counted once, although a consumer and two exchanges wait for its end")
    void creditsOfRun() throws Exception {
        followed("");
        await().until(() -> calls("status", "noSuchJob") > 0);
        template.requestBody("diffbot:bulk/shop?operation=run", pages(3));

        template.requestBody("diffbot:bulk/shop?operation=run&onExisting=attach", pages(3));
        await().until(() -> registry.find("camel.diffbot.events").counter() != null && gauge("events.waiting") == 0);

        assertThat(count("credits")).isEqualTo(3);
    }

    private static double secondsSince(long nanoTime) {
        return (System.nanoTime() - nanoTime) / 1e9;
    }

    @Test
    @DisplayName("Rejected, throttled and retried calls are counted")
    void rejectedAndRetriedCalls() throws Exception {
        sandbox().fail(Fault.on("/v3/bulk").times(1).status(429));
        template.requestBody("diffbot:bulk/shop", pages(1));

        template.request("diffbot:bulk/none?operation=status", exchange -> {
        });

        assertThat(registry.get("camel.diffbot.retries").counters().stream().mapToDouble(Counter::count).sum()).isEqualTo(1);
        assertThat(registry.get("camel.diffbot.throttles").counters().stream().mapToDouble(Counter::count).sum()).isEqualTo(1);
        assertThat(calls("status", "noSuchJob")).isPositive();
        assertThat(registry.get("camel.diffbot.calls").tag("outcome", "throttled").timer().count()).isEqualTo(1);
    }

    @Test
    @DisplayName("Waiting exchanges are counted until their wait ends")
    void exchangesThatWait() throws Exception {
        template.requestBody("diffbot:crawl/slow?crawlDelay=30", sandbox().demoSite());

        template.asyncRequestBody("diffbot:crawl/slow?operation=await", null);

        await().untilAsserted(() -> assertThat(gauge("waits")).isEqualTo(1));
        // a new job that no poll has shown yet may be missing for minutes
        await().until(() -> calls("status", "success") > 0);
        template.requestBody("diffbot:crawl/slow?operation=delete", (Object) null);
        await().untilAsserted(() -> assertThat(gauge("waits")).isZero());
    }

    @Test
    @DisplayName("Meters have the documented tags, and neither job names nor the token")
    void tagsHaveFewValues() throws Exception {
        MockEndpoint records = followed("");
        records.expectedMessageCount(1);
        await().until(() -> calls("status", "noSuchJob") > 0);
        template.requestBody("diffbot:bulk/shop", pages(1));
        records.assertIsSatisfied();

        // some are counted when the route has handled the event
        await().untilAsserted(() -> assertThat(ours()).flatExtracting(meter -> meter.getId().getTags()).extracting(Tag::getKey)
                .containsOnly("camelContext", "operation", "outcome", "event", "route", "type"));
        assertThat(ours()).allSatisfy(meter -> {
            assertThat(meter.getId().getTag("camelContext")).isEqualTo(context.getName());
            assertThat(meter.getId().toString()).doesNotContain("shop", DIFFBOT.token());
        });
    }

    @Test
    @DisplayName("Gauges are removed with the context, and counters stay")
    void gaugesGoWithTheContextAndCountersStay() throws Exception {
        template.requestBody("diffbot:bulk/shop", pages(1));
        assertThat(registry.find("camel.diffbot.waits").gauge()).isNotNull();

        context.stop();

        assertThat(registry.find("camel.diffbot.waits").gauge()).isNull();
        assertThat(calls("create", "success")).isEqualTo(1);
    }

    private MockEndpoint followed(String options) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("diffbot:bulk/shop?fetch=data&delay=100&initialDelay=0" + options).split(body()).streaming()
                        .to("mock:records");
            }
        });
        return getMockEndpoint("mock:records");
    }

    private List<Meter> ours() {
        return registry.getMeters().stream().filter(meter -> meter.getId().getName().startsWith("camel.diffbot.")).toList();
    }

    private long calls(String operation, String outcome) {
        Timer timer = registry.find("camel.diffbot.calls").tags("operation", operation, "outcome", outcome).timer();
        return timer == null ? 0 : timer.count();
    }

    private Timer timer(String name, String... tags) {
        return registry.get("camel.diffbot." + name).tags(tags).timer();
    }

    private double count(String name, String... tags) {
        return registry.get("camel.diffbot." + name).tags(tags).counter().count();
    }

    private double gauge(String name) {
        return registry.get("camel.diffbot." + name).gauge().value();
    }
}
