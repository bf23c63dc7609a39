/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.List;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

@DisplayName("A consumer delivers each change of a job as an event")
class ConsumerEventsTest extends DiffbotTestSupport {

    private static final WireJob JOB = WireJob.crawl("news");

    static Stream<Arguments> changes() {
        return Stream.of(
                arguments("started", JOB, JOB.status(7)),
                arguments("progress", JOB.status(7), JOB.status(7).with("objectsFound", 3)),
                arguments("paused", JOB.status(7), JOB.status(6)),
                arguments("suspended", JOB.status(7), JOB.status(8)),
                arguments("halted", JOB.status(7), JOB.status(11)),
                arguments("resumed", JOB.status(6), JOB.status(7)),
                arguments("roundCompleted", JOB.status(7), JOB.status(4).with("roundsCompleted", 1)),
                arguments("completed", JOB.status(7), JOB.status(9)),
                arguments("completed", JOB.status(7), JOB.status(2)),
                arguments("failed", JOB.status(7), JOB.status(10)),
                arguments("failed", JOB, JOB.status(5)),
                arguments("restarted", JOB.status(9), JOB.with("jobCreationTimeUTC", 1770009999)),
                arguments("status", JOB.status(7), JOB.status(42)));
    }

    @ParameterizedTest
    @MethodSource("changes")
    @DisplayName("Each change is delivered once, as the event of its kind")
    void eachChangeIsDeliveredOnce(String event, WireJob before, WireJob after) throws Exception {
        inTurn("/crawl?name=news", before.response(), after.response());

        MockEndpoint events = events("diffbot:crawl/news?events=" + event);
        events.expectedMessageCount(1);
        events.setAssertPeriod(250);

        events.assertIsSatisfied();
        Exchange exchange = events.getExchanges().get(0);
        assertThat(exchange.getMessage().getHeader("CamelDiffbotEvent")).isEqualTo(event);
    }

    @Test
    @DisplayName("A new job is delivered as created, without a previous status")
    void aNewJobIsDelivered() throws Exception {
        inTurn("/crawl?name=news", noSuchJob(), json(JOB.response()));

        MockEndpoint events = events("diffbot:crawl/news?events=created");
        events.expectedHeaderReceived("CamelDiffbotEvent", "created");
        events.expectedMessageCount(1);

        events.assertIsSatisfied();
        assertThat(events.getExchanges().get(0).getMessage().getHeaders()).doesNotContainKey("CamelDiffbotPreviousStatus");
    }

    @Test
    @FaultCase("H6")
    @DisplayName("A deleted job is delivered with its last state")
    void aDeletedJobIsDeliveredWithItsLastState() throws Exception {
        inTurn("/crawl?name=news", json(JOB.status(9).with("objectsFound", 8).response()), noSuchJob());

        MockEndpoint events = events("diffbot:crawl/news?events=deleted,failed&fetch=data");
        events.expectedMessageCount(1);

        events.assertIsSatisfied();
        assertThat(job(events.getExchanges().get(0)).getObjectsFound()).isEqualTo(8);
        assertThat(events.getExchanges().get(0).getMessage().getHeader("CamelDiffbotEvent")).isEqualTo("deleted");
    }

    @Test
    @FaultCase("H6")
    @DisplayName("A job that is missing in a single poll is not deleted")
    void aJobMissingInOnePollIsNotDeleted() throws Exception {
        inTurn("/crawl?name=news", json(JOB.status(7).response()), noSuchJob(), json(JOB.status(9).response()));

        MockEndpoint events = events("diffbot:crawl/news?events=all");
        events.expectedHeaderValuesReceivedInAnyOrder("CamelDiffbotEvent", "completed");
        events.expectedMessageCount(1);
        events.setAssertPeriod(250);

        events.assertIsSatisfied();
    }

    @Test
    @DisplayName("The events of a job come in the order of its changes")
    void theEventsOfAJobComeInOrder() throws Exception {
        inTurn("/crawl?name=news", noSuchJob(), json(JOB.response()), json(JOB.status(7).response()),
                json(JOB.status(6).response()), json(JOB.status(7).response()),
                json(JOB.status(4).with("roundsCompleted", 1).response()),
                json(JOB.status(1).with("roundsCompleted", 2).response()));

        MockEndpoint events = events("diffbot:crawl/news?events=all");
        events.expectedMessageCount(7);

        events.assertIsSatisfied();
        assertThat(names(events)).containsExactly("created", "started", "paused", "resumed", "roundCompleted",
                "roundCompleted", "completed");
    }

