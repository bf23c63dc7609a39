/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import io.github.cameldiffbot.FaultCase;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A job that was created after the message deleted its predecessor costs credits until it is deleted, too")
@FaultCase("L4")
class SubmissionCleanupTest extends SubmissionTestSupport {

    private static final String DELETE = "diffbot:bulk/job?operation=delete";

    @BeforeEach
    void addOldJob() {
        sandbox().generate("job", 1, 100);
        sandbox().hold();
    }

    @Test
    @DisplayName("onException deletes the job that was created behind a delete")
    void onException() throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(IllegalStateException.class).handled(true).to(DELETE);
                from("direct:in").setProperty("urls", body()).to(DELETE)
                        .setBody(exchangeProperty("urls")).to("diffbot:bulk/job").process(failing(1));
            }
        });

        assertDeletedTwice();
    }

    @Test
    @DisplayName("doCatch deletes the job whose run timed out behind a delete")
    void doCatch() throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").setProperty("urls", body()).to(DELETE).setBody(exchangeProperty("urls"))
                        .doTry().to("diffbot:bulk/job?operation=run&timeout=60").doCatch(Exception.class).to(DELETE).end();
            }
        });

        assertDeletedTwice();
    }

    private void assertDeletedTwice() throws Exception {
        assertThat(send("direct:in", page()).getException()).isNull();
        assertThat(deletions()).isEqualTo(2);
        assertThat(submissions()).isEqualTo(1);
        assertThat(sandbox().job("job")).isNull();
    }
}
