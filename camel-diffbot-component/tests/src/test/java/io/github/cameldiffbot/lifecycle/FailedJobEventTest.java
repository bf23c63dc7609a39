/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

import io.github.cameldiffbot.DiffbotConstants;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A failed job has one event")
class FailedJobEventTest extends EventsSupport {

    @ParameterizedTest
    @ValueSource(strings = { "bulk", "crawl" })
    @DisplayName("A job that reached no page fails with one event")
    void whenNoPageCouldBeReached(String type) throws Exception {
        listen("job", "completion");
        if (type.equals("bulk")) {
            bulk("life", page("no-such-page"), page("none-either"));
        } else {
            crawl("life", "maxHops=1", page("no-such-page"));
        }
        awaitEvents("failed");
        assertThat(sandboxJob("life").status()).isEqualTo(10);
        assertThat(events().get(0).getMessage().getHeader(DiffbotConstants.JOB_STATUS)).isEqualTo(10);
        awaitPolls();
        assertThat(eventNames()).containsExactly("failed");
    }
}