    @Test
    @DisplayName("By default each end of a job or round is delivered, and nothing else")
    void theDefaultIsEveryEnd() throws Exception {
        inTurn("/crawl?name=news", JOB.status(7).response(), JOB.status(6).response(), JOB.status(7).response(),
                JOB.status(4).with("roundsCompleted", 1).response(), JOB.status(10).with("roundsCompleted", 1).response());

        MockEndpoint events = events("diffbot:crawl/news");
        events.expectedMessageCount(2);
        events.setAssertPeriod(150);

        events.assertIsSatisfied();
        assertThat(names(events)).containsExactly("roundCompleted", "failed");
    }

    @Test
    @DisplayName("The group status is each change of the status code, without changes of counters")
    void theGroupStatusIsEveryChangeOfTheCode() throws Exception {
        inTurn("/crawl?name=news", JOB.response(), JOB.status(7).response(),
                JOB.status(7).with("objectsFound", 1).response(), JOB.status(8).response(), JOB.status(9).response());

        MockEndpoint events = events("diffbot:crawl/news?events=status");
        events.expectedMessageCount(3);
        events.setAssertPeriod(150);

        events.assertIsSatisfied();
        assertThat(names(events)).containsExactly("started", "suspended", "completed");
    }

    @Test
    @DisplayName("Headers describe the event and the job, and each round has its own event")
    void headersDescribeTheEvent() throws Exception {
        inTurn("/crawl?name=news", JOB.status(7).response(),
                JOB.status(4).with("roundsCompleted", 3).with("objectsFound", 77).with("currentTimeUTC", 1770000900)
                        .with("pageProcessSuccesses", 40).with("useProxies", 1).response());

        MockEndpoint events = events("diffbot:crawl/news?events=roundCompleted");
        events.expectedMessageCount(3);

        events.assertIsSatisfied();
        assertThat(events.getExchanges().get(2).getMessage().getHeaders())
                .containsEntry("CamelDiffbotEvent", "roundCompleted")
                .containsEntry("CamelDiffbotEventId", "crawl/news/1770000000/3/-/roundCompleted")
                .containsEntry("CamelDiffbotJobName", "news")
                .containsEntry("CamelDiffbotJobType", "crawl")
                .containsEntry("CamelDiffbotJobStatus", 4)
                .containsEntry("CamelDiffbotJobStatusMessage", "Next crawl round to start in 123 seconds.")
                .containsEntry("CamelDiffbotPreviousStatus", 7)
                .containsEntry("CamelDiffbotRound", 3L)
                .containsEntry("CamelDiffbotObjectsFound", 77L)
                .containsEntry("CamelDiffbotCredits", 80L)
                .containsEntry("CamelMessageTimestamp", 1770000900000L);
        assertThat(events.getExchanges()).extracting(it -> it.getMessage().getHeader("CamelDiffbotRound"))
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    @DisplayName("Job type and pattern of names select the jobs")
    void typeAndPatternSelectTheJobs() throws Exception {
        inTurn("/bulk",
                WireJob.list(WireJob.bulk("nightly-1"), WireJob.crawl("nightly-2"), WireJob.bulk("shop")),
                WireJob.list(WireJob.bulk("nightly-1").status(9), WireJob.crawl("nightly-2").status(9),
                        WireJob.bulk("shop").status(9)));

        MockEndpoint events = events("diffbot:bulk/nightly-*");
        events.expectedMessageCount(1);
        events.expectedHeaderReceived("CamelDiffbotJobName", "nightly-1");
        events.setAssertPeriod(200);

        events.assertIsSatisfied();
    }

    @Test
    @DisplayName("Without a name all jobs of the type are selected")
    void allJobsOfTheTypeWhenNoneIsNamed() throws Exception {
        inTurn("/bulk", "{}", WireJob.list(WireJob.bulk("a").status(9), WireJob.crawl("b").status(9)));

        MockEndpoint events = events("diffbot:job?events=completed");
        events.expectedMessageCount(2);

        events.assertIsSatisfied();
    }

    @Test
    @DisplayName("The exchanges of one poll have the properties of a batch")
    void theExchangesOfOnePollAreABatch() throws Exception {
        inTurn("/bulk", "{}",
                WireJob.list(WireJob.bulk("a").status(9), WireJob.bulk("b").status(9), WireJob.bulk("c").status(9)));

        MockEndpoint events = events("diffbot:bulk");
        events.expectedMessageCount(3);

        events.assertIsSatisfied();
        assertThat(events.getExchanges()).extracting(it -> it.getProperty(Exchange.BATCH_INDEX)).containsExactly(0, 1, 2);
        assertThat(events.getExchanges()).extracting(it -> it.getProperty(Exchange.BATCH_SIZE)).containsOnly(3);
        assertThat(events.getExchanges()).extracting(it -> it.getProperty(Exchange.BATCH_COMPLETE))
                .containsExactly(false, false, true);
    }

    private static List<Object> names(MockEndpoint events) {
        return events.getExchanges().stream().map(it -> it.getMessage().getHeader("CamelDiffbotEvent")).toList();
    }
}
