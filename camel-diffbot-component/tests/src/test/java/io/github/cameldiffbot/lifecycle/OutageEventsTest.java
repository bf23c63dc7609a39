/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

import io.github.cameldiffbot.sandbox.Fault;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("An outage loses no event")
class OutageEventsTest extends EventsSupport {

    @ParameterizedTest
    @ValueSource(ints = { 500, 503 })
    @DisplayName("A job that ends during an outage is completed once and not deleted")
    void ofAJobThatEndsMeanwhile(int status) throws Exception {
        listen("job/life", "all");
        sandbox().hold();
        make("bulk", "life");
        awaitEvents("created", "started");
        sandbox().fail(Fault.on("/v3").times(4).status(status).body("<html>Not now</html>"));
        sandbox().release();
        await().untilAsserted(() -> assertThat(eventNames()).endsWith("completed"));
        awaitPolls();
        assertThat(eventNames()).doesNotContain("deleted").containsOnlyOnce("completed");
    }
}
