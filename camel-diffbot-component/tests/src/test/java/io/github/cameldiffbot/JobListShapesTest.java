/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("A list of jobs of any form loses no end and deletes no job")
class JobListShapesTest extends DiffbotTestSupport {

    private static final String EVENTS = "diffbot:job?events=all&exceptionHandler=#reports";

    private final List<String> reports = new CopyOnWriteArrayList<>();

    @BeforeEach
    void report() {
        context.getRegistry().bind("reports", new Reports(reports));
    }

    @ParameterizedTest
    @ValueSource(ints = { 1_000, 5_000 })
    @FaultCase("J1")
    @DisplayName("Of thousands of jobs each end is delivered once")
    void eachEndOfManyJobsIsDelivered(int count) throws Exception {
        inTurn("/bulk", list(count, 7), list(count, 9));

        MockEndpoint events = events(EVENTS);
        events.expectedMessageCount(count);
        events.setResultWaitTime(30_000);

        events.assertIsSatisfied();
        Set<Object> delivered = new HashSet<>();
        events.getExchanges().forEach(event -> {
            assertThat(event.getMessage().getHeader("CamelDiffbotEvent")).isEqualTo("completed");
            delivered.add(event.getMessage().getHeader("CamelDiffbotJobName"));
        });
        assertThat(delivered).hasSize(count);
        assertThat(reports).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "{\"jobs\":[]}", "{\"jobs\":[null,1,\"a\"]}" })
    @FaultCase("J1")
    @DisplayName("A single empty list between others deletes no job")
    void anEmptyOneBetweenOthersDeletesNothing(String odd) throws Exception {
        inTurn("/bulk", list(1_000, 7), odd, list(1_000, 9));

        onlyEnds(1_000);
        assertThat(reports).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", "[]", "null", "{\"foo\":1}", "<html>", "{\"jobs\":null}", "{\"jobs\":{}}", "{\"response\":\"unavailable\"}" })
    @FaultCase("J1")
    @DisplayName("Invalid lists in a row are failed polls and delete no job")
    void anInvalidListNeverDeletesAnything(String odd) throws Exception {
        inTurn("/bulk", json(list(3, 7)), json(odd), json(odd), json(odd), json(list(3, 9)));

        onlyEnds(3);
        assertThat(reports).as("each look that failed").hasSize(3);
    }

    @Test
    @FaultCase("J2")
    @DisplayName("A job with an unknown or missing status is followed like others")
    void aJobOfAnOddStatusIsFollowedLikeOthers() throws Exception {
        ResponseDefinitionBuilder[] polls = {
                polls(WireJob.bulk("a").status(7), WireJob.bulk("b").status(7)),
                // codes as numbers and texts of all kinds, or missing
                polls(WireJob.bulk("a").status(42), odd("b", "7")),
                polls(WireJob.bulk("a").with("jobStatus", null), odd("b", 7.0)),
                polls(WireJob.bulk("a").with("jobStatus", "gone fishing"), odd("b", "7.0")),
                polls(odd("a", null), odd("b", 7)),
                polls(odd("a", "9"), odd("b", 9.0)) };
        inTurn("/bulk", polls);

        MockEndpoint events = events("diffbot:job?events=completion&exceptionHandler=#reports");
        events.expectedMessageCount(2);
        events.setAssertPeriod(250);

        events.assertIsSatisfied();
        assertThat(events.getExchanges()).extracting(it -> it.getMessage().getHeader("CamelDiffbotEvent"))
                .containsOnly("completed");
        assertThat(reports).isEmpty();
    }

    @Test
    @FaultCase("J3")
    @DisplayName("Numbers are read from any JSON type")
    void numbersAreReadInWhateverFormTheyCome() throws Exception {
        WireJob job = WireJob.bulk("a").status(7).with("repeat", 7).with("roundsCompleted", "0");
        inTurn("/bulk", polls(job), polls(job.with("repeat", 7.0).with("roundsCompleted", 0.0)),
                polls(job.status(9).with("objectsFound", "3000000000").with("urlsHarvested", 4e9)
                        .with("pageCrawlAttempts", -1).with("jobCreationTimeUTC", "1770000000")));

        MockEndpoint events = events(EVENTS);
        events.expectedMessageCount(1);
        events.setAssertPeriod(250);

        events.assertIsSatisfied();
        assertThat(events.getExchanges().get(0).getMessage().getHeaders())
                .containsEntry("CamelDiffbotEvent", "completed").containsEntry("CamelDiffbotObjectsFound", 3_000_000_000L);
        assertThat(job(events.getExchanges().get(0)).getUrlsHarvested()).isEqualTo(4_000_000_000L);
        assertThat(reports).isEmpty();
    }

    private void onlyEnds(int count) throws Exception {
        MockEndpoint events = events(EVENTS);
        await().until(() -> events.getReceivedCounter() >= count);
        int polls = requests().size();
        await().until(() -> requests().size() > polls + 2);

        assertThat(events.getExchanges()).hasSize(count).extracting(it -> it.getMessage().getHeader("CamelDiffbotEvent"))
                .containsOnly("completed");
    }

    private static String list(int count, int status) {
        return WireJob.list(IntStream.range(0, count).mapToObj(i -> WireJob.bulk("job" + i).status(status))
                .toArray(WireJob[]::new));
    }

    private static ResponseDefinitionBuilder polls(WireJob... jobs) {
        return json(WireJob.list(jobs));
    }

    private static WireJob odd(String name, Object code) {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("status", code);
        return WireJob.bulk(name).with("jobStatus", status).with("jobCompletionTimeUTC", 1770000500);
    }
}
