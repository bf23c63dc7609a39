/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.operation;

import java.util.concurrent.CompletableFuture;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.sandbox.Fault;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("A run outlives outages, maintenance and pauses")
class RunOutageTest extends RunTestSupport {

    @AfterEach
    void calm() {
        sandbox().maintenance(false);
        sandbox().release();
    }

    @Test
    @DisplayName("Failed polls do not fail the exchange that waits")
    void failedPollsDoNotFailTheJob() throws Exception {
        sandbox().hold();
        CompletableFuture<Exchange> run = send("diffbot:bulk/shop?operation=run", pages(2));
        await().until(() -> sandbox().job("shop") != null);
        sandbox().fail(
                Fault.on("/v3/bulk").times(12).status(401).body("{\"errorCode\":401,\"error\":\"Not authorized API token.\"}"));
        int before = sandbox().requests().size();
        await().until(() -> sandbox().requests().size() > before + 3);
        sandbox().release();

        assertThat(done(run).getException()).isNull();
    }

    @Test
    @FaultCase("H6")
    @DisplayName("A new job can be unknown for a while")
    void aNewJobMayBeUnknownForAWhile() throws Exception {
        // the first poll is the one before the create
        sandbox().fail(Fault.on("/v3/bulk").when(request -> request.method().equals("GET")).after(1).times(3).status(400)
                .body("{\"errorCode\":400,\"error\":\"No collection record\"}"));
        sandbox().fail(Fault.on("/v3/bulk").when(request -> request.method().equals("GET")).after(1).times(3).status(404)
                .body("{\"errorCode\":404,\"error\":\"No collection record\"}"));

        Exchange exchange = done(send("diffbot:bulk/shop?operation=run", pages(2)));

        assertThat(exchange.getException()).isNull();
        assertThat(sandbox().requests().size()).isGreaterThan(7);
    }

    @Test
    @FaultCase("S6")
    @DisplayName("A wait continues during maintenance")
    void maintenanceIsWaitedThrough() throws Exception {
        sandbox().hold();
        CompletableFuture<Exchange> run = send("diffbot:bulk/shop?operation=run", pages(2));
        await().until(() -> sandbox().job("shop") != null);
        sandbox().maintenance(true);
        sandbox().release();
        int before = sandbox().requests().size();
        await().until(() -> sandbox().requests().size() > before + 3);
        assertThat(run).isNotDone();

        sandbox().maintenance(false);

        assertThat(done(run).getException()).isNull();
    }

    @Test
    @FaultCase("S6")
    @DisplayName("A wait continues while the job is paused")
    void aPauseIsWaitedThrough() throws Exception {
        sandbox().hold();
        template.requestBody("diffbot:bulk/shop", pages(1));
        template.requestBody("diffbot:bulk/shop?operation=pause", (Object) null);
        CompletableFuture<Exchange> wait = send("diffbot:bulk/shop?operation=await", null);
        int before = sandbox().requests().size();
        await().until(() -> sandbox().requests().size() > before + 3);
        assertThat(wait).isNotDone();

        sandbox().release();
        template.requestBody("diffbot:bulk/shop?operation=resume", (Object) null);

        assertThat(done(wait).getException()).isNull();
    }
}
