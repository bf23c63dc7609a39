/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.data;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.io.InputDecorator;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.cameldiffbot.error.DiffbotBadRecordException;
import io.github.cameldiffbot.internal.data.RandomJson;
import io.github.cameldiffbot.internal.data.Reading;
import io.github.cameldiffbot.internal.json.RecordJson;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("A member that is read singly equals that of the parsed record")
class RecordMemberLookupTest {

    private static final ObjectMapper LENIENT = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS, JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS,
                    JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS, JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER,
                    JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @ParameterizedTest
    @MethodSource("mappers")
    @DisplayName("A member has the value that it has in the parsed record, or fails like it, whatever the bytes")
    void equalsParsing(ObjectMapper mapper) {
        Random random = new Random(7);
        int[] indexed = new int[2];
        for (int i = 0; i < 1_000; i++) {
            String text = RandomJson.object(random, 1 + random.nextInt(8));
            byte[] json = (i % 2 == 0 ? text : usual(text)).getBytes(StandardCharsets.UTF_8);
            for (int mutant = 0; mutant < 4; mutant++) {
                String seen = "seed 7, document %d, mutant %d: %s".formatted(i, mutant,
                        new String(json, StandardCharsets.UTF_8));
                indexed[new RecordJson(mapper, DiffbotRecord.class).lazyMembers(json) == null ? 0 : 1]++;
                assertEqualsParsing(DiffbotRecord.of(json, mapper), DiffbotRecord.of(json, mapper), random, seen);
                json = RandomJson.mutate(json, random);
            }
        }
        assertThat(indexed[0]).isGreaterThan(300);
        assertThat(indexed[1]).isGreaterThan(300);
    }

    // most deviations from the standard, and names with escapes, are removed
    private static String usual(String json) {
        return json.replaceAll("[\\x00-\\x1f]|\\\\(x|n|u....)|\\+|,(?= *[]}])", "").replaceAll("-?Infinity|INF|NaN|007", "1")
                .replaceAll("(\\\\|\u00e9|\ud83d\ude00)+(?=[^\"]*\" *:)", "");
    }

    private static void assertEqualsParsing(DiffbotRecord record, DiffbotRecord parsed, Random random, String seen) {
        Map<String, Object> members;
        try {
            members = parsed.members();
        } catch (DiffbotBadRecordException e) {
            for (String name : new String[] { "type", "n", "no such" }) {
                assertThatThrownBy(() -> record.get(name)).as(seen).isInstanceOf(DiffbotBadRecordException.class)
                        .hasMessage(e.getMessage());
            }
            return;
        }
        String json = record.toJson();
        List<String> names = new ArrayList<>(members.keySet());
        Collections.shuffle(names, random);
        Map<String, Object> read = new HashMap<>();
        // some members are read singly, the others from the parsed record
        for (String name : names.subList(0, random.nextInt(names.size() + 1))) {
            read.put(name, record.get(name));
            assertThat(read.get(name)).as(seen).isEqualTo(members.get(name));
        }
        assertThat(record.get("no such")).as(seen).isNull();
        read.forEach((name, value) -> assertThat(record.get(name)).as(seen).isSameAs(value));
        assertThat(record.members()).as(seen).isEqualTo(members).containsExactlyEntriesOf(members);
        read.forEach((name, value) -> assertThat(record.get(name)).as(seen).isSameAs(value));
        assertThat(record.toJson()).as(seen).isEqualTo(json);
    }

    static List<ObjectMapper> mappers() {
        return List.of(LENIENT, Reading.MAPPER);
    }

    @ParameterizedTest
    @MethodSource("unusual")
    @DisplayName("A mapper that reads or limits JSON in its own way reads the whole record")
    void unusualMapper(ObjectMapper mapper) {
        byte[] json = "{\"a\":1,\"b\":\"x\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(new RecordJson(new ObjectMapper(), DiffbotRecord.class).lazyMembers(json)).isNotNull();
        assertThat(new RecordJson(mapper, DiffbotRecord.class).lazyMembers(json)).isNull();
    }

    static List<ObjectMapper> unusual() {
        return List.of(JsonMapper.builder().enable(DeserializationFeature.UNWRAP_ROOT_VALUE).build(),
                JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build(),
                new ObjectMapper(JsonFactory.builder().inputDecorator(new Unchanged()).build()),
                limited(limits -> limits.maxNestingDepth(31)), limited(limits -> limits.maxNameLength(255)),
                limited(limits -> limits.maxNumberLength(31)), limited(limits -> limits.maxStringLength(10)),
                limited(limits -> limits.maxDocumentLength(1_000)), limited(limits -> limits.maxTokenCount(1_000)));
    }

