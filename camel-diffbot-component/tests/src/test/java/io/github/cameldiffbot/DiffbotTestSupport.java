/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.ScenarioMappingBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.cameldiffbot.job.Job;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

/**
 * A context whose component uses WireMock instead of Diffbot. Tests create stubs before their routes, so that no
 * consumer polls too early.
 */
@ExtendWith(QuickAwait.class)
public abstract class DiffbotTestSupport extends CamelTestSupport {

    public static final String TOKEN = "0123456789abcdef0123456789abcdef";
    static final String AUTH = "token=" + TOKEN;

    private static final String NO_SUCH_JOB = "{\"errorCode\":\"500\",\"error\":\"no collection record.\"}";

    private static final EarlierTestFilter ONLY_THIS_TEST = new EarlierTestFilter();

    @RegisterExtension
    public static final WireMockExtension DIFFBOT = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().gzipDisabled(true).extensions(ONLY_THIS_TEST)).build();

    private final String mark = ONLY_THIS_TEST.begin();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camelContext = new TestContext();
        EarlierTestFilter.mark(camelContext, mark);
        DiffbotComponent component = TestComponents.of(DIFFBOT.baseUrl() + "/v3");
        component.setMaxRetries(0);
        component.setRetryDelay(1);
        component.setGrace(Duration.ofMillis(200));
        camelContext.addComponent("diffbot", component);
        SedaStops.quick(camelContext);
        return camelContext;
    }

    DiffbotComponent component() {
        return context.getComponent("diffbot", DiffbotComponent.class);
    }

    /**
     * Sends a body to an endpoint and returns the exchange, including its failure.
     */
    public Exchange call(String uri, Object body) {
        return template.request(uri, exchange -> exchange.getMessage().setBody(body));
    }

    Exchange callWith(String uri, Processor processor) {
        return template.request(uri, processor);
    }

    /**
     * Sends a body to an endpoint that returns a download, and reads it within the route: an iterator as a list,
     * otherwise as text.
     */
    Exchange read(String uri, Object body) throws Exception {
        return readWith(uri, exchange -> exchange.getMessage().setBody(body));
    }

    Exchange readWith(String uri, Processor processor) throws Exception {
        String from = "direct:" + UUID.randomUUID();
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(from).to(uri).process(exchange -> {
                    Object result = exchange.getMessage().getBody();
                    if (result instanceof Iterator<?> iterator) {
                        List<Object> all = new ArrayList<>();
                        iterator.forEachRemaining(all::add);
                        exchange.getMessage().setBody(all);
                    } else {
                        exchange.getMessage().setBody(exchange.getMessage().getMandatoryBody(String.class));
                    }
                });
            }
        });
        return template.request(from, processor);
    }

    /**
     * Returns the list of a read. A failure of the read fails the test.
     */
    static List<?> list(Exchange exchange) {
        if (exchange.getException() != null) {
            throw new AssertionError("The call failed", exchange.getException());
        }
        return exchange.getMessage().getBody(List.class);
    }

    /**
     * Encodes a text for a form or query.
     */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * Returns the job of a call. A failure of the call fails the test.
     */
    public static Job job(Exchange exchange) {
        if (exchange.getException() != null) {
            throw new AssertionError("The call failed", exchange.getException());
        }
        return exchange.getMessage().getBody(Job.class);
    }

    public void route(RouteBuilder route) throws Exception {
        context.addRoutes(route);
    }

    /**
     * Creates a route from a consumer to mock:events.
     */
    MockEndpoint events(String uri) throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(fast(uri)).routeId("events").to("mock:events");
            }
        });
        return getMockEndpoint("mock:events");
    }

    static String fast(String uri) {
        return uri + (uri.contains("?") ? "&" : "?") + "delay=30&initialDelay=0";
    }

    public static ResponseDefinitionBuilder json(String body) {
        return aResponse().withHeader("Content-Type", "application/json").withBody(body);
    }

    public static ResponseDefinitionBuilder noSuchJob() {
        return json(NO_SUCH_JOB).withStatus(500);
    }

    /**
     * Stubs a GET with exactly this path and query, without the token.
     */
    public static void onGet(String pathAndQuery, ResponseDefinitionBuilder response) {
        DIFFBOT.stubFor(get(urlEqualTo(withToken(pathAndQuery))).willReturn(response));
    }

    static void onPost(String path, ResponseDefinitionBuilder response) {
        DIFFBOT.stubFor(post(urlEqualTo("/v3" + path)).willReturn(response));
    }

    /**
     * Stubs GETs with these responses in sequence; further ones get the last response.
     */
    static void inTurn(String pathAndQuery, ResponseDefinitionBuilder... responses) {
        String state = Scenario.STARTED;
        for (int i = 0; i < responses.length; i++) {
            ScenarioMappingBuilder mapping = get(urlEqualTo(withToken(pathAndQuery))).inScenario(pathAndQuery)
                    .whenScenarioStateIs(state).willReturn(responses[i]);
            if (i < responses.length - 1) {
                state = "look " + (i + 2);
                mapping.willSetStateTo(state);
            }
            DIFFBOT.stubFor(mapping);
        }
    }

    static void inTurn(String pathAndQuery, String... responses) {
        inTurn(pathAndQuery,
                Arrays.stream(responses).map(DiffbotTestSupport::json).toArray(ResponseDefinitionBuilder[]::new));
    }

    /**
     * Returns path and query below the base URL as in a request.
     */
    static String withToken(String pathAndQuery) {
        int query = pathAndQuery.indexOf('?');
        return query < 0
                ? "/v3" + pathAndQuery + "?" + AUTH
                : "/v3" + pathAndQuery.substring(0, query) + "?" + AUTH + "&" + pathAndQuery.substring(query + 1);
    }

    /**
     * Returns all requests so far, oldest first, as {@code METHOD path?query} without the token.
     */
    public static List<String> requests() {
        return DIFFBOT.findAll(WireMock.anyRequestedFor(anyUrl())).stream().sorted(
                (a, b) -> a.getLoggedDate().compareTo(b.getLoggedDate()))
                .map(request -> request.getMethod() + " "
                                + request.getUrl().replaceFirst("^/v3", "").replaceFirst("\\?" + AUTH + "&?", "?")
                                        .replaceFirst("\\?$", ""))
                .toList();
    }

    /**
     * Returns the body of the only POST.
     */
    static String posted() {
        List<LoggedRequest> posts = DIFFBOT.findAll(WireMock.postRequestedFor(anyUrl()));
        if (posts.size() != 1) {
            throw new AssertionError("There were " + posts.size() + " POSTs: " + posts);
        }
        return posts.get(0).getBodyAsString();
    }

    static String wire(String file) {
        try (InputStream in = DiffbotTestSupport.class.getResourceAsStream("/wire/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("TOKEN", TOKEN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
