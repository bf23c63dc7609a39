/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

import java.time.Duration;
import java.util.List;

import io.github.cameldiffbot.LoggedLines;
import io.github.cameldiffbot.internal.monitor.DiffbotConsumerHealthCheck;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Unhandled ends are reported before their data expires")
class RetentionTest extends HandledEventsSupport {

    private static final Duration DAY = Duration.ofDays(1);

    @AutoClose
    private final LoggedLines log = new LoggedLines();
    private EndMonitors monitors;

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
        assertThat(monitors.oldestEnd()).isBetween(DAY.multipliedBy(6), DAY.multipliedBy(7));
        assertThat(monitors.health().get(DiffbotConsumerHealthCheck.OLDEST_END_AGE))
                .asInstanceOf(InstanceOfAssertFactories.LONG)
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
        await().until(() -> monitors.oldestEnd().isZero());
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
        await().until(() -> !events().isEmpty() && monitors.oldestEnd().isZero());
        assertThat(monitors.health()).doesNotContainKey(DiffbotConsumerHealthCheck.OLDEST_END_AGE);
        sandbox().clock().advance(DAY.multipliedBy(8));
        awaitPolls();
        stop();

        broken = true;
        start("0");
        make("bulk", "books");
        await().until(() -> events().size() > 1);
        sandbox().clock().advance(DAY.multipliedBy(8));
        awaitPolls();

        assertThat(monitors.oldestEnd()).isGreaterThanOrEqualTo(DAY.multipliedBy(8));
        assertThat(warnings()).isEmpty();
    }

    private void start(String retention) throws Exception {
        startConsumer("${header.CamelDiffbotEventId}", retention);
    }

    private List<String> warnings() {
        return log.lines().stream().filter(line -> line.contains("has not handled its end")).toList();
    }

    @Override
    void prepare() {
        monitors = new EndMonitors(context);
    }
}
