/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.cameldiffbot.error.DiffbotOutcomeUnknownException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A change with an unknown outcome is sent once in routes with error handlers and branches")
class UnknownOutcomeRoutesTest extends ProxyTestSupport {

    @ParameterizedTest
    @EnumSource(names = { "html", "noContent", "clientClosed", "gatewayTimeout" })
    @DisplayName("A dead letter channel that redelivers everything receives one dead letter, and nothing is sent again")
    void deadLetterChannel(InvalidResponse odd) throws Exception {
        oldJob("old");
        proxy.oddly(request -> request.has("restart=1"), odd, true, 1);
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(deadLetterChannel("mock:dead").maximumRedeliveries(3).redeliveryDelay(0));
                from("direct:dlc").to("diffbot:bulk/old?operation=restart");
            }
        });
        MockEndpoint dead = context.getEndpoint("mock:dead", MockEndpoint.class);
        dead.expectedMessageCount(1);

        send("direct:dlc", null);

        dead.assertIsSatisfied();
        assertThat(dead.getExchanges().get(0).getProperty(Exchange.EXCEPTION_CAUGHT))
                .isInstanceOf(DiffbotOutcomeUnknownException.class);
        assertThat(proxy.requests(request -> request.has("restart=1"))).hasSize(1);
    }

    @Test
    @DisplayName("doTry catches the unknown outcome, and a poll decides")
    void doTry() throws Exception {
        oldJob("old");
        proxy.oddly(request -> request.has("restart=1"), InvalidResponse.noContent, true, 1);
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:try").doTry().to("diffbot:bulk/old?operation=restart")
                        .doCatch(DiffbotOutcomeUnknownException.class).to("diffbot:bulk/old?operation=status").end();
            }
        });

        Exchange exchange = send("direct:try", null);

        assertThat(job(exchange).getJobCreationTimeUTC()).isEqualTo(job(exchange).getCurrentTimeUTC());
        assertThat(proxy.requests(request -> request.has("restart=1"))).hasSize(1);
    }

    @Test
    @DisplayName("onException with continued continues after one request, and each pass of a loop is a separate request")
    void continuedInALoop() throws Exception {
        oldJob("old");
        proxy.oddly(request -> request.has("restart=1"), InvalidResponse.emptyObject, true, 3);
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(DiffbotOutcomeUnknownException.class).continued(true);
                from("direct:loop").loop(3).to("diffbot:bulk/old?operation=restart").to("mock:passes").end();
            }
        });
        MockEndpoint passes = context.getEndpoint("mock:passes", MockEndpoint.class);
        passes.expectedMessageCount(3);

        assertThat(send("direct:loop", null).getException()).isNull();

        passes.assertIsSatisfied();
        assertThat(proxy.requests(request -> request.has("restart=1"))).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = { "multicast", "recipientList", "wireTap", "seda" })
    @DisplayName("Branches that change different jobs at the same time send one request each")
    void branches(String eip) throws Exception {
        oldJob("one");
        oldJob("two");
        proxy.oddly(request -> request.has("restart=1"), InvalidResponse.list, true, 2);
        CountDownLatch failed = new CountDownLatch(2);
        AtomicInteger passed = new AtomicInteger();
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(DiffbotOutcomeUnknownException.class).maximumRedeliveries(0)
                        .handled(true).process(exchange -> failed.countDown());
                onException(Exception.class).maximumRedeliveries(2).redeliveryDelay(0);
                from("direct:one").to("diffbot:bulk/one?operation=restart").process(e -> passed.incrementAndGet());
                from("direct:two").to("diffbot:bulk/two?operation=restart").process(e -> passed.incrementAndGet());
                from("seda:one").to("direct:one");
                from("seda:two").to("direct:two");
                from("direct:multicast").multicast().parallelProcessing().to("direct:one", "direct:two");
                from("direct:recipientList").recipientList(constant("direct:one,direct:two")).parallelProcessing();
                from("direct:wireTap").wireTap("direct:one").wireTap("direct:two");
                from("direct:seda").multicast().to("seda:one", "seda:two");
            }
        });

        send("direct:" + eip, null);

        assertThat(failed.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(passed).hasValue(0);
        assertThat(proxy.requests(request -> request.has("restart=1"))).hasSize(2);
    }
}
