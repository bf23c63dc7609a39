/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

import java.util.List;

import io.github.cameldiffbot.job.Job;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Jobs are created with URLs and seeds")
class CreateTest extends LifeCycleSupport {

    @Test
    @DisplayName("A bulk job is created of URLs")
    void ofUrls() throws Exception {
        start("shop", page("shop/"));
        Job job = job("direct:bulk", List.of(page("about"), page("notes/1"), page("no-such-page")));
        assertThat(job.getName()).isEqualTo("notes");
        assertThat(job.getType()).isEqualTo("bulk");
        awaitStatus("notes", 9);
        assertThat(sandboxJob("notes").type()).isEqualTo("bulk");
        assertThat(sandboxJob("notes").submitted()).isEqualTo(3);
        assertThat(sandboxJob("notes").objectsFound()).isEqualTo(2);
        assertThat(sandboxJob("notes").toJson().path("apiUrl").asText()).endsWith("/v3/article?fields=meta");
        assertThat(sandboxJob("notes").toJson().path("customHeaders").toString()).isEqualTo("{\"Visitor\":\"camel\"}");
    }

    @Test
    @DisplayName("A crawl is created of seeds and follows their links")
    void ofSeedsWhoseLinksAreFollowed() throws Exception {
        start("shop", page("shop/"));
        Job job = job("direct:crawl", null);
        assertThat(job.getName()).isEqualTo("shop");
        assertThat(job.getType()).isEqualTo("crawl");
        awaitStatus("shop", 3);
        assertThat(sandboxJob("shop").type()).isEqualTo("crawl");
        assertThat(sandboxJob("shop").submitted()).isEqualTo(1);
        assertThat(sandboxJob("shop").toJson().path("maxHops").asInt()).isEqualTo(1);
        assertThat(sandboxJob("shop").toJson().path("useCanonical").asInt(-1)).isZero();
        assertThat(sandboxJob("shop").toJson().path("pageProcessSuccesses").asInt()).isEqualTo(4);
        assertThat(sandboxJob("shop").toJson().path("urlProcessPattern").asText()).isEqualTo("/shop/");
    }

    @Override
    RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:bulk").to("diffbot:bulk/notes?apiUrl=RAW(article?fields=meta)&customHeaders.Visitor=camel");
                from("direct:crawl").to("diffbot:crawl/shop?seeds={{shop}}&maxHops=1&maxToProcess=4"
                                        + "&urlProcessPattern=/shop/&settings.useCanonical=0");
            }
        };
    }
}
