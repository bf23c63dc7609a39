/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

import java.time.Duration;

import io.github.cameldiffbot.error.DiffbotJobExistsException;
import io.github.cameldiffbot.job.Job;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("onExisting decides about an existing job")
class ExistingNameTest extends LifeCycleSupport {

    @ParameterizedTest
    @ValueSource(strings = { "bulk", "crawl" })
    @DisplayName("onExisting=fail spends nothing")
    void soNothingIsSpent(String type) throws Exception {
        first(type, "fail");
        assertThat(trySend("direct:create", page("notes/2")).getException()).isInstanceOf(DiffbotJobExistsException.class);
        assertThat(sandboxJob("life").submitted()).isEqualTo(1);
        assertThat(sandboxJob("life").objectsFound()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = { "bulk", "crawl" })
    @DisplayName("onExisting=attach returns the existing job")
    void soTheJobOfThatNameIsTaken(String type) throws Exception {
        long created = first(type, "attach");
        Job job = job("direct:create", page("notes/2"));
        assertThat(job.getJobCreationTimeUTC()).isEqualTo(created);
        assertThat(job.getStatus().getCode()).isEqualTo(9);
        assertThat(sandboxJob("life").submitted()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = { "bulk", "crawl" })
    @DisplayName("onExisting=update adds URLs to the existing job")
    void soTheJobGetsMoreToDo(String type) throws Exception {
        long created = first(type, "update");
        assertThat(job("direct:create", page("notes/2")).getJobCreationTimeUTC()).isEqualTo(created);
        await().untilAsserted(() -> assertThat(sandboxJob("life").objectsFound()).isEqualTo(2));
        assertThat(sandboxJob("life").submitted()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = { "bulk", "crawl" })
    @DisplayName("onExisting=replace deletes the existing job")
    void soTheOldJobMakesRoom(String type) throws Exception {
        long created = first(type, "replace");
        assertThat(job("direct:create", page("notes/2")).getJobCreationTimeUTC()).isEqualTo(created + 60);
        awaitStatus("life", 9);
        assertThat(sandboxJob("life").submitted()).isEqualTo(1);
        assertThat(download("life")).contains("notes/2").doesNotContain("notes/7");
    }

    private long first(String type, String onExisting) throws Exception {
        start("type", type, "onExisting", onExisting);
        long created = make(type, "life").getJobCreationTimeUTC();
        awaitStatus("life", 9);
        sandbox().clock().advance(Duration.ofMinutes(1));
        return created;
    }

    @Override
    RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:create").to("diffbot:{{type}}/life?onExisting={{onExisting}}&settings.maxHops=0");
            }
        };
    }
}
