/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

import java.util.List;
import java.util.stream.IntStream;

import io.github.cameldiffbot.data.DiffbotRecord;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Records are searched")
class RecordSearchTest extends LifeCycleSupport {

    @JobOfEachType
    @DisplayName("A search with a job name finds its records only")
    void ofOneJob(String type, String asked) throws Exception {
        start("type", asked);
        make(type, "life");
        make(type, "other");
        awaitStatus("life", 9);
        awaitStatus("other", 9);
        send("direct:one", "title:note");
        assertThat(titles()).containsExactly("Field note 7");
        assertThat(sandbox().requests().get(sandbox().requests().size() - 1).param("col")).isEqualTo("life");
    }

    @Test
    @DisplayName("A search without a job name finds records of all jobs")
    void ofAllJobs() throws Exception {
        start("type", "job");
        bulk("first", page("notes/1"), page("about"));
        bulk("second", page("notes/2"));
        awaitStatus("first", 9);
        awaitStatus("second", 9);
        send("direct:all", "title:note");
        assertThat(titles()).containsExactlyInAnyOrder("Field note 1", "Field note 2");
    }

    @Test
    @DisplayName("A search returns each record of all pages once")
    void pageAfterPage() throws Exception {
        start("type", "bulk");
        bulk("life", IntStream.range(0, 130).mapToObj(i -> page("notes/" + i)).toArray(String[]::new));
        awaitStatus("life", 9);
        send("direct:one", "title:note");
        assertThat(titles()).hasSize(130).doesNotHaveDuplicates();
        assertThat(sandbox().requests()).filteredOn(request -> request.path().endsWith("/search"))
                .hasSizeGreaterThan(1);
    }

    private List<String> titles() {
        return context.getEndpoint("mock:found", MockEndpoint.class).getReceivedExchanges().stream()
                .map(found -> found.getMessage().getBody(DiffbotRecord.class).getTitle()).toList();
    }

    @Override
    RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:one").to("diffbot:{{type}}/life?operation=search").split(body()).streaming().to("mock:found");
                from("direct:all").to("diffbot:{{type}}?operation=search").split(body()).streaming().to("mock:found");
            }
        };
    }
}
