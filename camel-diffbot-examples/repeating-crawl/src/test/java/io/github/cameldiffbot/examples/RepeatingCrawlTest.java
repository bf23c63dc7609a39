/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.cameldiffbot.data.DiffbotRecord;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The example reads the new records of each round")
class RepeatingCrawlTest {

    @TempDir
    private Path folder;

    @Test
    @DisplayName("Each round gives only its new records")
    void eachRoundGivesItsNewRecordsOnly() throws Exception {
        Map<String, String> exchanges = new ConcurrentHashMap<>();
        Main main = new Main();
        main.addOverrideProperty("example.folder", folder.toString());
        main.init();
        NotifyBuilder completed = new NotifyBuilder(main.getCamelContext()).fromRoute("news").filter(exchange -> {
            if (exchange.getMessage().getBody() instanceof DiffbotRecord news) {
                exchanges.put(exchange.getExchangeId(), news.getPageUrl().replaceFirst(".*?//.*?/", ""));
            }
            return exchange.getProperty("CamelSplitIndex") == null
                    && "completed".equals(exchange.getMessage().getHeader("CamelDiffbotEvent"));
        }).whenCompleted(1).create();
        main.start();
        try {
            assertThat(completed.matches(90, SECONDS)).isTrue();
        } finally {
            main.stop();
        }

        assertThat(exchanges.values()).containsExactlyInAnyOrder("notes/1", "notes/2");
    }
}
