/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.operation;

import java.util.List;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.error.DiffbotOutOfCreditsException;
import io.github.cameldiffbot.sandbox.model.CreditUse;
import io.github.cameldiffbot.sandbox.model.SandboxPlan;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckRepository;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("An account without credits is an error at once")
class OutOfCreditsTest extends RunTestSupport {

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camelContext = super.createCamelContext();
        DiffbotComponent component = camelContext.getComponent("diffbot", DiffbotComponent.class);
        // a pause of the token would fail the test
        component.setRetryDelay(600_000);
        component.setMaxRetryDelay(600_000);
        HealthCheckRegistry registry = HealthCheckRegistry.get(camelContext);
        var producers = registry.resolveById("producers");
        registry.register(producers);
        ((HealthCheckRepository) producers).setEnabled(true);
        return camelContext;
    }

    @Test
    @FaultCase({ "H14", "H15" })
    @DisplayName("A submission makes one request, reads are not delayed, health says credits, and the next paid call heals it")
    void onceAndHealed() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:shop").to("diffbot:bulk/shop");
            }
        });
        sandbox().plan(SandboxPlan.DEFAULT.creditsPerMonth(2));
        done(send("diffbot:bulk/first", pages(2)));
        Awaitility.await().until(() -> sandbox().ledger().stream().mapToLong(CreditUse::credits).sum() == 2);

        failure(done(send("direct:shop", pages(3))), DiffbotOutOfCreditsException.class);

        assertThat(requests("POST")).hasSize(2);
        for (int i = 0; i < 20; i++) {
            assertThat(done(send("diffbot:bulk/first?operation=status", null)).getException()).isNull();
        }
        assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(health().getDetails()).containsEntry("error.kind", "outOfCredits");
        assertThat(health().getMessage()).hasValueSatisfying(text -> assertThat(text).contains("No credits are left"));

        sandbox().plan(SandboxPlan.DEFAULT);
        assertThat(done(send("direct:shop", pages(3))).getException()).isNull();

        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(requests("POST")).hasSize(3);
    }

    private HealthCheck.Result health() {
        return HealthCheckHelper.invokeReadiness(context).stream()
                .filter(result -> result.getCheck().getId().startsWith("producer:")).findFirst().orElseThrow();
    }

    private static List<String> requests(String method) {
        return sandbox().requests().stream().filter(request -> request.method().equals(method))
                .map(request -> request.param("name")).toList();
    }
}
