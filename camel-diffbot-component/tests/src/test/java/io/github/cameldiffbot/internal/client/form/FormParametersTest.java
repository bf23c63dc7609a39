/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.form;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

@DisplayName("Parameters of a form have Diffbot's formats")
class FormParametersTest {

    @Test
    @DisplayName("Numbers and booleans are written in the format of Diffbot")
    void valuesAreWrittenAsDiffbotReadsThem() {
        FormParameters parameters = new FormParameters().add("a", true).add("b", false).add("c", 1e-7).add("d", 7.0f)
                .add("e", 1e20).add("f", Long.MAX_VALUE).add("g", new BigDecimal("1E+3")).add("h", BigInteger.TEN)
                .add("i", 0.0).add("j", "").add("k", null);
        assertThat(parameters.asMap()).containsExactly(entry("a", List.of("1")), entry("b", List.of("0")),
                entry("c", List.of("0.0000001")), entry("d", List.of("7")), entry("e", List.of("100000000000000000000")),
                entry("f", List.of("9223372036854775807")), entry("g", List.of("1000")), entry("h", List.of("10")),
                entry("i", List.of("0")), entry("j", List.of("")));
    }

    @Test
    @DisplayName("A name can repeat, and the order of parameters is kept")
    void aNameMayRepeatAndTheOrderStays() {
        FormParameters parameters = new FormParameters().add("customHeaders", "A:1").add("x", 1).add("customHeaders", "B:2");
        assertThat(parameters.asMap()).isEqualTo(Map.of("customHeaders", List.of("A:1", "B:2"), "x", List.of("1")));
        assertThat(parameters.encoded()).isEqualTo("customHeaders=A%3A1&x=1&customHeaders=B%3A2");
        assertThat(new FormParameters().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "token", "Token", "name", "urls", "seeds", "delete", "restart", "roundStart", "pause", " " })
    @DisplayName("Parameters that are not settings are rejected")
    void otherParametersAreRejected(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new FormParameters().add(name, 1));
    }

    @Test
    @DisplayName("A number that is not finite is rejected")
    void invalidNumbersAreRejected() {
        assertThatIllegalArgumentException().isThrownBy(() -> new FormParameters().add("repeat", Double.NaN));
    }
}
