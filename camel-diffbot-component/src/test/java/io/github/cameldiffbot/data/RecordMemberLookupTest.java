/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.data;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.cameldiffbot.error.DiffbotBadRecordException;
import io.github.cameldiffbot.internal.data.RandomJson;
import io.github.cameldiffbot.internal.data.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RecordMemberLookupTest {

    private static final ObjectMapper LENIENT = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS, JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS,
                    JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS, JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER,
                    JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @Test
    void whateverTheRecord() {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            byte[] json = RandomJson.object(random, 8).getBytes(StandardCharsets.UTF_8);
            Map<String, Object> members = DiffbotRecord.of(json, LENIENT).members();
            for (String name : members.keySet()) {
                assertThat(DiffbotRecord.of(json, LENIENT).get(name)).as("seed 7, document %d, %s", i, name)
                        .isEqualTo(members.get(name));
            }
            assertThat(DiffbotRecord.of(json, LENIENT).get("no such")).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"a\":1,\"a\":2}", "{\"a\":1,\"a\":null}", "{\"a\":[],\"a\":3}", "{\"a\":3,\"a\":{}}", "{\"a\":1.10}",
            "{\"a\":12345678901234567890}", "{\"\\u0061\":true}", "{\"b\":{\"a\":1}}" })
    void whateverTheValue(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        assertThat(DiffbotRecord.of(bytes, LENIENT).get("a")).isEqualTo(DiffbotRecord.of(bytes, LENIENT).members().get("a"));
    }

    @ParameterizedTest
    @MethodSource("io.github.cameldiffbot.data.NastyRecordsTest#nasty")
    void andARecordThatCannotBeReadFailsAlike(String nasty) {
        DiffbotRecord record = DiffbotRecord.of(nasty.getBytes(StandardCharsets.UTF_8), Reading.MAPPER);
        assertThatThrownBy(record::getType).isInstanceOf(DiffbotBadRecordException.class);
        assertThatThrownBy(record::getKey).isInstanceOf(DiffbotBadRecordException.class);
    }

    @Test
    void andAListIsTheOneOfTheRecord() {
        DiffbotRecord record = DiffbotRecord.of("{\"a\":[1]}".getBytes(StandardCharsets.UTF_8), Reading.MAPPER);
        ((List<?>) record.get("a")).clear();
        assertThat(record.toJson()).isEqualTo("{\"a\":[]}");
        assertThat(record.get("a")).isSameAs(record.get("a"));
    }

    @Test
    void andWhatWasChangedIsFoundChanged() {
        DiffbotRecord record = DiffbotRecord.of("{\"a\":1}".getBytes(StandardCharsets.UTF_8), Reading.MAPPER);
        record.put("a", 2);
        assertThat(record.get("a")).isEqualTo(2);
    }
}
