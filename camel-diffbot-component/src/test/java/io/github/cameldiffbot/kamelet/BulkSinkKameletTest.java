/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.kamelet;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * {@code diffbot-bulk-sink} submits and does not wait.
 */
class BulkSinkKameletTest extends KameletTestSupport {

    @Test
    void createsTheJob() throws Exception {
        sandbox().hold();
        startStep(kamelet("diffbot-bulk-sink", "jobName=shop&apiUrl=product"));

        send(urls(3), Map.of());

        assertThat(sandbox().job("shop").submitted()).isEqualTo(3);
        assertThat(sandbox().job("shop").toJson().path("apiUrl").asText()).endsWith("/v3/product");
    }

    @Test
    void addsToAJobWhenThatIsWanted() throws Exception {
        sandbox().hold();
        startStep(kamelet("diffbot-bulk-sink", "jobName=shop&onExisting=update"));

        send(sandbox().demoPages().get(0), Map.of());
        send(sandbox().demoPages().get(1), Map.of());

        assertThat(sandbox().job("shop").submitted()).isEqualTo(2);
    }

    @Test
    void spendsNoMoreThanItMay() throws Exception {
        startStep(kamelet("diffbot-bulk-sink", "jobName=shop&maxUrls=2"));

        assertThatThrownBy(() -> send(urls(3), Map.of())).hasStackTraceContaining("maxUrls");
        assertThat(sandbox().job("shop")).isNull();
    }

    @Test
    void leavesNoJobBehindForLaterSteps() throws Exception {
        startStep(kamelet("diffbot-bulk-sink", "jobName=shop"));

        assertThat(send(urls(1), Map.of("CamelDiffbotJobName", "theirs")).getMessage().getHeaders())
                .doesNotContainKeys("CamelDiffbotJobName", "CamelDiffbotJobType");
    }
}
