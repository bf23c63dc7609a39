/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.request;

import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

import io.github.cameldiffbot.FaultCase;
import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.JsonMapper;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@DisplayName("One table defines which options are numbers or durations, and their ranges")
@FaultCase("U6")
class NumberOptionTest {

    @Test
    @DisplayName("The table contains each number and duration among the options of endpoint and component, with its kind")
    void isComplete() throws IOException {
        Set<String> expected = new TreeSet<>();
        try (var json = getClass().getResourceAsStream("/META-INF/io/github/cameldiffbot/diffbot.json")) {
            ComponentModel model = JsonMapper.generateComponentModel(new String(json.readAllBytes()));
            model.getComponentOptions().forEach(option -> add(expected, option));
            model.getEndpointOptions().forEach(option -> add(expected, option));
        }
        // Camel calls it a number and accepts durations
        expected.remove("whole initialDelay");
        expected.add("duration initialDelay");

        assertThat(Arrays.stream(NumberOption.values()).map(option -> option.kind() + " " + option.name()))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    private static void add(Set<String> options, BaseOptionModel option) {
        switch (option.getType()) {
            case "integer" -> options.add("whole " + option.getName());
            case "number" -> options.add("decimal " + option.getName());
            case "duration" -> options.add("duration " + option.getName());
            default -> assertThat(option.getType()).isIn("string", "boolean", "object", "enum");
        }
    }

    @ParameterizedTest
    @DisplayName("A duration is read as by Camel")
    @CsvSource({
            "0, 0", "-1, -1", "86400000, 86400000", "5s, 5000", "1h30m, 5400000", "1d2h3m4s5ms, 93784005", "500ms, 500",
            "PT90S, 90000", "p1d, 86400000", "9223372036854775807, 9223372036854775807" })
    void durations(String text, long millis) {
        assertThat(NumberOption.timeout.checked("Option timeout", text).longValueExact()).isEqualTo(millis);
    }

    @ParameterizedTest
    @DisplayName("An invalid duration is an error")
    @ValueSource(strings = {
            "10x", "10k", "1,000", "1e4", "two", "", " ", "5 s", " 5s", "1.5s", "-5s", "-2", "5m1h", "s", "+5", "٣",
            "99999999999999999999", "9223372036854775808", "106751991168d", "PT", "P1X", "{{x}}" })
    void noDurations(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> NumberOption.timeout.checked("Option timeout", text))
                .withMessageStartingWith("Option timeout is ").withMessageContaining("1h30m");
    }

    @ParameterizedTest
    @DisplayName("An invalid or out-of-range integer is an error")
    @ValueSource(strings = {
            "10k", "1,000", "1e4", "two", "10x", "", "2 ", "1.0", "0x10", "1_000", "5s", "+5", "٣", "-2", "4294967297",
            "99999999999999999999" })
    void noWholeNumbers(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> NumberOption.maxHops.checked("Option maxHops", text))
                .withMessageStartingWith("Option maxHops is ").withMessageContaining("a whole number")
                .withMessageContaining("-1 or more");
    }

    @Test
    @DisplayName("White space around a number is named in the error, as in an XML address with one option per line")
    void whiteSpace() {
        assertThatIllegalArgumentException().isThrownBy(() -> NumberOption.maxHops.checked("Option maxHops", "2 "))
                .withMessageContaining("Remove the white space");
    }

    @ParameterizedTest
    @DisplayName("An invalid number is an error also if fractions are accepted")
    @ValueSource(strings = { "1,5", "NaN", "Infinity", "1d", "0x1p3", "half", "", ".", "-2", "1e999" })
    void noDecimals(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> NumberOption.crawlDelay.checked("Option crawlDelay", text))
                .withMessageContaining("a number");
    }

    @Test
    @DisplayName("Numbers that are not texts are accepted without a fraction, and in range")
    void numbers() {
        assertThat(NumberOption.maxHops.checked("x", 3.0)).isEqualByComparingTo("3");
        assertThat(NumberOption.crawlDelay.checked("x", 0.5)).isEqualByComparingTo("0.5");
        for (Object bad : new Object[] { 1.5, Double.NaN, Long.MAX_VALUE, -2 }) {
            assertThatIllegalArgumentException().isThrownBy(() -> NumberOption.maxHops.checked("x", bad));
        }
    }
}
