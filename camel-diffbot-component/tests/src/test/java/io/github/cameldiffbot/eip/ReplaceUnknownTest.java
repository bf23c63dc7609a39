/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.eip.InterceptingProxy.Request;
import io.github.cameldiffbot.eip.InterceptingProxy.Response;
import io.github.cameldiffbot.error.DiffbotOutcomeUnknownException;
import io.github.cameldiffbot.job.Job;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("With onExisting=replace the deleted job is never taken for the new one")
@FaultCase("L4")
class ReplaceUnknownTest extends ProxyTestSupport {

    private final AtomicBoolean redelivered = new AtomicBoolean();
    private Response old;

    @BeforeEach
    void routes() throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class).maximumRedeliveries(1).redeliveryDelay(0)
                        .onRedelivery(exchange -> redelivered.set(true));
                from("direct:create").to("diffbot:bulk/shop?onExisting=replace");
                from("direct:run").to("diffbot:bulk/shop?operation=run&onExisting=replace");
                from("direct:fetch").to("diffbot:bulk/shop?operation=run&onExisting=replace&fetch=data");
            }
        });
        oldJob("shop");
        AtomicReference<Response> response = new AtomicReference<>();
        proxy.rule((request, handOn) -> {
            response.set(handOn.ask());
            return response.get();
        });
        job(send("diffbot:bulk/shop?operation=status", null));
        old = response.get();
    }

    @ParameterizedTest
    @ValueSource(strings = { "direct:create", "direct:run", "direct:fetch" })
    @DisplayName("A redelivery fails with an unknown outcome while the status shows the deleted job")
    void staleStatus(String route) throws Exception {
        proxy.rule((request, handOn) -> isCreate(request)
                ? new Response(502, "") : isCreated() && isStatus(request) ? old : null);

        Exchange exchange = send(route, page());

        assertThat(exchange.getException()).isInstanceOf(DiffbotOutcomeUnknownException.class)
                .hasMessageContaining("not sent again");
        assertThat(proxy.requests(ReplaceUnknownTest::isCreate)).hasSize(1);
    }

    @Test
    @DisplayName("The deleted job is not taken for the new one if maintenance hides its end")
    void staleStatusDuringMaintenance() throws Exception {
        Response hidden = new Response(200, old.body().replace("\"status\":9", "\"status\":8"));
        proxy.rule((request, handOn) -> isCreate(request)
                ? new Response(502, "") : isCreated() && isStatus(request) ? hidden : null);

        Exchange exchange = send("direct:create", page());

        assertThat(hidden.body()).contains("\"status\":8");
        assertThat(exchange.getException()).isInstanceOf(DiffbotOutcomeUnknownException.class);
    }

    @Test
    @DisplayName("A redelivery continues with the new job once the status shows it")
    void shownLater() throws Exception {
        proxy.rule((request, handOn) -> {
            if (isCreate(request)) {
                handOn.ask();
                return new Response(502, "");
            }
            return isCreated() && isStatus(request) && !redelivered.get() ? old : null;
        });

        Job job = job(send("direct:run", page()));

        assertThat(job.getJobCreationTimeUTC()).isEqualTo(sandbox().job("shop").toJson().get("jobCreationTimeUTC").asLong());
        assertThat(proxy.requests(ReplaceUnknownTest::isCreate)).hasSize(1);
        assertThat(proxy.requests(request -> request.has("delete=1"))).hasSize(1);
    }

    private boolean isCreated() {
        return !proxy.requests(ReplaceUnknownTest::isCreate).isEmpty();
    }

    private static boolean isCreate(Request request) {
        return request.has("urls=");
    }

    private static boolean isStatus(Request request) {
        return request.method().equals("GET") && !request.target().contains("/data") && !request.has("delete=1");
    }
}
