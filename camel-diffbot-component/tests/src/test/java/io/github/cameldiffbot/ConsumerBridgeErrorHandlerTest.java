/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import io.github.cameldiffbot.error.DiffbotUnauthorizedException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("With bridgeErrorHandler the route handles failed polls")
@FaultCase("L1")
class ConsumerBridgeErrorHandlerTest extends DiffbotTestSupport {

    @Test
    @DisplayName("With bridgeErrorHandler a failed poll is handled by the route's error handler")
    void troubleWithTheServiceReachesTheRoutesErrorHandler() throws Exception {
        onGet("/bulk?name=shop", json("{\"errorCode\":401,\"error\":\"Not authorized API token.\"}").withStatus(401));
        route(new RouteBuilder() {
            @Override
            public void configure() {
                onException(DiffbotUnauthorizedException.class).handled(true).to("mock:trouble");
                from(fast("diffbot:bulk/shop?bridgeErrorHandler=true")).to("mock:events");
            }
        });
        MockEndpoint trouble = getMockEndpoint("mock:trouble");
        trouble.expectedMinimumMessageCount(1);

        trouble.assertIsSatisfied();
        assertThat(trouble.getExchanges().get(0).getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class))
                .hasMessageContaining("'shop'").hasMessageContaining("token");
        assertThat(getMockEndpoint("mock:events").getReceivedCounter()).isZero();
    }
}
