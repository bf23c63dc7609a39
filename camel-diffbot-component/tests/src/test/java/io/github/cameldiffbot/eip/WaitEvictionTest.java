/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.error.DiffbotWaitStoppedException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A wait outlives the endpoint of a dynamic step that Camel drops from its cache")
@FaultCase("L6")
@Timeout(120)
class WaitEvictionTest extends WaitTestSupport {

    private static final String DYNAMIC = "diffbot:bulk/${header.CamelDiffbotJobName}?operation=await&onStop=delete";

    private static RouteBuilder dynamicSteps() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:toD").toD(DYNAMIC, 1);
                from("direct:recipientList").recipientList(simple(DYNAMIC)).cacheSize(1);
                from("direct:uncachedRecipientList").recipientList(simple(DYNAMIC)).cacheSize(-1);
                from("direct:routingSlip").routingSlip(simple(DYNAMIC)).cacheSize(1);
                from("direct:dynamicRouter").dynamicRouter(method(Once.class)).cacheSize(1);
                from("direct:enrich").enrich().simple(DYNAMIC).cacheSize(1).end();
            }
        };
    }

    /** Sends each exchange to its job, and then nowhere. */
    public static final class Once {

        public String route(Exchange exchange) {
            boolean sent = exchange.getProperty("sent", false, Boolean.class);
            exchange.setProperty("sent", true);
            return sent
                    ? null : DYNAMIC.replace("${header.CamelDiffbotJobName}",
                            exchange.getMessage().getHeader("CamelDiffbotJobName", String.class));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "toD", "uncachedRecipientList", "routingSlip", "dynamicRouter", "enrich" })
    @DisplayName("An endpoint that a dynamic step drops from its cache ends no wait and deletes no job")
    void eviction(String step) throws Exception {
        names(12).forEach(diffbot::create);
        routes(dynamicSteps());
        List<CompletableFuture<Exchange>> sent = sendAll("direct:" + step, names(12));
        awaitParked(12);

        diffbot.endAll();

        assertAllSucceed(sent);
        assertThat(diffbot.names()).hasSize(12);
    }

    @Test
    @DisplayName("A recipientList drops the error handler of an evicted step, as of any asynchronous one; the jobs stay")
    void evictionByRecipientList() throws Exception {
        names(12).forEach(diffbot::create);
        routes(dynamicSteps());
        List<CompletableFuture<Exchange>> sent = sendAll("direct:recipientList", names(12));
        awaitParked(12);

        diffbot.endAll();

        for (CompletableFuture<Exchange> one : sent) {
            Exception failure = done(one).getException();
            assertThat(failure == null || failure instanceof RejectedExecutionException).isTrue();
        }
        assertThat(diffbot.names()).hasSize(12);
    }

    @ParameterizedTest
    @ValueSource(strings = { "toD", "recipientList", "routingSlip", "dynamicRouter", "enrich" })
    @DisplayName("A stop ends the waits of dynamic steps, and onStop applies to the jobs")
    void stopOfDynamicSteps(String step) throws Exception {
        names(12).forEach(diffbot::create);
        routes(dynamicSteps());
        List<CompletableFuture<Exchange>> sent = sendAll("direct:" + step, names(12));
        awaitParked(12);

        assertThat(time(context::stop)).isLessThan(SOON);

        assertAllFail(sent, DiffbotWaitStoppedException.class);
        assertThat(diffbot.names()).isEmpty();
    }
}
