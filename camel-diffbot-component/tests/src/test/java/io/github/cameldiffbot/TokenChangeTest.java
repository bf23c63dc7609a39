/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.List;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultContextReloadStrategy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A secret changes in a vault: Camel reloads the routes.
 */
@DisplayName("Routes that Camel reloads use the changed token")
class TokenChangeTest extends DiffbotTestSupport {

    private static final String NEW = "fedcba9876543210fedcba9876543210";

    @BeforeEach
    void response() {
        DIFFBOT.stubFor(get(anyUrl()).willReturn(json(WireJob.bulk("shop").response())));
    }

    @Test
    @FaultCase("X2")
    @DisplayName("Reloaded routes use the new value of a property")
    void withTheReloadOfTheRoutes() throws Exception {
        context.getPropertiesComponent().addOverrideProperty("shop.token", TOKEN);
        route("diffbot:bulk/shop?operation=status&token={{shop.token}}");
        job(call("direct:status", null));

        context.getPropertiesComponent().addOverrideProperty("shop.token", NEW);
        reload();
        job(call("direct:status", null));

        assertThat(tokens()).containsExactly(TOKEN, NEW);
    }

    @Test
    @FaultCase("X2")
    @DisplayName("Reloaded routes use the new token of the component")
    void orTheComponentsTokenIsSetBefore() throws Exception {
        route("diffbot:bulk/shop?operation=status");
        job(call("direct:status", null));

        component().getConfiguration().setToken(NEW);
        reload();
        job(call("direct:status", null));

        assertThat(tokens()).containsExactly(TOKEN, NEW);
    }

    private void route(String uri) throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:status").to(uri);
            }
        });
    }

    private void reload() throws Exception {
        DefaultContextReloadStrategy reload = new DefaultContextReloadStrategy();
        context.addService(reload);
        reload.onReload("vault");
    }

    private static List<String> tokens() {
        return DIFFBOT.findAll(getRequestedFor(anyUrl())).stream().map(TokenChangeTest::token).toList();
    }

    private static String token(LoggedRequest request) {
        return request.queryParameter("token").firstValue();
    }
}
