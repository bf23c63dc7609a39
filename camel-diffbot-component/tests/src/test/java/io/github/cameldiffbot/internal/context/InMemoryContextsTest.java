/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.context;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Kept contexts are limited")
class InMemoryContextsTest {

    private final InMemoryContexts contexts = new InMemoryContexts(100);

    @Test
    @DisplayName("Beyond the limit the oldest are dropped")
    void limit() {
        for (int i = 10; i < 40; i++) {
            contexts.setState("k" + i, "1234567");
        }

        assertThat(contexts.size()).isEqualTo(10);
        assertThat(contexts.getState("k29")).isNull();
        assertThat(contexts.getState("k30")).isEqualTo("1234567");
    }

    @Test
    @DisplayName("Replaced and removed ones do not count any more")
    void replaced() {
        for (int i = 0; i < 1_000; i++) {
            contexts.setState("k", "x".repeat(80));
            contexts.setState("other" + i, "12");
            contexts.setState("other" + i, "");
        }

        assertThat(contexts.size()).isEqualTo(1);
        assertThat(contexts.getState("other1")).isNull();
    }
}
