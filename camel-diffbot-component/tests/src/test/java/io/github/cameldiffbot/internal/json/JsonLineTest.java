/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.json;

import java.nio.charset.StandardCharsets;
import java.util.Random;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.cameldiffbot.internal.data.RandomJson;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("JSON of any layout becomes one line")
class JsonLineTest {

    private static final JsonMapper LENIENT = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS, JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS,
                    JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS, JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER,
                    JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 3, 4 })
    @DisplayName("The line of random JSON has no line break and the same members")
    void randomJson(long seed) throws Exception {
        Random random = new Random(seed);
        int broken = 0;
        for (int i = 0; i < 1_000; i++) {
            String json = RandomJson.object(random, 1 + random.nextInt(6));
            String line = line(json);
            broken += json.contains("\n") ? 1 : 0;
            assertThat(line).doesNotContain("\n", "\r");
            assertThat(LENIENT.readTree(line)).as(json).isEqualTo(LENIENT.readTree(json));
        }
        assertThat(broken).isGreaterThan(100);
    }

    @Test
    @DisplayName("JSON without line breaks is unchanged, with its white space and escapes")
    void unchanged() {
        String json = "{ \"a\" :\t\"\\n\\\\\\\"x\", \"é\":[1 ,2]}";

        assertThat(line(json)).isEqualTo(json);
    }

    @Test
    @DisplayName("Line breaks between tokens become blanks")
    void prettyPrinted() {
        assertThat(line("{\r\n  \"a\": \"b\",\n  \"c\": 1\n}")).isEqualTo("{    \"a\": \"b\",   \"c\": 1 }");
    }

    @Test
    @DisplayName("Line breaks within a text become escapes, unless they are escaped")
    void withinText() {
        assertThat(line("{\"a\\\"\n\":\"x\r\n\\\\\n\\\n\"}")).isEqualTo("{\"a\\\"\\n\":\"x\\r\\n\\\\\\n\\ \"}");
    }

    private static String line(String json) {
        return new String(JsonLine.of(json.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }
}