    private static ObjectMapper limited(UnaryOperator<StreamReadConstraints.Builder> limits) {
        return new ObjectMapper(
                JsonFactory.builder().streamReadConstraints(limits.apply(StreamReadConstraints.builder()).build()).build());
    }

    private static final class Unchanged extends InputDecorator {

        private static final long serialVersionUID = 1L;

        @Override
        public InputStream decorate(IOContext context, InputStream in) {
            return in;
        }

        @Override
        public InputStream decorate(IOContext context, byte[] json, int offset, int length) {
            return new ByteArrayInputStream(json, offset, length);
        }

        @Override
        public Reader decorate(IOContext context, Reader reader) {
            return reader;
        }
    }

    @Test
    @DisplayName("A value whose bytes are not UTF-8 is read with replacement characters; the others as ever")
    void notUtf8() {
        byte[] json = "{\"a\":\"?x\",\"b\":[1],\"c\":\"\u00e9\"}".getBytes(StandardCharsets.UTF_8);
        json[6] = (byte) 0xc3;
        DiffbotRecord record = DiffbotRecord.of(json, Reading.MAPPER);
        Object list = record.get("b");
        assertThat(record.get("c")).isEqualTo("\u00e9");
        assertThat(record.get("a")).isEqualTo("\ufffdx");
        assertThat(record.get("b")).isSameAs(list);
        assertThat(record.toBytes()).isEqualTo(json);
    }

    @Test
    @DisplayName("A list that was read singly and changed is that of the parsed record, and is written")
    void changedList() {
        DiffbotRecord record
                = DiffbotRecord.of("{\"a\":[1],\"b\":2,\"c\":{}}".getBytes(StandardCharsets.UTF_8), Reading.MAPPER);
        List<?> list = (List<?>) record.get("a");
        assertThat(record.toJson()).isEqualTo("{\"a\":[1],\"b\":2,\"c\":{}}");
        list.clear();
        assertThat(record).containsEntry("a", List.of()).containsEntry("b", 2);
        assertThat(record.get("a")).isSameAs(list);
        assertThat(record.toJson()).isEqualTo("{\"a\":[],\"b\":2,\"c\":{}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"a\":1,\"a\":2}", "{\"a\":1,\"a\":null}", "{\"a\":[],\"a\":3}", "{\"a\":3,\"a\":{}}", "{\"a\":1.10}",
            "{\"a\":12345678901234567890}", "{\"\\u0061\":true}", "{\"b\":{\"a\":1}}" })
    @DisplayName("A member read singly equals that of the parsed record, also if its name occurs twice")
    void whateverTheValue(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        assertThat(DiffbotRecord.of(bytes, LENIENT).get("a")).isEqualTo(DiffbotRecord.of(bytes, LENIENT).members().get("a"));
    }

    @ParameterizedTest
    @MethodSource("io.github.cameldiffbot.data.NastyRecordsTest#nasty")
    @DisplayName("Each member of a bad record fails in the same way")
    void andARecordThatCannotBeReadFailsAlike(String nasty) {
        DiffbotRecord record = DiffbotRecord.of(nasty.getBytes(StandardCharsets.UTF_8), Reading.MAPPER);
        assertThatThrownBy(record::getType).isInstanceOf(DiffbotBadRecordException.class);
        assertThatThrownBy(record::getKey).isInstanceOf(DiffbotBadRecordException.class);
    }

    @Test
    @DisplayName("A list that was read is the list of the record")
    void andAListIsTheOneOfTheRecord() {
        DiffbotRecord record = DiffbotRecord.of("{\"a\":[1]}".getBytes(StandardCharsets.UTF_8), Reading.MAPPER);
        ((List<?>) record.get("a")).clear();
        assertThat(record.toJson()).isEqualTo("{\"a\":[]}");
        assertThat(record.get("a")).isSameAs(record.get("a"));
    }

    @Test
    @DisplayName("A changed member is read as changed")
    void andWhatWasChangedIsFoundChanged() {
        DiffbotRecord record = DiffbotRecord.of("{\"a\":1}".getBytes(StandardCharsets.UTF_8), Reading.MAPPER);
        record.put("a", 2);
        assertThat(record.get("a")).isEqualTo(2);
    }
}
