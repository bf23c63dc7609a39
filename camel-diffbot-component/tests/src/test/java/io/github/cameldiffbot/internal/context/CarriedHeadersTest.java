/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.context;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@DisplayName("The option carry selects headers by name")
class CarriedHeadersTest {

    private final Map<String, Object> headers = new HashMap<>(
            Map.of("orderId", 7, "customerId", "c-1", "customerName", "Ann", "other", "x", "CamelHttpPath", "/",
                    "traceparent", "00-1-2-01"));

    @Test
    @DisplayName("Names and beginnings of names select headers in any letter case, never Camel's own")
    void selection() {
        assertThat(new CarriedHeaders("ORDERID, customer*").select(headers))
                .isEqualTo(Map.of("orderId", 7, "customerId", "c-1", "customerName", "Ann", "traceparent", "00-1-2-01"));
        assertThat(new CarriedHeaders("*").select(headers)).doesNotContainKey("CamelHttpPath").hasSize(5);
    }

    @Test
    @DisplayName("Without the option only the trace context is carried")
    void traceContext() {
        assertThat(new CarriedHeaders(null).select(headers)).containsOnlyKeys("traceparent");
    }

    @Test
    @DisplayName("Texts, numbers and booleans are carried")
    void values() {
        Map<String, Object> values = new HashMap<>();
        values.put("a", new StringBuilder("text"));
        values.put("b", (short) 3);
        values.put("c", 1.5f);
        values.put("d", DayOfWeek.MONDAY);
        values.put("e", new BigDecimal("2.50"));
        values.put("f", true);
        values.put("g", null);

        assertThat(new CarriedHeaders("*").select(values)).isEqualTo(
                Map.of("a", "text", "b", 3, "c", 1.5, "d", "MONDAY", "e", new BigDecimal("2.50"), "f", true));
    }

    @Test
    @DisplayName("Another value is an error for a named header, and left out if only a * selects it")
    void otherValues() {
        Map<String, Object> values = Map.of("replyTo", List.of("a"));

        assertThat(new CarriedHeaders("reply*").select(values)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new CarriedHeaders("replyTo").select(values))
                .withMessageContaining("'replyTo'").withMessageContaining("ImmutableCollections")
                .withMessageContaining("carry");
    }

    @Test
    @DisplayName("More than 8192 bytes are an error")
    void size() {
        CarriedHeaders all = new CarriedHeaders("note");

        assertThat(all.select(Map.of("note", "x".repeat(8_000)))).hasSize(1);
        assertThatIllegalArgumentException().isThrownBy(() -> all.select(Map.of("note", "x".repeat(8_192))))
                .withMessageContaining("[note]").withMessageContaining("8192");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "a,,b", "''", "a*b", "CamelHttpPath", "camel*", "*,**" })
    @DisplayName("Anything but names is an error that names the option")
    void badNames(String carry) {
        assertThatIllegalArgumentException().isThrownBy(() -> new CarriedHeaders(carry))
                .withMessageStartingWith("Option carry is '" + carry + "'");
    }
}
