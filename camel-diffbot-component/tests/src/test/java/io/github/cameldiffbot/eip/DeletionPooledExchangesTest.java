/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.util.stream.IntStream;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.cameldiffbot.eip.EventDiffbot.records;
import static io.github.cameldiffbot.eip.EventDiffbot.Response.cut;
import static io.github.cameldiffbot.eip.EventDiffbot.Response.whole;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("With pooled exchanges, events are read and their jobs deleted")
class DeletionPooledExchangesTest extends EventTestSupport {

    private static final int JOBS = 6;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camelContext = super.createCamelContext();
        camelContext.getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
        return camelContext;
    }

    @ParameterizedTest
    @ValueSource(strings = { "enrich", "parallel split" })
    @DisplayName("Each job is deleted after all of its records were read, also if every second download breaks off")
    void deletesWhatWasRead(String step) throws Exception {
        diffbot.data((job, attempt) -> attempt == 1 && job.hashCode() % 2 == 0
                ? cut(records(job, 3), 60)
                : whole(records(job, 3)));
        consume("", STEPS.get(step));
        IntStream.range(0, JOBS).forEach(job -> diffbot.ended("job" + job, 3));

        await().untilAsserted(() -> assertThat(diffbot.deleted()).hasSize(JOBS));
        assertThat(handled).contains(IntStream.range(0, JOBS * 3).mapToObj(i -> "job" + i / 3 + "-" + i % 3)
                .toArray(String[]::new));
    }
}
