/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

import java.util.List;
import java.util.Map;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.job.Job;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Jobs are read singly and as a list")
class StatusAndListTest extends LifeCycleSupport {

    @JobOfEachType
    @DisplayName("The status of one job is in the body and in the headers")
    void one(String type, String asked) throws Exception {
        start("type", asked);
        make(type, "life");
        awaitStatus("life", 9);
        Exchange exchange = send("direct:status", null);
        Job job = exchange.getMessage().getBody(Job.class);
        assertThat(job.getType()).isEqualTo(type);
        assertThat(job.getStatus().getCode()).isEqualTo(9);
        assertThat(job.getObjectsFound()).isEqualTo(1);
        assertThat(job.getPageCrawlSuccesses()).isEqualTo(1);
        assertThat(exchange.getMessage().getHeaders()).containsAllEntriesOf(Map.of(
                DiffbotConstants.JOB_NAME, "life", DiffbotConstants.JOB_TYPE, type, DiffbotConstants.JOB_STATUS, 9,
                DiffbotConstants.OBJECTS_FOUND, 1L, DiffbotConstants.CREDITS, 1L, DiffbotConstants.JOB_STATUS_MESSAGE,
                sandboxJob("life").message()));
        assertThat(sandboxJob("life").status()).isEqualTo(9);
    }

    @Test
    @DisplayName("Jobs are listed by type, name and status")
    void manyByTypeNameAndStatus() throws Exception {
        start("type", "job");
        make("bulk", "life-bulk");
        make("crawl", "life-crawl");
        make("bulk", "other-bulk");
        for (String name : List.of("life-bulk", "life-crawl", "other-bulk")) {
            awaitStatus(name, 9);
        }
        bulk("life-paused", page("about"));
        send("diffbot:bulk/life-paused?operation=pause", null);
        assertThat(names("direct:all")).containsExactlyInAnyOrder("life-bulk", "life-crawl", "life-paused", "other-bulk");
        assertThat(names("direct:crawls")).containsExactly("life-crawl");
        assertThat(names("direct:life")).containsExactlyInAnyOrder("life-bulk", "life-paused");
        assertThat(names("direct:done")).containsExactlyInAnyOrder("life-bulk", "life-crawl");
    }

    private List<String> names(String endpoint) {
        List<?> jobs = send(endpoint, null).getMessage().getBody(List.class);
        return jobs.stream().map(job -> ((Job) job).getName()).toList();
    }

    @Override
    RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:status").to("diffbot:{{type}}/life?operation=status");
                from("direct:all").to("diffbot:job?operation=list");
                from("direct:crawls").to("diffbot:crawl?operation=list");
                from("direct:life").to("diffbot:bulk/life*?operation=list");
                from("direct:done").to("diffbot:job/life*?operation=list&status=9");
            }
        };
    }
}
