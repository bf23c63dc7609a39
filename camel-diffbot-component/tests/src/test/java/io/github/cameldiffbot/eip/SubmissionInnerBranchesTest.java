/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.util.List;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A failing multicast leaves its index on the outer exchange. Steps in a redelivered branch still recognize their
 * changes.
 */
@DisplayName("A branch that is redelivered because a multicast within it failed submits once")
class SubmissionInnerBranchesTest extends SubmissionTestSupport {

    private static final String ADD = "diffbot:bulk/job?onExisting=update";

    @ParameterizedTest
    @ValueSource(strings = { "split", "breaker", "enrich", "branch" })
    @DisplayName("The branch submits once, from within any EIP")
    void submitsOnce(String kind) throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").errorHandler(defaultErrorHandler().maximumRedeliveries(3).redeliveryDelay(0))
                        .multicast().to("direct:branch", "mock:other").end();
                RouteDefinition branch = from("direct:branch").errorHandler(noErrorHandler());
                switch (kind) {
                    case "split" -> branch.split(body()).to(RUN).end();
                    case "breaker" -> branch.split(constant(List.of(1, 2))).to("mock:other").end()
                            .circuitBreaker().to(RUN).end();
                    case "enrich" -> branch.enrich(RUN, (message, job) -> message);
                    default -> branch.multicast().to(RUN).end();
                }
                branch.to("direct:inner");
                from("direct:inner").errorHandler(noErrorHandler()).multicast().to("mock:other", "direct:fails").end();
                from("direct:fails").errorHandler(noErrorHandler()).process(failing(2));
            }
        });

        assertThat(send("direct:in", page()).getException()).isNull();
        assertThat(submissions()).isEqualTo(1);
        assertThat(deletions()).isZero();
    }

    @Test
    @DisplayName("The content of each branch of a part is submitted once")
    void submitsAllOfAPart() throws Exception {
        List<String> pages = pages(3);
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").split(constant(List.of("part"))).to("direct:redelivered").end();
                from("direct:redelivered").errorHandler(defaultErrorHandler().maximumRedeliveries(3).redeliveryDelay(0))
                        .to("direct:part");
                from("direct:part").errorHandler(noErrorHandler()).to("direct:branches").to("direct:inner");
                from("direct:branches").errorHandler(noErrorHandler())
                        .multicast().to("direct:a", "direct:b", "direct:c").end();
                from("direct:inner").errorHandler(noErrorHandler()).multicast().to("mock:other", "direct:fails").end();
                from("direct:a").errorHandler(noErrorHandler()).setBody(constant(pages.get(0))).to("direct:add");
                from("direct:b").errorHandler(noErrorHandler()).setBody(constant(pages.get(1))).to("direct:add");
                from("direct:c").errorHandler(noErrorHandler()).setBody(constant(pages.get(2))).to("diffbot:bulk/other");
                from("direct:add").errorHandler(noErrorHandler()).to(ADD);
                from("direct:fails").errorHandler(noErrorHandler()).process(failing(2));
            }
        });

        assertThat(send("direct:in", page()).getException()).isNull();
        assertThat(submissions()).isEqualTo(3);
        assertThat(sandbox().job("job").submitted()).isEqualTo(2);
        assertThat(sandbox().job("other").submitted()).isEqualTo(1);
    }
}
