/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import io.github.cameldiffbot.FaultCase;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.assertj.core.api.Assertions.assertThat;

/** A transaction is bound to a thread, and rolled back when a step fails. */
@DisplayName("In a transaction that is rolled back a message is paid once")
@FaultCase("L4")
class SubmissionTransactionTest extends SubmissionTestSupport {

    private final SpringTransaction transaction = new SpringTransaction();

    @BeforeEach
    void bind() {
        context.getRegistry().bind("PROPAGATION_REQUIRED", transaction);
    }

    @Test
    @DisplayName("A transaction that is rolled back and repeated continues with the job")
    void rolledBack() throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0)).to("direct:tx")
                        .to("mock:done");
                from("direct:tx").errorHandler(noErrorHandler()).transacted("PROPAGATION_REQUIRED").to(RUN)
                        .process(SubmissionTransactionTest::isInTransaction).process(failing(2));
            }
        });

        assertDone(1, () -> send("direct:in", page()));
        assertThat(transaction.rollbacks()).isEqualTo(2);
        assertThat(transaction.commits()).isEqualTo(1);
    }

    @Test
    @DisplayName("A transaction in which the wait timed out is rolled back, and the next one continues with the job")
    void timedOut() throws Exception {
        sandbox().hold();
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").errorHandler(defaultErrorHandler().maximumRedeliveries(50).redeliveryDelay(0)
                        .onRedelivery(releasing())).to("direct:tx").to("mock:done");
                from("direct:tx").errorHandler(noErrorHandler()).transacted("PROPAGATION_REQUIRED").to(RUN + "&timeout=300")
                        .process(SubmissionTransactionTest::isInTransaction);
            }
        });

        assertDone(1, () -> send("direct:in", page()));
        // a slow machine needs more than one poll to see the end
        assertThat(transaction.rollbacks()).isPositive();
        assertThat(transaction.commits()).isEqualTo(1);
    }

    private static void isInTransaction(Exchange exchange) {
        assertThat(TransactionSynchronizationManager.isActualTransactionActive()).isTrue();
    }
}
