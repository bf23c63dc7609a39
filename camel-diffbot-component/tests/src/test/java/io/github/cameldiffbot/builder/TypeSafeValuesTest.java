/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.builder;

import java.util.Map;
import java.util.stream.Stream;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.DiffbotEndpoint;
import io.github.cameldiffbot.DiffbotOperations;
import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.sandbox.DiffbotSandboxExtension;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.cameldiffbot.builder.StaticEndpointBuilders.diffbot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@DisplayName("Values of type-safe endpoints arrive unchanged")
@FaultCase("U7")
class TypeSafeValuesTest {

    @RegisterExtension
    static final DiffbotSandboxExtension DIFFBOT = new DiffbotSandboxExtension();

    private static final DefaultCamelContext CONTEXT = new DefaultCamelContext();

    @BeforeAll
    static void start() {
        CONTEXT.getComponent("diffbot", DiffbotComponent.class).getConfiguration().setToken("0123456789abcdef");
        CONTEXT.getPropertiesComponent().addInitialProperty("plus", "a+b&c=%20");
        CONTEXT.start();
    }

    @AfterAll
    static void stop() {
        CONTEXT.stop();
    }

    static Stream<String> values() {
        return Stream.of(".+\\.html$", "a&b=c", "a&num=5", "a%20b", "100%25", "%2520", "%", "50%", "a%2Bb", "(a|b)+", "x)&y",
                "x}&y", "+)", "ü+€", "a b+c", "a#b+", "a?b&c=d#e", "\"+\"", "<+>", "a\\+b", "+", "&", "RAW", "{+}", "[+]",
                "^+|`", "type:article title:\"a b\"", "https://a.example/?x=1&y=2 https://b.example/+",
                "start(); // wait\nend();");
    }

    @ParameterizedTest
    @MethodSource("values")
    @DisplayName("With any characters")
    void arrive(String value) throws Exception {
        DiffbotEndpoint endpoint = diffbot("crawl/x").query(value).pageProcessPattern(value).maxHops(1)
                .customHeaders("Cookie", value).resolve(CONTEXT, DiffbotEndpoint.class);

        assertThat(endpoint.getConfiguration().getQuery()).isEqualTo(value);
        assertThat(endpoint.getConfiguration().getPageProcessPattern()).isEqualTo(value);
        assertThat(endpoint.getConfiguration().getCustomHeaders()).isEqualTo(Map.of("Cookie", value));
        assertThat(endpoint.getConfiguration().getMaxHops()).isEqualTo(1);
        assertThat(endpoint.getConfiguration().getNum()).isNull();
    }

    @Test
    @DisplayName("Values with placeholders, RAW() and line ends arrive unchanged")
    void arriveInOtherForms() throws Exception {
        DiffbotEndpoint endpoint = diffbot("crawl/x").query("{{plus}}").urls("https://a.example/?a&b\nhttps://b.example/+")
                .pageProcessPattern("RAW(a+b)").notifyEmail("{{?missing}}").resolve(CONTEXT, DiffbotEndpoint.class);

        assertThat(endpoint.getConfiguration().getQuery()).isEqualTo("a+b&c=%20");
        assertThat(endpoint.getConfiguration().getUrls()).isEqualTo("https://a.example/?a&b https://b.example/+");
        assertThat(endpoint.getConfiguration().getPageProcessPattern()).isEqualTo("a+b");
        assertThat(endpoint.getConfiguration().getNotifyEmail()).isNull();
    }

    @Test
    @DisplayName("A value that no address can contain is an error")
    void impossible() {
        assertThatIllegalArgumentException().isThrownBy(() -> diffbot("crawl/x").query("x)&y}&z"))
                .withMessageContaining("query").withMessageContaining(")&");
    }

    @ParameterizedTest
    @ValueSource(strings = { "start(); // wait\nx = 1 + 2;", "a\r\nb%", "a\n{{plus}}" })
    @DisplayName("Lines that an address cannot keep are an error that names the option")
    void refusesLines(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> diffbot("crawl/x").customHeaders("X-Evaluate", value))
                .withMessageContaining("X-Evaluate").withMessageContaining("one line");
        assertThatIllegalArgumentException().isThrownBy(() -> diffbot("crawl/x").query(value)).withMessageContaining("query");
    }

    @Test
    @DisplayName("A regular expression with a plus sign is sent with it")
    void onTheWire() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            DiffbotComponent component = context.getComponent("diffbot", DiffbotComponent.class);
            component.getConfiguration().setToken(DIFFBOT.token());
            component.getConfiguration().setBaseUrl(DIFFBOT.baseUrl());
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in").to(diffbot("crawl/shop").operation(DiffbotOperations.create).urlCrawlRegEx(".+\\.html$")
                            .apiUrl("article?fields=meta&timeout=3000"));
                }
            });
            context.start();

            context.createProducerTemplate().requestBody("direct:in", DIFFBOT.sandbox().demoSite().toString());
        }

        assertThat(DIFFBOT.sandbox().requests(request -> request.param("seeds") != null)).singleElement().satisfies(request -> {
            assertThat(request.param("urlCrawlRegEx")).isEqualTo(".+\\.html$");
            assertThat(request.param("apiUrl")).endsWith("article?fields=meta&timeout=3000");
        });
    }
}
