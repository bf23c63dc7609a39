/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.stream.IntStream;

import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("maxMessagesPerPoll limits the events of a poll")
class ConsumerMaxMessagesPerPollTest extends DiffbotTestSupport {

    @Test
    @DisplayName("Events above the limit come with the next polls")
    void theRestComesWithTheNextPolls() throws Exception {
        onGet("/bulk", json(WireJob.list(
                IntStream.range(0, 7).mapToObj(i -> WireJob.bulk("job" + i).status(9)).toArray(WireJob[]::new))));

        MockEndpoint events = events("diffbot:bulk?startFrom=earliest&maxMessagesPerPoll=3");
        events.expectedMessageCount(7);
        events.setAssertPeriod(200);

        events.assertIsSatisfied();
        assertThat(events.getExchanges()).extracting(it -> it.getProperty(Exchange.BATCH_SIZE))
                .containsExactly(3, 3, 3, 3, 3, 3, 1);
    }

    @Test
    @DisplayName("A limit of 0 is no limit")
    void zeroIsNoLimit() throws Exception {
        onGet("/bulk", json(WireJob.list(
                IntStream.range(0, 7).mapToObj(i -> WireJob.bulk("job" + i).status(9)).toArray(WireJob[]::new))));

        MockEndpoint events = events("diffbot:bulk?startFrom=earliest&maxMessagesPerPoll=0");
        events.expectedMessageCount(7);

        events.assertIsSatisfied();
        assertThat(events.getExchanges()).extracting(it -> it.getProperty(Exchange.BATCH_SIZE)).containsOnly(7);
    }
}
