/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.nio.file.Path;

import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@DisplayName("startFrom decides about the past at the first poll")
@FaultCase("R3")
class ConsumerStartFromTest extends DiffbotTestSupport {

    private static final WireJob JOB = WireJob.bulk("shop");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = { "", "?startFrom=latest", "?idempotentRepository=#memory" })
    @DisplayName("The first poll is the default starting point, also with a repository in memory")
    void byDefaultTheFirstPollIsTheStartingPoint(String options) throws Exception {
        context.getRegistry().bind("memory", new MemoryIdempotentRepository());
        inTurn("/bulk?name=shop", JOB.status(9).response(), JOB.status(9).response(),
                JOB.status(9).with("jobCreationTimeUTC", 1770007777).with("jobCompletionTimeUTC", 1770008888).response());

        MockEndpoint events = events("diffbot:bulk/shop" + options);
        events.expectedMessageCount(1);
        events.setAssertPeriod(200);

        events.assertIsSatisfied();
        assertThat(job(events.getExchanges().get(0)).getJobCreationTimeUTC()).isEqualTo(1770007777);
    }

    @Test
    @DisplayName("The first poll logs once how many ended jobs it ignores")
    void ignoredEndsAreLogged() throws Exception {
        onGet("/bulk", json(WireJob.list(JOB.status(9), WireJob.bulk("b").status(7), WireJob.bulk("c").status(10))));

        try (LoggedLines log = new LoggedLines()) {
            events("diffbot:bulk");
            await().until(() -> requests().size() > 3);

            assertThat(log.lines()).filteredOn(line -> line.contains("Ignored")).singleElement().asString()
                    .startsWith("INFO").contains("Ignored 2 ended jobs", "[bulk]", "startFrom=earliest");
        }
    }

    @Test
    @DisplayName("With earliest nothing is ignored")
    void earliestIgnoresNothing() throws Exception {
        onGet("/bulk", json(WireJob.list(JOB.status(9))));

        try (LoggedLines log = new LoggedLines()) {
            events("diffbot:bulk?startFrom=earliest");
            await().until(() -> requests().size() > 3);

            assertThat(log.lines()).noneMatch(line -> line.contains("Ignored"));
        }
    }

    @Test
    @DisplayName("With earliest the ended jobs of the first poll are delivered")
    void earliestDeliversTheJobsOfTheFirstPoll() throws Exception {
        onGet("/bulk", json(WireJob.list(JOB.status(9), WireJob.bulk("b").status(7), WireJob.bulk("c").status(10))));

        MockEndpoint events = events("diffbot:bulk?startFrom=earliest");
        events.expectedMessageCount(2);
        events.setAssertPeriod(250);

        events.assertIsSatisfied();
    }

    @Test
    @DisplayName("With a persistent repository the default is earliest")
    void withAPersistentRepositoryItIsEarliest() throws Exception {
        onGet("/bulk?name=shop", json(JOB.status(9).response()));
        context.getRegistry().bind("disk",
                FileIdempotentRepository.fileIdempotentRepository(folder.resolve("handled").toFile()));

        MockEndpoint events = events("diffbot:bulk/shop?idempotentRepository=#disk");
        events.expectedMessageCount(1);

        events.assertIsSatisfied();
    }

    @Test
    @DisplayName("A repository of an unknown class requires startFrom")
    void unknownRepositoryNeedsTheOption() throws Exception {
        context.getRegistry().bind("cache", new RecordingRepository());

        assertThatThrownBy(() -> events("diffbot:bulk/shop?idempotentRepository=#cache")).rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("startFrom", RecordingRepository.class.getName(), "startFrom=earliest",
                        "startFrom=latest");
        assertThat(requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({ "latest,0", "earliest,1" })
    @DisplayName("With the option, any repository is accepted")
    void unknownRepositoryWithTheOption(String startFrom, int events) throws Exception {
        onGet("/bulk?name=shop", json(JOB.status(9).response()));
        context.getRegistry().bind("cache", new RecordingRepository());

        MockEndpoint mock = events("diffbot:bulk/shop?idempotentRepository=#cache&startFrom=" + startFrom);
        mock.expectedMessageCount(events);
        mock.setAssertPeriod(250);

        mock.assertIsSatisfied();
    }
}
