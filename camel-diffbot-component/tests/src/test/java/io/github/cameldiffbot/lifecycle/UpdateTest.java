/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

import java.util.Map;

import io.github.cameldiffbot.job.Job;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Jobs are updated")
class UpdateTest extends LifeCycleSupport {

    @Test
    @DisplayName("An update adds URLs to a bulk job")
    void byMoreUrls() throws Exception {
        start();
        bulk("life", page("about"));
        awaitStatus("life", 9);
        job("direct:bulk", page("notes/1") + "\n" + page("notes/2"));
        await().untilAsserted(() -> assertThat(sandboxJob("life").objectsFound()).isEqualTo(3));
        awaitStatus("life", 9);
        assertThat(sandboxJob("life").submitted()).isEqualTo(3);
    }

    @Test
    @DisplayName("An update changes settings of a bulk job")
    void bySettingsOfABulkJob() throws Exception {
        start();
        bulk("life", page("about"));
        awaitStatus("life", 9);
        Job job = job("direct:bulk", Map.of("notifyEmail", "me@example.org"));
        assertThat(job.getNotifyEmail()).isEqualTo("me@example.org");
        assertThat(sandboxJob("life").toJson().path("notifyEmail").asText()).isEqualTo("me@example.org");
        assertThat(sandboxJob("life").objectsFound()).isEqualTo(1);
    }

    @Test
    @DisplayName("An update adds seeds to a crawl and changes its settings")
    void bySeedsAndSettingsOfACrawl() throws Exception {
        start();
        crawl("life", "maxHops=0", page("about"));
        awaitStatus("life", 9);
        job("direct:crawl", Map.of("seeds", page("notes/1"), "maxToCrawl", 50));
        awaitStatus("life", 9);
        await().untilAsserted(() -> assertThat(sandboxJob("life").objectsFound()).isEqualTo(2));
        assertThat(sandboxJob("life").submitted()).isEqualTo(2);
        assertThat(sandboxJob("life").toJson().path("maxToCrawl").asInt()).isEqualTo(50);
        assertThat(sandboxJob("life").toJson().path("maxHops").asInt(-1)).isZero();
    }

    @Override
    RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:bulk").to("diffbot:bulk/life?operation=update&allowedMessageSettings=notifyEmail");
                from("direct:crawl").to("diffbot:crawl/life?operation=update");
            }
        };
    }
}
