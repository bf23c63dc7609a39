/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.operation;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.error.DiffbotTooManyJobsException;
import io.github.cameldiffbot.sandbox.Fault;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Too many jobs are an error with a solution")
class TooManyJobsTest extends RunTestSupport {

    @Test
    @FaultCase("S11")
    @DisplayName("With a thousand jobs a create fails once, and no job is deleted")
    void theErrorOccursWithAThousandJobs() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            sandbox().generate("old" + i, 1, 500);
        }
        refuse();

        Exchange exchange = done(send("diffbot:bulk/new", pages(1)));

        assertThat(failure(exchange, DiffbotTooManyJobsException.class)).hasMessageContaining("1000, of which 1000 have ended");
        assertThat(submissions()).as("not tried again").isEqualTo(1);
        assertThat(sandbox().job("old0")).as("nothing is deleted without being asked").isNotNull();
    }

    @Test
    @FaultCase({ "S11", "H5" })
    @DisplayName("The error contains the number of jobs and of ended ones, and the option that deletes them")
    void theErrorContainsTheNumberOfEndedJobs() throws Exception {
        sandbox().generate("old1", 1, 100);
        sandbox().generate("old2", 1, 100);
        refuse();

        Exchange exchange = done(send("diffbot:bulk/new", pages(1)));

        DiffbotTooManyJobsException failure = failure(exchange, DiffbotTooManyJobsException.class);
        assertThat(failure).hasMessageContaining("2, of which 2 have ended").hasMessageContaining("deleteAfterCompletion");
        assertThat(failure.getHttpResponseCode()).isEqualTo(505);
    }

    private static void refuse() {
        sandbox().fail(Fault.on("/v3/bulk").when(request -> request.method().equals("POST")).times(1).status(505)
                .body("{\"errorCode\":505,\"error\":\"Too many collections for token\"}"));
    }
}
