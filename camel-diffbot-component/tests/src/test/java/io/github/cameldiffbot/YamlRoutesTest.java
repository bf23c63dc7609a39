/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("Routes in Java run as YAML, unless YAML would change them")
class YamlRoutesTest {

    private final DefaultCamelContext context = new TestContext();

    @BeforeEach
    void component() {
        context.addComponent("diffbot", new DiffbotComponent());
    }

    @AfterEach
    void close() throws Exception {
        context.close();
    }

    @Test
    @DisplayName("Placeholders, RAW values, beans, expressions and route attributes stay")
    void equal() throws Exception {
        context.getPropertiesComponent().addInitialProperty("type", "bulk");
        YamlRoutes.load(context, new RouteBuilder() {
            @Override
            public void configure() {
                onException(IllegalStateException.class).to("mock:failures");
                from("direct:a").routeId("a").autoStartup("{{start}}")
                        .to("diffbot:{{type}}/notes?apiUrl=RAW(article?fields=meta&a=b)&settings.useCanonical=0&customHeaders.X=y")
                        .split(simple("${body}")).streaming().stopOnException().process("store").end()
                        .choice().when(simple("${header.n} > 1")).toD("diffbot:bulk/${body}?operation=${header.operation}")
                        .otherwise().setHeader("n", constant("007")).end()
                        .wireTap("direct:b?block=true").pollEnrich("file:in?fileName=a b.txt", 100).bean("bean", "method");
                from("direct:b").to("mock:b");
            }
        });
        assertThat(context.getRouteDefinitions()).hasSize(2);
        assertThat(context.getRouteDefinition("a").getAutoStartup()).isEqualTo("{{start}}");
    }

    @Test
    @DisplayName("A header with a hyphen is refused, because Camel removes hyphens from names of parameters")
    void hyphen() {
        assertRefused(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:a").to("diffbot:bulk/notes?customHeaders.X-Visitor=camel");
            }
        }, "customHeaders.X-Visitor=camel");
    }

    @Test
    @DisplayName("A processor without a name is refused")
    void processor() {
        assertRefused(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:a").filter(simple("${body} == 1")).process(Exchange::getMessage);
            }
        }, "[\"processor\"]");
    }

    @Test
    @DisplayName("An aggregation strategy without a name is refused")
    void aggregationStrategy() {
        assertRefused(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:a").split(simple("${body}"), (first, next) -> next).to("mock:a");
            }
        }, "[\"aggregationStrategyBean\"]");
    }

    @Test
    @DisplayName("The error handler of all routes is refused")
    void errorHandler() {
        assertRefused(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(deadLetterChannel("mock:dead"));
                from("direct:a").to("mock:a");
            }
        }, "error handler");
    }

    private void assertRefused(RouteBuilder routes, String message) {
        assertThatThrownBy(() -> YamlRoutes.load(context, routes)).isInstanceOf(AssertionError.class)
                .hasMessageContaining(message);
    }
}
