/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.List;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckRepository;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The health check of producers, which is disabled by default.
 */
@DisplayName("The health check of producers shows whether Diffbot can be called")
class ProducerHealthTest extends DiffbotTestSupport {

    private static final String PROBE = "/bulk?name=camel-health-check";
    private static final String ASKED = "GET " + PROBE;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camelContext = super.createCamelContext();
        HealthCheckRegistry registry = HealthCheckRegistry.get(camelContext);
        var producers = registry.resolveById("producers");
        registry.register(producers);
        ((HealthCheckRepository) producers).setEnabled(true);
        return camelContext;
    }

    @Test
    @DisplayName("The last call decides, without another one")
    void theLastCallDecidesWithoutAnother() throws Exception {
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").response()));
        producer();

        job(template.request("direct:status", exchange -> {
        }));

        assertThat(check().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(check().getDetails()).containsKey(HealthCheck.SUCCESS_TIME)
                .containsEntry(HealthCheck.ENDPOINT_URI, DIFFBOT.baseUrl() + "/v3");
        assertThat(requests()).containsExactly("GET /bulk?name=shop");
    }

    @Test
    @DisplayName("Without a recent call the check makes one and keeps its result")
    void withoutARecentCallItMakesOneAndKeepsTheResult() throws Exception {
        onGet(PROBE, noSuchJob());
        producer();

        assertThat(check().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(check().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(requests()).containsExactly(ASKED);
    }

    @Test
    @DisplayName("A rejected token is down with its response code, and is not shown")
    void aRejectedTokenIsDownWithItsCode() throws Exception {
        onGet(PROBE, json("{\"errorCode\":401,\"error\":\"Not authorized API token " + TOKEN + ".\"}").withStatus(401));
        producer();

        HealthCheck.Result down = check();

        assertThat(down.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(down.getDetails()).containsEntry(HealthCheck.HTTP_RESPONSE_CODE, 401);
        assertThat(down.getMessage() + " " + down.getDetails() + down.getError()).doesNotContain(TOKEN);
        assertThat(check().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(requests()).containsExactly(ASKED);
    }

    @Test
    @DisplayName("The details are the error, its cure, its kind and its start, without an exception")
    void details() throws Exception {
        inTurn("/bulk?name=shop", json("<html>").withStatus(503), json("<html>").withStatus(503),
                json(WireJob.bulk("shop").response()));
        producer();
        template.request("direct:status", exchange -> {
        });
        Object since = check().getDetails().get("failing.since");
        template.request("direct:status", exchange -> {
        });

        HealthCheck.Result down = check();
        assertThat(down.getError()).isEmpty();
        assertThat(down.getDetails()).containsEntry("error.kind", "unavailable").containsEntry("failing.since", since)
                .containsEntry(HealthCheck.HTTP_RESPONSE_CODE, 503);
        assertThat(down.getMessage()).hasValue("The last call failed: " + down.getDetails().get("error.message"));
        template.request("direct:status", exchange -> {
        });
        assertThat(check().getDetails()).doesNotContainKeys("failing.since", "error.kind");
    }

    @Test
    @DisplayName("The check's own call is made once, regardless of maxRetries")
    void theProbeIsNotRepeated() throws Exception {
        component().setMaxRetries(3);
        onGet(PROBE, json("<html>").withStatus(503));
        producer();

        assertThat(check().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(requests()).containsExactly(ASKED);
    }

    @Test
    @DisplayName("Missing credits are shown although reads succeed, until a call that costs credits succeeds")
    void withoutCreditsItIsDown() throws Exception {
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").response()));
        onGet("/bulk?name=shop&restart=1", json("{\"errorCode\":429,\"error\":\"429 Quota Exceeded\"}").withStatus(429));
        producer();

        template.request("direct:restart", exchange -> {
        });
        job(template.request("direct:status", exchange -> {
        }));

        assertThat(check().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(check().getMessage()).get(InstanceOfAssertFactories.STRING).contains("No credits are left");

        onGet("/bulk?name=shop&restart=1", json(WireJob.bulk("shop").created()));
        job(template.request("direct:restart", exchange -> {
        }));
        assertThat(check().getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    @DisplayName("An error about a missing job leaves the check up")
    void aJobThatIsNotThereIsNoTroubleWithDiffbot() throws Exception {
        onGet("/bulk?name=shop", noSuchJob());
        producer();

        Exchange failed = template.request("direct:status", exchange -> {
        });

        assertThat(failed.getException()).isNotNull();
        assertThat(check().getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    @DisplayName("The check is up again after the next successful call")
    void itIsUpAgainWithTheNextCallThatSucceeds() throws Exception {
        inTurn("/bulk?name=shop", json("<html>").withStatus(503), json(WireJob.bulk("shop").response()));
        producer();

        template.request("direct:status", exchange -> {
        });
        assertThat(check().getState()).isEqualTo(HealthCheck.State.DOWN);
        template.request("direct:status", exchange -> {
        });

        assertThat(check().getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    @DisplayName("Failed polls for waits turn the check down and are counted")
    void failedPollsForWaitsAreShown() throws Exception {
        component().setPollInterval(20);
        component().setMaxPollInterval(20);
        inTurn("/bulk?name=shop", json(WireJob.bulk("shop").status(7).response()), json("<html>").withStatus(503));
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:await").to("diffbot:bulk/shop?operation=await");
            }
        });

        template.asyncRequestBody("direct:await", null);

        await().untilAsserted(() -> assertThat(check().getState()).isEqualTo(HealthCheck.State.DOWN));
        assertThat(check().getDetails()).containsEntry("waits.pending", 1);
        await().untilAsserted(() -> assertThat((int) check().getDetails().get("waits.failed.polls")).isGreaterThan(1));
    }

    @Test
    @DisplayName("The component's option disables the check")
    void itIsOffWhereTheComponentSaysSo() throws Exception {
        component().setHealthCheckProducerEnabled(false);
        producer();

        assertThat(check().getState()).isEqualTo(HealthCheck.State.UNKNOWN);
        assertThat(check().getDetails()).containsEntry(HealthCheck.CHECK_ENABLED, false);
        assertThat(requests()).isEmpty();
    }

    @Test
    @DisplayName("The check is removed with the last endpoint")
    void itGoesWithTheLastEndpoint() throws Exception {
        onGet(PROBE, noSuchJob());
        producer();
        assertThat(checks()).hasSize(1);

        context.getRouteController().stopAllRoutes();
        context.removeRoute("status");
        context.removeEndpoints("diffbot:*");

        assertThat(checks()).isEmpty();
    }

    @Test
    @DisplayName("Checks of two components have different ids, by the names of the components")
    void hasAnIdOfItsOwnForEachComponent() throws Exception {
        DiffbotComponent second = new DiffbotComponent();
        second.setConfiguration(component().getConfiguration().copy());
        context.addComponent("diffbot-eu", second);
        onGet(PROBE, noSuchJob());
        producer();
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:eu").to("diffbot-eu:bulk/shop?operation=status");
            }
        });

        assertThat(checks()).extracting(result -> result.getCheck().getId())
                .containsExactlyInAnyOrder("producer:diffbot-1", "producer:diffbot-eu-1");
    }

    private void producer() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:status").routeId("status").to("diffbot:bulk/shop?operation=status");
                from("direct:delete").to("diffbot:bulk/other?operation=delete");
                from("direct:restart").to("diffbot:bulk/shop?operation=restart");
            }
        });
    }

    private HealthCheck.Result check() {
        List<HealthCheck.Result> checks = checks();
        assertThat(checks).hasSize(1);
        return checks.get(0);
    }

    private List<HealthCheck.Result> checks() {
        return HealthCheckHelper.invokeReadiness(context, "full").stream()
                .filter(result -> result.getCheck().getId().startsWith("producer:diffbot")).toList();
    }
}
