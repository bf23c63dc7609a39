/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.run;

import io.github.cameldiffbot.client.DiffbotTooManyJobsException;
import io.github.cameldiffbot.sandbox.Fault;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ATokenWithTooManyJobsTest extends RunTestSupport {

    @Test
    void isToldHowManyCouldBeDeleted() throws Exception {
        sandbox().generate("old1", 1, 100);
        sandbox().generate("old2", 1, 100);
        sandbox().fail(Fault.on("/v3/bulk").when(request -> request.method().equals("POST")).times(1).status(505)
                .body("{\"errorCode\":505,\"error\":\"Too many collections for token\"}"));

        Exchange exchange = done(send("diffbot:bulk/new", pages(1)));

        DiffbotTooManyJobsException failure = failure(exchange, DiffbotTooManyJobsException.class);
        assertThat(failure).hasMessageContaining("2, of which 2 are over").hasMessageContaining("deleteAfterCompletion");
        assertThat(failure.getHttpResponseCode()).isEqualTo(505);
    }
}
