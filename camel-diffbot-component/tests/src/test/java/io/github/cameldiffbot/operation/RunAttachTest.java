/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.operation;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.error.DiffbotJobExistsException;
import io.github.cameldiffbot.job.Job;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A repeated run is paid once")
class RunAttachTest extends RunTestSupport {

    @Test
    @DisplayName("A message that is sent twice is paid once")
    void aMessageThatComesTwiceIsPaidOnce() throws Exception {
        sandbox().hold();
        Map<String, Object> period = Map.of(DiffbotConstants.JOB_NAME, "nightly-20261122");
        CompletableFuture<Exchange> first = send("diffbot:bulk?operation=run&onExisting=attach", pages(2), period);
        CompletableFuture<Exchange> second = send("diffbot:bulk?operation=run&onExisting=attach", pages(2), period);
        sandbox().release();

        assertThat(done(first).getMessage().getBody(Job.class).getName()).isEqualTo("nightly-20261122");
        assertThat(done(second).getMessage().getBody(Job.class).getName()).isEqualTo("nightly-20261122");
        assertThat(submissions()).isEqualTo(1);
    }

    @Test
    @DisplayName("A message after the end of the job gets its results and is not paid")
    void aMessageThatComesAfterTheEndGetsTheResults() throws Exception {
        done(send("diffbot:bulk/nightly?operation=run", pages(2)));

        Exchange again = done(send("diffbot:bulk/nightly?operation=run&onExisting=attach", pages(2)));

        assertThat(again.getMessage().getHeader(DiffbotConstants.OBJECTS_FOUND)).isEqualTo(2L);
        assertThat(submissions()).isEqualTo(1);
    }

    @Test
    @DisplayName("A run of an existing job without attach spends nothing")
    void withoutAttachNothingIsSpentBySurprise() throws Exception {
        done(send("diffbot:bulk/nightly?operation=run", pages(2)));

        Exchange again = done(send("diffbot:bulk/nightly?operation=run", pages(2)));

        failure(again, DiffbotJobExistsException.class);
        assertThat(submissions()).isEqualTo(1);
    }

    @Test
    @DisplayName("An update of an ended job waits for its new end")
    void anUpdateOfAJobThatWasOverWaitsForItsNewEnd() throws Exception {
        done(send("diffbot:bulk/growing?operation=run", pages(2)));

        Exchange again = done(send("diffbot:bulk/growing?operation=run&onExisting=update", pages(5)));

        assertThat(again.getMessage().getHeader(DiffbotConstants.OBJECTS_FOUND)).isEqualTo(7L);
    }
}
