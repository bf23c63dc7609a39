/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import io.github.cameldiffbot.FaultCase;
import org.apache.camel.CamelContext;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.apache.camel.impl.engine.PooledProcessorExchangeFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Copies of exchanges are pooled, too, as with {@code camel.main.exchange-factory=pooled}. The circuit breaker is
 * excluded: Camel 4.18.0 returns the exchange to the pool there instead of its copy.
 */
@DisplayName("With pooled copies of exchanges a message is paid once")
@FaultCase("L4")
class SubmissionPooledCopiesTest extends SubmissionTestSupport {

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camelContext = super.createCamelContext();
        camelContext.getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
        camelContext.getCamelContextExtension().setProcessorExchangeFactory(new PooledProcessorExchangeFactory());
        return camelContext;
    }

    @ParameterizedTest
    @ValueSource(strings = { "multicast", "recipients", "split", "nested split", "enrich" })
    @DisplayName("A step whose copies submit does so once, although its caller is redelivered twice")
    void copies(String kind) throws Exception {
        routeOfCopies(kind);
        MockEndpoint done = getMockEndpoint("mock:done");
        done.expectedMessageCount(1);

        done.assertIsSatisfied();
        assertThat(submissions()).isEqualTo(1);
        assertThat(deletions()).isZero();
    }
}
