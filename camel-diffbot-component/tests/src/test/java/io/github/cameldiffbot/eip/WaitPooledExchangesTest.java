/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.error.DiffbotWaitStoppedException;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Waits work with pooled exchanges")
@FaultCase("L6")
class WaitPooledExchangesTest extends WaitTestSupport {

    private final List<String> done = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camelContext = super.createCamelContext();
        camelContext.getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
        return camelContext;
    }

    private void waitForEach(List<String> jobs) throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("timer:often?period=1&delay=0&includeMetadata=true&repeatCount=" + jobs.size()).routeId("r")
                        .onException(Exception.class).handled(true)
                        .process(exchange -> failures.add(exchange.getProperty("CamelExceptionCaught", Throwable.class))).end()
                        .process(exchange -> exchange.getMessage().setHeader("CamelDiffbotJobName",
                                jobs.get(exchange.getProperty("CamelTimerCounter", Integer.class) - 1)))
                        .setProperty("mine", header("CamelDiffbotJobName"))
                        .to("diffbot:bulk?operation=await&onStop=pause")
                        .process(exchange -> done.add(exchange.getProperty("mine") + "/"
                                                      + exchange.getMessage().getHeader("CamelDiffbotJobName")));
            }
        });
    }

    @Test
    @DisplayName("Each wait continues with its own message")
    void ends() throws Exception {
        names(20).forEach(diffbot::create);
        waitForEach(names(20));
        awaitParked(20);

        diffbot.endAll();

        Awaitility.await().untilAsserted(() -> assertThat(done)
                .containsExactlyInAnyOrderElementsOf(names(20).stream().map(name -> name + "/" + name).toList()));
        assertThat(failures).isEmpty();
        assertThat(parked()).isZero();
    }

    @Test
    @DisplayName("Each wait ends with its route, and onStop applies to its job")
    void stops() throws Exception {
        names(20).forEach(diffbot::create);
        waitForEach(names(20));
        awaitParked(20);

        context.getRouteController().stopRoute("r");

        assertThat(failures).hasSize(20).allMatch(DiffbotWaitStoppedException.class::isInstance);
        assertThat(names(20)).allMatch(name -> diffbot.status(name) == 6);
        assertThat(done).isEmpty();
        assertThat(parked()).isZero();
    }
}
