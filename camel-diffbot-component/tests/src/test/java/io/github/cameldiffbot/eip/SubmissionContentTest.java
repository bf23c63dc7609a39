/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.github.cameldiffbot.FaultCase;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.model.ClaimCheckOperation;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.apache.camel.builder.Builder.body;
import static org.apache.camel.builder.Builder.constant;
import static org.apache.camel.builder.Builder.exchangeProperty;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A step that submits something else is not a repetition of an earlier one")
@FaultCase("L4")
class SubmissionContentTest extends SubmissionTestSupport {

    private static final String UPDATE = "diffbot:bulk/job?operation=update";
    private static final AggregationStrategy KEEP = (original, response) -> original;

    @ParameterizedTest
    @ValueSource(strings = { "plain", "removed", "variable", "enrich", "split", "tap" })
    @DisplayName("A second update with other URLs is sent, also behind a step that failed once and was redelivered")
    void behindARedelivery(String kind) throws Exception {
        created();
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0));
                RouteDefinition in = from("direct:in");
                update(kind, in.setProperty("list", constant(pages(2))));
                in.process(failing(1));
                update(kind, in.setProperty("list", constant(pages(3))));
                from("direct:tap").to(UPDATE).to("mock:tapped");
            }
        });
        MockEndpoint tapped = getMockEndpoint("mock:tapped");
        tapped.expectedMessageCount(kind.equals("tap") ? 2 : 0);

        assertThat(send("direct:in", null).getException()).isNull();

        tapped.assertIsSatisfied();
        assertSubmitted(3, 6);
    }

    private static void update(String kind, ProcessorDefinition<?> route) {
        ProcessorDefinition<?> in = route.setBody(exchangeProperty("list"));
        switch (kind) {
            case "removed" -> in.to(UPDATE).removeHeaders("Camel*");
            case "variable" -> in.toV(UPDATE, null, "answer");
            case "enrich" -> in.enrich(UPDATE, KEEP);
            case "split" -> in.setBody(exchange -> List.of(exchange.getProperty("list"))).split(body()).to(UPDATE).end();
            case "tap" -> in.wireTap("direct:tap").end();
            default -> in.to(UPDATE);
        }
    }

    @Test
    @DisplayName("Splits before and behind a doTry that caught a failure both send their parts")
    void doTryBetweenSplits() throws Exception {
        created();
        routed(in -> in.setBody(constant(List.of(pages(2)))).split(body()).to(UPDATE).end()
                .doTry().process(failing(1)).doCatch(Exception.class).end()
                .setBody(constant(List.of(pages(3)))).split(body()).to(UPDATE).end());

        assertThat(send("direct:in", null).getException()).isNull();
        assertSubmitted(3, 6);
    }

    @Test
    @DisplayName("Two updates are sent if toV keeps their headers away from the message")
    void variables() throws Exception {
        routed(in -> in.to("diffbot:bulk/job").setBody(constant(pages(2))).toV(UPDATE, null, "first")
                .setBody(constant(pages(3))).toV(UPDATE, null, "second"));

        assertThat(send("direct:in", page()).getException()).isNull();
        assertSubmitted(3, 6);
    }

    @Test
    @DisplayName("Equal updates are sent by each of two steps and in each iteration if toV keeps their headers away")
    void equalVariables() throws Exception {
        routed(in -> in.to("diffbot:bulk/job").setBody(constant(pages(2))).toV(UPDATE, null, "first")
                .toV(UPDATE, null, "second").loop(3).toV(UPDATE, null, "third").end());

        assertThat(send("direct:in", page()).getException()).isNull();
        assertSubmitted(6, 11);
    }

    @Test
    @DisplayName("An update behind a claim check that restored the headers is sent")
    void claimCheck() throws Exception {
        routed(in -> in.to("diffbot:bulk/job").claimCheck(ClaimCheckOperation.Push).setBody(constant(pages(2))).to(UPDATE)
                .claimCheck(ClaimCheckOperation.Pop).setBody(constant(pages(3))).to(UPDATE));

        assertThat(send("direct:in", page()).getException()).isNull();
        assertSubmitted(3, 6);
    }

    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    @DisplayName("onCompletion sends its own update, also one that equals that of the route")
    void onCompletion(boolean equal) throws Exception {
        List<String> urls = pages(equal ? 2 : 3);
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:before").onCompletion().modeBeforeConsumer().setBody(constant(urls)).to(UPDATE).end()
                        .to("diffbot:bulk/job").setBody(constant(pages(2))).to(UPDATE);
                from("direct:after").onCompletion().setBody(constant(urls)).to(UPDATE).to("mock:done").end()
                        .to("diffbot:bulk/job?onExisting=update").setBody(constant(pages(2))).to(UPDATE);
            }
        });
        MockEndpoint done = getMockEndpoint("mock:done");
        done.expectedMessageCount(1);

        assertThat(send("direct:before", page()).getException()).isNull();
        assertThat(submissions()).isEqualTo(3);
        assertThat(send("direct:after", page()).getException()).isNull();
        done.assertIsSatisfied();
        assertThat(submissions()).isEqualTo(6);
    }

    @Test
    @DisplayName("doFinally sends its own update behind a failure that doCatch handled")
    void doFinally() throws Exception {
        routed(in -> in.to("diffbot:bulk/job").setBody(constant(pages(2))).to(UPDATE)
                .doTry().process(failing(1)).doCatch(Exception.class).to("mock:caught")
                .doFinally().setBody(constant(pages(3))).to(UPDATE).end());

        assertThat(send("direct:in", page()).getException()).isNull();
        assertSubmitted(3, 6);
    }

    @Test
    @DisplayName("doCatch sends other URLs than those that were sent before the failure")
    void doCatch() throws Exception {
        routed(in -> in.to("diffbot:bulk/job").setBody(constant(pages(2))).to(UPDATE)
                .doTry().process(failing(1)).doCatch(Exception.class).setBody(constant(pages(3))).to(UPDATE).end());

        assertThat(send("direct:in", page()).getException()).isNull();
        assertSubmitted(3, 6);
    }

    @Test
    @DisplayName("doCatch submits the same URLs again with other settings, and not with the same")
    void settings() throws Exception {
        String add = "diffbot:bulk/job?onExisting=update";
        routed(in -> in.doTry().to(add).process(failing(1)).doCatch(Exception.class)
                .process(e -> e.getMessage().setBody(page())).to(add)
                .process(e -> e.getMessage().setBody(page())).to(add + "&apiUrl=article").end());

        assertThat(send("direct:in", page()).getException()).isNull();
        assertThat(submissions()).isEqualTo(2);
    }

    @Test
    @DisplayName("URLs that can be read only once are compared with the sent ones")
    void readOnce() throws Exception {
        routed(in -> in.doTry().to("diffbot:bulk/job").process(failing(1)).doCatch(Exception.class)
                .process(e -> e.getMessage().setBody(pages(2))).to("diffbot:bulk/job?onExisting=update")
                .process(e -> e.getMessage().setBody(pages(3))).to("diffbot:bulk/job?onExisting=update").end());

        assertThat(send("direct:in", pages(2).iterator()).getException()).isNull();
        assertSubmitted(2, 5);
    }

    @Test
    @DisplayName("Parts of a split in a split are sent, although their waits time out and their indexes are the same")
    void nestedSplit() throws Exception {
        List<String> urls = pages(4);
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").split(body()).to("direct:part").end();
                from("direct:part").split(body()).to("direct:run").end();
                from("direct:run").doTry().to("diffbot:bulk/job?operation=run&onExisting=update&timeout=60")
                        .doCatch(Exception.class).end();
            }
        });
        sandbox().hold();

        assertThat(send("direct:in", List.of(urls.subList(0, 2), urls.subList(2, 4))).getException()).isNull();
        assertThat(submissions()).isEqualTo(4);
    }

    @Test
    @DisplayName("Iterations of a loop in a loop are sent, although their waits time out and their indexes are the same")
    void nestedLoop() throws Exception {
        List<String> urls = pages(4);
        AtomicInteger next = new AtomicInteger();
        routed(in -> in.loop(2).loop(2).process(e -> e.getMessage().setBody(urls.get(next.getAndIncrement())))
                .doTry().to("diffbot:bulk/job?operation=run&onExisting=update&timeout=60").doCatch(Exception.class).end()
                .end().end());

        assertThat(send("direct:in", null).getException()).isNull();
        assertThat(submissions()).isEqualTo(4);
    }

    /** The job exists, and was created for another message. */
    private void created() throws Exception {
        sandbox().hold();
        assertThat(send("diffbot:bulk/job", page()).getException()).isNull();
    }

    private void routed(Consumer<RouteDefinition> steps) throws Exception {
        sandbox().hold();
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                steps.accept(from("direct:in").errorHandler(noErrorHandler()));
            }
        });
    }

    private static void assertSubmitted(int submissions, int urls) {
        assertThat(submissions()).isEqualTo(submissions);
        assertThat(sandbox().job("job").submitted()).isEqualTo(urls);
    }
}
