/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.QuickAwait;
import io.github.cameldiffbot.SedaStops;
import io.github.cameldiffbot.TestComponents;
import io.github.cameldiffbot.TestContext;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.sandbox.DiffbotSandbox;
import io.github.cameldiffbot.sandbox.DiffbotSandboxExtension;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Routes around steps that submit jobs to a sandbox, which counts the requests.
 */
@ExtendWith(QuickAwait.class)
abstract class SubmissionTestSupport extends CamelTestSupport {

    @RegisterExtension
    static final DiffbotSandboxExtension DIFFBOT = new DiffbotSandboxExtension();

    static final String RUN = "diffbot:bulk/job?operation=run&onExisting=replace";
    static final String SHORT_RUN = RUN + "&timeout=60";

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camelContext = new TestContext();
        SedaStops.quick(camelContext);
        DiffbotComponent component = TestComponents.of(DIFFBOT);
        component.setMaxRetries(0);
        TestComponents.pollEvery(component, 20);
        TestComponents.setGrace(component, Duration.ofMillis(200));
        camelContext.addComponent("diffbot", component);
        return camelContext;
    }

    @AfterEach
    void release() {
        sandbox().release();
    }

    static DiffbotSandbox sandbox() {
        return DIFFBOT.sandbox();
    }

    static String page() {
        return sandbox().demoPages().get(0).toString();
    }

    static List<String> pages(int count) {
        return sandbox().demoPages().stream().limit(count).map(Object::toString).toList();
    }

    void routes(RouteBuilder routes) throws Exception {
        context.addRoutes(routes);
    }

    Exchange send(String uri, Object body) throws Exception {
        return send(uri, body, Map.of());
    }

    Exchange send(String uri, Object body, Map<String, Object> headers) throws Exception {
        return template.asyncSend(uri, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(headers);
        }).get(30, TimeUnit.SECONDS);
    }

    /**
     * A step that fails the first times it is reached.
     */
    static Processor failing(int times) {
        AtomicInteger left = new AtomicInteger(times);
        return exchange -> {
            if (left.getAndDecrement() > 0) {
                throw new IllegalStateException("This step fails");
            }
        };
    }

    /**
     * A step that ends the running jobs.
     */
    static Processor releasing() {
        return exchange -> sandbox().release();
    }

    /**
     * Returns the number of requests with URLs, each of which is paid.
     */
    static long submissions() {
        return sandbox().requests(request -> request.param("urls") != null || request.param("seeds") != null).size();
    }

    static long calls(String parameter) {
        return sandbox().requests(request -> "1".equals(request.param(parameter))).size();
    }

    static long deletions() {
        return calls("delete");
    }

    /** Submits in a step that works on copies of the exchange, whose caller is redelivered twice. */
    void routeOfCopies(String kind) throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("timer:once?delay=0&repeatCount=1")
                        .errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0))
                        .to("direct:inner").to("mock:done");
                RouteDefinition inner = from("direct:inner").errorHandler(noErrorHandler()).setBody(e -> page());
                switch (kind) {
                    case "multicast" -> inner.multicast().to("direct:run").end();
                    case "recipients" -> inner.recipientList(constant("direct:run"));
                    case "split" -> inner.split(body()).to("direct:run").end();
                    case "nested split" -> inner.split(body()).split(body()).to("direct:run").end().end();
                    case "enrich" -> inner.enrich("direct:run", (original, response) -> original);
                    case "seda" -> inner.to(ExchangePattern.InOut, "seda:run");
                    case "loop" -> inner.loop(1).copy().to("direct:run").end();
                    case "breaker" -> inner.circuitBreaker().to("direct:run").end();
                    default -> inner.to("direct:run");
                }
                inner.process(failing(2));
                from("direct:run").errorHandler(noErrorHandler()).to(RUN);
                from("seda:run").errorHandler(noErrorHandler()).to(RUN);
            }
        });
    }

    interface Sending {
        void send() throws Exception;
    }

    /** Checks that the message arrives with an ended job, after this number of submissions. */
    void assertDone(int submissions, Sending sending) throws Exception {
        MockEndpoint done = getMockEndpoint("mock:done");
        done.expectedMessageCount(1);
        sending.send();
        done.assertIsSatisfied();
        Exchange exchange = done.getExchanges().get(0);
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(Job.class).getStatus().getCode()).isEqualTo(9);
        assertThat(submissions()).isEqualTo(submissions);
        assertThat(deletions()).isEqualTo(submissions - 1);
    }
}
