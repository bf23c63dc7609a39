/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.exchange;

import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Classes of Camel that the component knows by name exist")
class CamelClassesTest {

    @Test
    @DisplayName("This version of Camel has all classes and methods that the component recognizes by name")
    void exist() {
        assertThat(CamelClasses.missing()).as("renamed by Camel: adapt CamelClasses").isEmpty();
        assertThat(CamelClasses.SEDA).allMatch(CamelClasses::exists);
        assertThat(CamelClasses.CIRCUIT_BREAKER).matches(CamelClasses::exists).endsWith(CamelClasses.CIRCUIT_BREAKERS);
    }

    @Test
    @DisplayName("A renamed class or method is noticed")
    void noticesRenames() {
        assertThat(CamelClasses.exists(CamelClasses.SPLITTER)).isTrue();
        assertThat(CamelClasses.exists(CamelClasses.SPLITTER + "2")).isFalse();
        assertThat(CamelClasses.exists(CamelClasses.END_OF_SPLIT)).isTrue();
        assertThat(CamelClasses.exists(CamelClasses.END_OF_SPLIT + "2")).isFalse();
        assertThat(CamelClasses.exists(CamelClasses.AGGREGATED + "2")).isFalse();
    }

    @Test
    @DisplayName("With an unknown version of Camel no results count as read")
    void keepsWithUnknownClasses() {
        ReadOutcome outcome = new ReadOutcome();
        outcome.markReading();
        outcome.markComplete(List.of(CamelClasses.SPLITTER));

        assertThat(outcome.isComplete()).isFalse();
        assertThat(outcome.reason()).contains("version of Camel");
    }
}
