/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.error.DiffbotWaitStoppedException;
import io.github.cameldiffbot.error.DiffbotWaitTimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("onStop and onTimeout act once per job, whatever the number of waiting exchanges")
@Timeout(120)
class OncePerJobTest extends WaitTestSupport {

    @Override
    DiffbotComponent component() {
        DiffbotComponent component = super.component();
        // the default
        component.setMaxRequestsPerSecond(5);
        return component;
    }

    private List<CompletableFuture<Exchange>> park(String uri, int exchanges, int jobs) throws Exception {
        names(jobs).forEach(diffbot::create);
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").routeId("r").to(uri);
            }
        });
        List<String> names = new ArrayList<>();
        for (int i = 0; i < exchanges / jobs; i++) {
            names.addAll(names(jobs));
        }
        List<CompletableFuture<Exchange>> sent = sendAll("direct:in", names);
        awaitParked(exchanges);
        return sent;
    }

    private long pauses() {
        return diffbot.calls(call -> call.is("pause"));
    }

    @Test
    @FaultCase("R5")
    @DisplayName("500 waits for 2 jobs at 5 calls a second: 2 pauses, and the context stops in time")
    void onStop() throws Exception {
        List<CompletableFuture<Exchange>> sent = park("diffbot:bulk?operation=await&onStop=pause", 500, 2);

        assertThat(time(context::stop)).isLessThan(SOON);

        assertThat(sent).allSatisfy(one -> assertThat(done(one).getException())
                .isInstanceOf(DiffbotWaitStoppedException.class).hasMessageContaining("it was paused"));
        assertThat(pauses()).isEqualTo(2);
        assertThat(names(2)).allMatch(name -> diffbot.status(name) == 6);
    }

    @ParameterizedTest
    @ValueSource(strings = { "pause", "delete" })
    @DisplayName("20 waits for 2 jobs that time out together: 2 calls")
    void onTimeout(String action) throws Exception {
        List<CompletableFuture<Exchange>> sent
                = park("diffbot:bulk?operation=await&timeout=3000&onTimeout=" + action, 20, 2);

        assertAllFail(sent, DiffbotWaitTimeoutException.class);

        assertThat(diffbot.calls(call -> call.is(action))).isEqualTo(2);
    }

    @Test
    @DisplayName("A job that another route still waits for is not changed")
    void anotherWait() throws Exception {
        park("diffbot:bulk?operation=await&onStop=delete", 3, 1);
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:other").to("diffbot:bulk?operation=await");
            }
        });
        CompletableFuture<Exchange> other = send("direct:other", "job0");
        awaitParked(4);

        context.getRouteController().stopRoute("r");

        assertThat(diffbot.names()).containsExactly("job0");
        diffbot.end("job0");
        assertThat(done(other).getException()).isNull();
    }

    @Test
    @DisplayName("A job that ended while the route stopped is not deleted")
    void endedMeanwhile() throws Exception {
        List<CompletableFuture<Exchange>> sent = park("diffbot:bulk?operation=await&onStop=delete", 2, 1);
        diffbot.end("job0");

        context.getRouteController().stopRoute("r");

        sent.forEach(CompletableFuture::join);
        assertThat(diffbot.names()).containsExactly("job0");
    }
}
