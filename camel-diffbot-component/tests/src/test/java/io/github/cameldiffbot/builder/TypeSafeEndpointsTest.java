/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.builder;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.DiffbotOperations;
import io.github.cameldiffbot.Fetch;
import io.github.cameldiffbot.StartFrom;
import io.github.cameldiffbot.sandbox.DiffbotSandboxExtension;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.github.cameldiffbot.builder.StaticEndpointBuilders.diffbot;

@DisplayName("Routes in Java can use methods instead of options in a text")
class TypeSafeEndpointsTest {

    @RegisterExtension
    static final DiffbotSandboxExtension DIFFBOT = new DiffbotSandboxExtension();

    @Test
    @DisplayName("A route with type-safe endpoints creates a crawl, and another one receives its records")
    void aCrawlIsMadeAndItsRecordsComeWithItsCompletion() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getComponent("diffbot", DiffbotComponent.class).getConfiguration().setToken(DIFFBOT.token());
            context.getPropertiesComponent().addInitialProperty("url", DIFFBOT.baseUrl());
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in").to(diffbot("crawl/shop").operation(DiffbotOperations.create).maxHops(0).maxToProcess("5")
                            .advanced().baseUrl("{{url}}"));
                    from(diffbot("crawl/shop").events("completion").fetch(Fetch.data).startFrom(StartFrom.earliest)
                            .delay(100).initialDelay(0).advanced().baseUrl("{{url}}"))
                            .split(body()).streaming().to("mock:records");
                }
            });
            context.start();
            MockEndpoint records = context.getEndpoint("mock:records", MockEndpoint.class);
            records.expectedMessageCount(1);
            records.setResultWaitTime(30_000);

            context.createFluentProducerTemplate().to("direct:in").withBody(DIFFBOT.sandbox().demoSite() + "notes/7").request();

            records.assertIsSatisfied();
        }
    }
}
