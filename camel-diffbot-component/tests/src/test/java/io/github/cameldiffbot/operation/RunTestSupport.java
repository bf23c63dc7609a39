/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.operation;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.QuickAwait;
import io.github.cameldiffbot.TestComponents;
import io.github.cameldiffbot.TestContext;
import io.github.cameldiffbot.sandbox.DiffbotSandbox;
import io.github.cameldiffbot.sandbox.DiffbotSandboxExtension;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A context whose component uses a sandbox with short poll intervals.
 */
@ExtendWith(QuickAwait.class)
abstract class RunTestSupport extends CamelTestSupport {

    @RegisterExtension
    static final DiffbotSandboxExtension DIFFBOT = new DiffbotSandboxExtension();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camelContext = new TestContext();
        DiffbotComponent component = TestComponents.of(DIFFBOT);
        component.setPollInterval(50);
        component.setMaxPollInterval(100);
        component.setRetryDelay(10);
        camelContext.addComponent("diffbot", component);
        return camelContext;
    }

    static DiffbotSandbox sandbox() {
        return DIFFBOT.sandbox();
    }

    static List<String> pages(int count) {
        return sandbox().demoPages().stream().limit(count).map(Object::toString).toList();
    }

    void route(String from, String to) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(from).routeId("runs").to(to);
            }
        });
    }

    /**
     * Sends a body without waiting for the end of the exchange.
     */
    CompletableFuture<Exchange> send(String uri, Object body) {
        return template.asyncSend(uri, exchange -> exchange.getMessage().setBody(body));
    }

    CompletableFuture<Exchange> send(String uri, Object body, Map<String, Object> headers) {
        return template.asyncSend(uri, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(headers);
        });
    }

    static Exchange done(CompletableFuture<Exchange> sent) throws Exception {
        return sent.get(30, TimeUnit.SECONDS);
    }

    static <T extends Throwable> T failure(Exchange exchange, Class<T> type) {
        assertThat(exchange.getException()).isInstanceOf(type);
        return type.cast(exchange.getException());
    }

    /**
     * Returns the number of created jobs as counted by Diffbot: requests with URLs.
     */
    static long submissions() {
        return sandbox().requests().stream()
                .filter(request -> request.method().equals("POST")
                        && (request.param("urls") != null || request.param("seeds") != null))
                .count();
    }
}
