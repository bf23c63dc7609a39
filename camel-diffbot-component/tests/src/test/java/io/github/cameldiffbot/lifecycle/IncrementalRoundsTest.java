/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.data.DiffbotRecord;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.apache.camel.support.processor.state.FileStateRepository;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Each round delivers its new records")
class IncrementalRoundsTest extends LifeCycleSupport {

    @TempDir
    Path folder;
    private final AtomicInteger failures = new AtomicInteger();

    @Test
    @DisplayName("Each round delivers only its new records")
    void andOnlyThese() throws Exception {
        begin();
        repeating();
        awaitRounds(1);
        assertThat(stored()).hasSize(2);
        nextRound();
        awaitRounds(2);
        assertThat(stored()).hasSize(4);
        assertThat(stored().subList(0, 2)).containsExactlyInAnyOrderElementsOf(stored().subList(2, 4));
        assertThat(times().subList(0, 2)).doesNotContainAnyElementsOf(times().subList(2, 4));
        assertThat(sandboxJob("life").objectsFound()).isEqualTo(4);
    }

    @Test
    @DisplayName("The checkpoint survives a restart")
    void overARestart() throws Exception {
        begin();
        repeating();
        awaitRounds(1);
        stop();

        nextRound();
        await().untilAsserted(() -> assertThat(sandboxJob("life").roundsCompleted()).isEqualTo(2));

        begin();
        awaitRounds(1);
        assertThat(events().get(0).getMessage().getHeader(DiffbotConstants.ROUND)).isEqualTo(2L);
        assertThat(stored()).hasSize(2);
    }

    @Test
    @DisplayName("The new records of a round are delivered again until the route succeeds")
    void againUntilTheRouteSucceeds() throws Exception {
        failures.set(2);
        begin();
        repeating();
        awaitRounds(3);
        awaitPolls();
        assertThat(eventIds()).containsOnly(eventIds().get(0));
        // both were returned each time, and none was known before
        assertThat(events()).extracting(event -> event.getMessage().getHeader(DiffbotConstants.RECORDS_KNOWN))
                .containsOnly(0L);
        nextRound();
        awaitRounds(4);
        assertThat(events().get(3).getMessage().getHeader(DiffbotConstants.RECORDS_RECEIVED)).isEqualTo(2L);
        assertThat(events().get(3).getMessage().getHeader(DiffbotConstants.RECORDS_KNOWN)).isEqualTo(2L);
    }

    private void begin() throws Exception {
        File positions = folder.resolve("positions.txt").toFile();
        File handled = folder.resolve("handled.txt").toFile();
        Processor store = exchange -> {
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("The store is full");
            }
        };
        start(Map.of("positions", FileStateRepository.fileStateRepository(positions),
                "handled", FileIdempotentRepository.fileIdempotentRepository(handled), "store", store));
    }

    private void repeating() {
        crawl("life", "repeat=1&maxHops=0&onlyProcessIfNew=false", page("notes/1"), page("notes/2"));
    }

    private static void nextRound() {
        sandbox().clock().advance(Duration.ofHours(30));
    }

    private void awaitRounds(int count) {
        await().untilAsserted(() -> assertThat(eventNames()).hasSize(count).containsOnly("roundCompleted"));
    }

    private List<String> stored() {
        return records().stream().map(DiffbotRecord::getPageUrl).toList();
    }

    private List<Object> times() {
        return records().stream().map(record -> record.get("timestamp")).toList();
    }

    private List<DiffbotRecord> records() {
        List<Exchange> exchanges = context.getEndpoint("mock:records", MockEndpoint.class).getReceivedExchanges();
        return exchanges.stream().map(exchange -> exchange.getMessage().getBody(DiffbotRecord.class)).toList();
    }

    @Override
    RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("diffbot:crawl/life?events=roundCompleted&fetch=data&incremental=true&stateRepository=#positions"
                     + "&idempotentRepository=#handled&delay=50&initialDelay=0")
                        .split(body()).streaming().to("mock:records").end().to("mock:events").process("store");
            }
        };
    }
}
