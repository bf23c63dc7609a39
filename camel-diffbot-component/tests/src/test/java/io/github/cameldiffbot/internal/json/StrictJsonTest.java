/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.json;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Only valid JSON is skipped")
class StrictJsonTest {

    private static boolean isStrict(String json) {
        StrictJson scanner = new StrictJson(json.getBytes(StandardCharsets.UTF_8));
        return scanner.value() && scanner.peek() < 0;
    }

    private static String nested(int depth) {
        return "[".repeat(depth) + "]".repeat(depth);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{}", "[]", " [ ] ", "\"\"", "true", "false", "null", "0", "-0", "10", "1.05", "-1e5", "2E+59", "3e-07",
            "{\"a\":1}", "{ \"a\" : \"b\" , \"c\" : [ 1 , { \"x\" : \"y\" } ]\t,\r\n\"d\" : null }",
            "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uABcd\"", "\"\u00e9\u20ac\ud83d\ude00\u007f\"", "{\"\":\"\"}",
            "{\"a\":1,\"a\":2}", "\"1234567\"", "\"12345678\"", "\"123456789012345\\\"\"" })
    @DisplayName("JSON of the standard is skipped to its end")
    void strict(String json) {
        assertThat(isStrict(json)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", " ", "{", "[", "{]", "[}", "{\"a\"}", "{\"a\":}", "{\"a\",1}", "{a:1}", "{'a':1}", "{\"a\":1,}", "[1,]", "[,]",
            "[1 2]", "[1]]", "[\"a\" \"b\"]", "{\"a\":1 \"b\":2}", "tru", "trux", "True", "NaN", "Infinity", "-Infinity",
            "+INF", "+1", "-", "01", "-01", ".5", "1.", "1.e1", "1e", "1e+", "1e+-1", "1f", "\"", "\"a", "\"a\\\"", "\"\\x\"",
            "\"\\\u00e9\"", "\"\\u12g4\"", "\"\\u123", "\"\\", "\"a\nb\"", "\"\u0000\"", "\"1234567\u001f\"",
            "\"12345678\t\"", "/* */1", "1//", "\u00a01" })
    @DisplayName("Anything else is refused")
    void refused(String json) {
        assertThat(isStrict(json)).isFalse();
    }

    @Test
    @DisplayName("Only the given part is read, whatever surrounds it")
    void part() {
        String json = "{\"text of a member\":[\"\\u00e9 and more text\",-12.5e3,true]}";
        for (String around : new String[] { " ", "\"", "1", "}", "\\" }) {
            byte[] bytes = (around.repeat(9) + json + around.repeat(9)).getBytes(StandardCharsets.UTF_8);
            for (int limit = 9; limit <= 9 + json.length(); limit++) {
                StrictJson scanner = new StrictJson(bytes, 9, limit);
                assertThat(scanner.value()).as("%s %s", around, limit).isEqualTo(limit == 9 + json.length());
                assertThat(scanner.at()).isLessThanOrEqualTo(limit + 4);
            }
        }
    }

    @Test
    @DisplayName("Depth, names and numbers are limited")
    void limits() {
        assertThat(isStrict(nested(StrictJson.MAX_DEPTH - 1))).isTrue();
        assertThat(isStrict(nested(StrictJson.MAX_DEPTH))).isFalse();
        assertThat(isStrict("9".repeat(StrictJson.MAX_NUMBER_LENGTH))).isTrue();
        assertThat(isStrict("9".repeat(StrictJson.MAX_NUMBER_LENGTH + 1))).isFalse();
        assertThat(isStrict("{\"" + "n".repeat(StrictJson.MAX_NAME_LENGTH) + "\":1}")).isTrue();
        assertThat(isStrict("{\"" + "n".repeat(StrictJson.MAX_NAME_LENGTH + 1) + "\":1}")).isFalse();
    }

    @Test
    @DisplayName("Each control character, quotation mark and backslash is found at each place, after any bytes")
    void endOfText() {
        for (String filler : new String[] { "x", "\u00e9", "!", "#", "]", "[", " ", "\u007f" }) {
            for (int length = 0; length < 20; length++) {
                String text = "\"" + filler.repeat(length);
                assertThat(isStrict(text + "\"")).as(text).isTrue();
                assertThat(isStrict(text + "\\n\"")).as(text).isTrue();
                assertThat(isStrict(text + "\\" + filler.repeat(9) + "\"")).as(text).isFalse();
                for (char control = 0; control < ' '; control++) {
                    assertThat(isStrict(text + control + filler.repeat(9) + "\"")).as(text + (int) control).isFalse();
                }
            }
        }
    }
}
