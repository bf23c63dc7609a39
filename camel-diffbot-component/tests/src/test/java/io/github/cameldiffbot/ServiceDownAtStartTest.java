/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.github.cameldiffbot.error.DiffbotUnavailableException;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The context starts without the service")
class ServiceDownAtStartTest extends DiffbotTestSupport {

    @Test
    @DisplayName("The context starts while the service is down, and continues once it is up")
    void theContextStartsAndContinuesWhenTheServiceComesUp() throws Exception {
        ReservedPort port = new ReservedPort();
        component().getConfiguration().setBaseUrl("http://localhost:" + port.number() + "/v3");
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(fast("diffbot:bulk/shop?startFrom=earliest")).to("mock:events");
                from("direct:status").to("diffbot:bulk/shop?operation=status");
            }
        });

        assertThat(context.getStatus()).isEqualTo(ServiceStatus.Started);
        assertThat(call("direct:status", null).getException()).isInstanceOf(DiffbotUnavailableException.class)
                .hasMessageContaining("'shop'");

        WireMockServer service = new WireMockServer(wireMockConfig().port(port.number()));
        try (port) {
            port.free();
            service.start();
            service.stubFor(get(urlEqualTo(withToken("/bulk?name=shop")))
                    .willReturn(json(WireJob.bulk("shop").status(9).response())));
            MockEndpoint events = getMockEndpoint("mock:events");
            events.expectedMessageCount(1);

            events.assertIsSatisfied();
            assertThat(job(call("direct:status", null)).getStatus().getCode()).isEqualTo(9);
        } finally {
            service.stop();
        }
    }
}
