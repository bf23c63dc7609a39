/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.sandbox.DiffbotSandboxExtension;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The profiles of Camel Main start the component with their settings")
class MainProfileTest {

    @RegisterExtension
    static final DiffbotSandboxExtension DIFFBOT = new DiffbotSandboxExtension();

    private final Main main = new Main();

    @ParameterizedTest
    @ValueSource(strings = { "prod", "dev", "test" })
    @DisplayName("Routes from and to Diffbot run in each")
    void runs(String profile) throws Exception {
        CamelContext context = start(profile);
        try {
            MockEndpoint events = context.getEndpoint("mock:events", MockEndpoint.class);
            events.setResultWaitTime(30_000);
            events.expectedMinimumMessageCount(1);

            Job job = context.createProducerTemplate().requestBody(
                    "direct:submit", DIFFBOT.sandbox().demoSite() + "/about", Job.class);

            assertThat(job.getName()).isEqualTo("pages");
            events.assertIsSatisfied();
            assertThat(context.getRouteController().getRouteStatus("events")).isEqualTo(ServiceStatus.Started);
        } finally {
            main.stop();
        }
    }

    @Test
    @DisplayName("prod switches on nothing that is for development")
    void prodHasNothingOfDev() throws Exception {
        CamelContext context = start("prod");
        try {
            assertThat(context.getCamelContextExtension().getProfile()).isEqualTo("prod");
            assertThat(context.isDevConsole()).isFalse();
            assertThat(consoles(context)).isZero();
            assertThat(context.isTracing()).isFalse();
            assertThat(context.isBacklogTracing()).isFalse();
            assertThat(context.isMessageHistory()).isFalse();
            assertThat(context.isSourceLocationEnabled()).isFalse();
            assertThat(context.isModeline()).isFalse();
        } finally {
            main.stop();
        }
    }

    private static long consoles(CamelContext context) {
        DevConsoleRegistry consoles = context.getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class);
        return consoles == null ? 0 : consoles.stream().filter(console -> console.getId().equals("diffbot")).count();
    }

    private CamelContext start(String profile) {
        main.setDefaultPropertyPlaceholderLocation("false");
        main.addOverrideProperty("camel.main.name", "profile-" + profile);
        main.addOverrideProperty("camel.main.profile", profile);
        main.addOverrideProperty("camel.main.shutdownTimeout", "5");
        main.addOverrideProperty("camel.component.diffbot.baseUrl", DIFFBOT.baseUrl());
        main.addOverrideProperty("camel.component.diffbot.token", DIFFBOT.token());
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:submit").routeId("submit").to("diffbot:bulk/pages?onExisting=attach");
                from("diffbot:bulk/pages?startFrom=earliest&events=all&delay=50&initialDelay=0").routeId("events")
                        .to("mock:events");
            }
        });
        main.start();
        return main.getCamelContext();
    }
}
