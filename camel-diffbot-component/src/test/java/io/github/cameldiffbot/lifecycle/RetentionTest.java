/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.cameldiffbot.LoggedLines;
import io.github.cameldiffbot.internal.monitor.DiffbotConsumerHealthCheck;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RetentionTest extends HandledEventsSupport {

    private static final Duration DAY = Duration.ofDays(1);

    @AutoClose
    private final LoggedLines log = new LoggedLines();
    private MeterRegistry meters;

    @Test
    @DisplayName("After seven days an unhandled end is reported once, and once more by the next process")
    void warnsOnce() throws Exception {
        broken = true;
        start("10d");
        make("bulk", "shop");
        await().until(() -> !events().isEmpty());
        sandbox().clock().advance(DAY.multipliedBy(6));
        awaitPolls();
        assertThat(warnings()).isEmpty();
        assertThat(oldestEnd()).isBetween(DAY.multipliedBy(6), DAY.multipliedBy(7));
        assertThat(health().get(DiffbotConsumerHealthCheck.OLDEST_END_AGE)).asInstanceOf(InstanceOfAssertFactories.LONG)
                .isBetween(DAY.multipliedBy(6).toMillis(), DAY.multipliedBy(7).toMillis());

        sandbox().clock().advance(DAY);
        await().until(() -> !warnings().isEmpty());
        sandbox().clock().advance(DAY);
        awaitPolls();

        assertThat(warnings()).singleElement().asString().contains("WARN", "'shop' ended 7 days ago", "10 days",
                "route events");
        stop();
        start("10d");
        await().until(() -> warnings().size() == 2);
        broken = false;
        await().until(() -> oldestEnd().isZero());
        stop();
        start("10d");
        awaitPolls();
        assertThat(warnings()).hasSize(2);
    }

    @Test
    @DisplayName("A job whose end was handled is never reported, nor is one without the option")
    void quiet() throws Exception {
        start("10d");
        make("bulk", "shop");
        await().until(() -> !events().isEmpty() && oldestEnd().isZero());
        assertThat(health()).doesNotContainKey(DiffbotConsumerHealthCheck.OLDEST_END_AGE);
        sandbox().clock().advance(DAY.multipliedBy(8));
        awaitPolls();
        stop();

        broken = true;
        start("0");
        make("bulk", "books");
        await().until(() -> events().size() > 1);
        sandbox().clock().advance(DAY.multipliedBy(8));
        awaitPolls();

        assertThat(oldestEnd()).isGreaterThanOrEqualTo(DAY.multipliedBy(8));
        assertThat(warnings()).isEmpty();
    }

    private void start(String retention) throws Exception {
        startConsumer("${header.CamelDiffbotEventId}", retention);
    }

    private List<String> warnings() {
        return log.lines().stream().filter(line -> line.contains("has not handled its end")).toList();
    }

    private Duration oldestEnd() {
        return Duration.ofSeconds((long) meters.get("camel.diffbot.ends.age").gauge().value());
    }

    private Map<String, Object> health() {
        return HealthCheckHelper.invokeReadiness(context).stream()
                .filter(result -> result.getCheck().getId().equals("consumer:events")).findFirst().orElseThrow().getDetails();
    }

    @Override
    void prepare() {
        meters = new SimpleMeterRegistry();
        context.getRegistry().bind("metricsRegistry", meters);
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        registry.register(registry.resolveById("consumers"));
    }
}
