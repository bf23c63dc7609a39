/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.cameldiffbot.DiffbotConstants;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Handled events are remembered over a restart")
class HandledEventsMemoryTest extends LifeCycleSupport {

    @TempDir
    Path folder;

    @Test
    @DisplayName("A restarted application delivers only events that it has not handled")
    void byTheRestartedApplication() throws Exception {
        begin();
        make("bulk", "before");
        make("crawl", "during-crawl");
        await().untilAsserted(() -> assertThat(names()).containsExactlyInAnyOrder("before", "during-crawl"));
        sandbox().hold();
        make("bulk", "during");
        stop();

        sandbox().clock().advance(Duration.ofHours(1));
        sandbox().release();
        awaitStatus("during", 9);

        begin();
        await().untilAsserted(() -> assertThat(names()).containsExactly("during"));
        awaitPolls();
        assertThat(names()).containsExactly("during");
        stop();

        begin();
        awaitPolls();
        assertThat(names()).isEmpty();
    }

    @Test
    @DisplayName("A restarted application delivers an event whose route failed")
    void exceptFailedEvents() throws Exception {
        begin();
        context.getRegistry().bind("broken", "yes");
        make("bulk", "life");
        await().untilAsserted(() -> assertThat(names()).hasSizeGreaterThan(1).containsOnly("life"));
        String id = eventIds().get(0);
        stop();

        begin();
        await().untilAsserted(() -> assertThat(eventIds()).containsExactly(id));
        awaitPolls();
        assertThat(eventIds()).containsExactly(id);
    }

    private void begin() throws Exception {
        File file = folder.resolve("handled.txt").toFile();
        Processor fail = exchange -> {
            throw new IllegalStateException("Broken");
        };
        start(Map.of("handled", FileIdempotentRepository.fileIdempotentRepository(file), "fail", fail));
    }

    private List<String> names() {
        return events().stream().map(Exchange::getMessage)
                .map(message -> message.getHeader(DiffbotConstants.JOB_NAME, String.class)).toList();
    }

    @Override
    RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("diffbot:job?idempotentRepository=#handled&delay=50&initialDelay=0").to("mock:events")
                        .filter(simple("${ref:broken} == 'yes'")).process("fail");
            }
        };
    }
}
