/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.github.cameldiffbot.FaultCase;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.apache.camel.builder.Builder.constant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("Each pass of a message through a step submits, and a redelivery is not a pass")
@FaultCase("L4")
class SubmissionCountTest extends SubmissionTestSupport {

    private static final String ADD = "diffbot:bulk/job?onExisting=update";

    @ParameterizedTest
    @CsvSource({ "plain, 0", "plain, 1", "copy, 0", "copy, 1", "while, 0", "while, 1", "removed, 0", "removed, 1" })
    @DisplayName("Each iteration of a loop submits, also when a step in it is redelivered")
    void loop(String kind, int failures) throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0));
                RouteDefinition in = from("direct:in");
                switch (kind) {
                    case "copy" -> in.loop(3).copy().setBody(e -> page()).to(RUN).process(failing(failures)).end();
                    case "while" -> in.loopDoWhile(e -> submissions() < 3).setBody(e -> page()).to(RUN)
                            .process(failing(failures)).end();
                    case "removed" -> in.loop(3).setBody(e -> page()).to(RUN).removeHeaders("*").process(failing(failures))
                            .end();
                    default -> in.loop(3).setBody(e -> page()).to(RUN).process(failing(failures)).end();
                }
            }
        });

        assertThat(send("direct:in", null).getException()).isNull();
        assertThat(submissions()).isEqualTo(3);
        assertThat(deletions()).isEqualTo(2);
    }

    @Test
    @DisplayName("A loop whose first run timed out and was redelivered submits again in the second iteration")
    void loopWithARedeliveredRun() throws Exception {
        sandbox().hold();
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(100).redeliveryDelay(0).onRedelivery(releasing()));
                from("direct:in").loop(2).setBody(e -> page()).to(RUN + "&timeout=300").end();
            }
        });

        assertThat(send("direct:in", null).getException()).isNull();
        assertThat(submissions()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = { "plain", "copy" })
    @DisplayName("A redelivered route with a loop submits once for each iteration")
    void redeliveredLoop(String kind) throws Exception {
        redelivered(inner -> (kind.equals("copy") ? inner.loop(3).copy() : inner.loop(3)).setBody(e -> page()).to(ADD).end());

        assertThat(send("direct:outer", null).getException()).isNull();
        assertThat(submissions()).isEqualTo(3);
    }

    @Test
    @DisplayName("A loop within an iteration that fails and is redelivered does not hide the job of that iteration")
    void redeliveredLoopInALoop() throws Exception {
        AtomicInteger passes = new AtomicInteger();
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:outer").errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0))
                        .loop(2).to("direct:inner").end();
                from("direct:inner").errorHandler(noErrorHandler()).setBody(e -> page()).to(RUN).loop(3).process(e -> {
                    if (passes.incrementAndGet() == 2) {
                        throw new IllegalStateException("The second pass fails");
                    }
                }).end();
            }
        });

        assertThat(send("direct:outer", null).getException()).isNull();
        assertThat(submissions()).isEqualTo(2);
        assertThat(deletions()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 1 })
    @DisplayName("A second step and a second call of a route submit, also behind a step that was redelivered")
    void secondStep(int failures) throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0));
                from("direct:in").setBody(constant(page())).to(ADD).process(failing(failures)).setBody(constant(page())).to(ADD)
                        .to("direct:twice").process(failing(failures)).to("direct:twice");
                from("direct:twice").setBody(constant(page())).to(ADD);
            }
        });

        assertThat(send("direct:in", null).getException()).isNull();
        assertThat(submissions()).isEqualTo(4);
    }

    @Test
    @DisplayName("Each message submits")
    void freshMessages() throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0));
                from("direct:in").to(ADD).process(failing(1));
            }
        });

        for (int i = 0; i < 3; i++) {
            assertThat(send("direct:in", page()).getException()).isNull();
        }
        assertThat(submissions()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = { "sequential", "parallel", "recipients", "split", "aggregated", "slip", "tap", "enrich" })
    @DisplayName("Each branch and part submits once, also in a route that is redelivered")
    void branchesAndParts(String kind) throws Exception {
        redelivered(inner -> {
            switch (kind) {
                case "sequential" -> inner.multicast().to(ADD, ADD, ADD).end();
                case "parallel" -> inner.multicast().parallelProcessing().to(ADD, ADD, ADD).end();
                case "recipients" -> inner.recipientList(constant(List.of(ADD, ADD + "&maxUrls=9", ADD + "&maxUrls=8")));
                case "split" -> inner.split(constant(pages(3))).to(ADD).end();
                case "aggregated" -> inner.split(constant(pages(3)), new GroupedBodyAggregationStrategy()).parallelProcessing()
                        .to(ADD).end();
                case "slip" -> inner.routingSlip(constant(String.join(",", ADD, "direct:page", ADD, "direct:page", ADD)));
                case "tap" -> inner.wireTap(ADD).end().process(exchange -> await().until(() -> submissions() > 0))
                        .to(ADD).setBody(constant(page())).to(ADD);
                default -> inner.enrich(ADD).setBody(constant(page())).enrich(ADD).setBody(constant(page())).enrich(ADD);
            }
        });
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:page").setBody(constant(page()));
            }
        });

        assertThat(send("direct:outer", page()).getException()).isNull();
        await().untilAsserted(() -> assertThat(submissions()).isEqualTo(3));
    }

    @ParameterizedTest
    @ValueSource(strings = { "multicast", "split" })
    @DisplayName("A redelivered branch continues with its own job")
    void redeliveredBranch(String kind) throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0));
                if (kind.equals("split")) {
                    from("direct:in").split(constant(pages(2))).to("direct:branch").end();
                } else {
                    from("direct:in").multicast().parallelProcessing().to("direct:branch", "direct:branch").end();
                }
                from("direct:branch").errorHandler(noErrorHandler()).to(ADD).process(failing(2));
            }
        });

        assertThat(send("direct:in", page()).getException()).isNull();
        assertThat(submissions()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({ "direct:branch", "direct:slip" })
    @DisplayName("A redelivered branch continues with its job, also if a multicast within it failed")
    void redeliveredBranchWithAMulticast(String step) throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0));
                from("direct:in").recipientList(constant(step)).end();
                from("direct:branch").errorHandler(noErrorHandler()).to(ADD).to("direct:parts");
                from("direct:slip").errorHandler(noErrorHandler()).routingSlip(constant(ADD)).end().to("direct:parts");
                from("direct:parts").errorHandler(noErrorHandler()).multicast().to("mock:other", "direct:fails").end();
                from("direct:fails").errorHandler(noErrorHandler()).process(failing(1));
            }
        });

        assertThat(send("direct:in", page()).getException()).isNull();
        assertThat(submissions()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = { "seda:step?waitForTaskToComplete=Always", "direct:step" })
    @DisplayName("A redelivered call of another route, over seda too, continues with the job")
    void otherRoutes(String step) throws Exception {
        redelivered(inner -> inner.to(step));
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from(step.startsWith("seda") ? "seda:step" : step).errorHandler(noErrorHandler()).to(RUN);
            }
        });

        assertThat(send("direct:outer", page()).getException()).isNull();
        assertThat(submissions()).isEqualTo(1);
        assertThat(deletions()).isZero();
    }

    @Test
    @DisplayName("A dynamic step whose producers are evicted continues with its jobs")
    void dynamicStep() throws Exception {
        sandbox().hold();
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0));
                from("direct:in").split(body()).parallelProcessing().setHeader("name", body()).setBody(constant(page()))
                        .toD("diffbot:bulk/${header.name}?operation=run&onExisting=replace&timeout=60", 1).end();
            }
        });

        send("direct:in", List.of("a", "b", "c", "d"));

        assertThat(submissions()).isEqualTo(4);
        assertThat(deletions()).isZero();
    }

    @Test
    @DisplayName("A route that is loaded again while a message waits submits nothing and deletes nothing")
    void reload() throws Exception {
        sandbox().hold();
        RouteBuilder routes = new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0));
                from("direct:in").routeId("reloaded").to(RUN);
            }
        };
        routes(routes);
        var sent = template.asyncSend("direct:in", exchange -> exchange.getMessage().setBody(page()));
        await().until(() -> sandbox().job("job") != null);

        context.getRouteController().stopRoute("reloaded", 1, TimeUnit.SECONDS);
        context.removeRoute("reloaded");
        context.addRoutes(routes);

        await().until(sent::isDone);
        assertThat(submissions()).isEqualTo(1);
        assertThat(deletions()).isZero();
        assertThat(sandbox().job("job").status()).isIn(0, 7);
    }

    /**
     * A route that is called two more times, because its last step fails.
     */
    private void redelivered(Consumer<RouteDefinition> steps) throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:outer").errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0))
                        .to("direct:inner");
                RouteDefinition inner = from("direct:inner").errorHandler(noErrorHandler());
                steps.accept(inner);
                inner.process(failing(2));
            }
        });
    }
}
