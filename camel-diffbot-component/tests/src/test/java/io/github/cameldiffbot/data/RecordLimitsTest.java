/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.data;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.error.DiffbotBadRecordException;
import io.github.cameldiffbot.error.DiffbotBadRecordException.Reason;
import io.github.cameldiffbot.internal.data.FakeResponse;
import io.github.cameldiffbot.internal.data.Reading;
import io.github.cameldiffbot.internal.data.RecordOptions;
import io.github.cameldiffbot.internal.data.Records;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@DisplayName("The limits and settings of a mapper apply to records")
@FaultCase("J5")
class RecordLimitsTest {

    private static final ObjectMapper MAPPER = mapper(StreamReadConstraints.builder());
    private static final ObjectMapper WIDE = mapper(StreamReadConstraints.builder().maxStringLength(40_000_000)
            .maxNestingDepth(20_000).maxNumberLength(10_000));

    @Test
    @DisplayName("A mapper can raise the limits")
    void andCanBeRaised() {
        for (String nasty : NastyRecordsTest.nasty().subList(0, 3)) {
            List<Object> records = read("[{\"id\":1}," + nasty + ",{\"id\":3}]", null, WIDE);
            assertThat(((DiffbotRecord) records.get(1)).size()).isEqualTo(2);
            assertThat(((DiffbotRecord) records.get(2)).getId()).isEqualTo("3");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "100 | 1000 | 1000 | {\"id\":2,\"name\":\"%s\"}", "20000000 | 3 | 1000 | {\"id\":2,\"name\":[[[[]]]]}",
            "20000000 | 1000 | 20 | {\"id\":2,\"name\":123456789012345678901}" })
    @DisplayName("A mapper can lower the limits")
    void andCanBeLowered(int text, int nesting, int number, String nasty) {
        String body = "[{\"id\":1}," + nasty.formatted("x".repeat(9000)) + ",{\"id\":3}]";
        ObjectMapper low = mapper(StreamReadConstraints.builder().maxStringLength(text).maxNestingDepth(nesting)
                .maxNumberLength(number));

        List<Object> records = read(body, null, low);
        DiffbotRecord bad = (DiffbotRecord) records.get(1);
        assertThat(catchThrowableOfType(DiffbotBadRecordException.class, bad::getId).getReason())
                .isEqualTo(Reason.malformed);
        assertThat(((DiffbotRecord) records.get(2)).getId()).isEqualTo("3");
        assertThat(read(body, Named.class, low)).hasSize(2);

        assertThat(((DiffbotRecord) read(body, null, MAPPER).get(1)).getId()).isEqualTo("2");
        assertThat(read(body, Named.class, MAPPER)).hasSize(3);
    }

    @Test
    @DisplayName("The user's mapper is not changed")
    void andTheUsersMapperStaysAsItIs() {
        StreamReadConstraints before = WIDE.getFactory().streamReadConstraints();
        read("[{\"id\":1}]", null, WIDE);
        assertThat(WIDE.getFactory().streamReadConstraints()).isSameAs(before);
    }

    @Test
    @DisplayName("The limits still apply after serialization")
    void andStillHoldAfterSerialization() throws Exception {
        String nasty = "{\"id\":2,\"name\":\"" + "x".repeat(9000) + "\"}";
        ObjectMapper low = mapper(StreamReadConstraints.builder().maxStringLength(100));
        DiffbotRecord copy = copy(read("[" + nasty + "]", null, low).get(0));

        assertThat(catchThrowableOfType(DiffbotBadRecordException.class, copy::getId).getReason())
                .isEqualTo(Reason.malformed);
        assertThat(copy(read("[" + nasty + "]", null, MAPPER).get(0)).getId()).isEqualTo("2");
    }

    private static DiffbotRecord copy(Object record) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(record);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (DiffbotRecord) in.readObject();
        }
    }

    @Test
    @DisplayName("The other settings of a mapper apply")
    void andTheRestOfItsSettingsHolds() {
        assertThat(read("[{\"id\":NaN}]", null, WIDE).get(0)).isEqualTo(Map.of("id", Double.NaN));
    }

    private static List<Object> read(String body, Class<?> type, ObjectMapper mapper) {
        return Reading.all(Records.read(new FakeResponse(body),
                new RecordOptions(mapper, type, OnBadRecord.skip, 0, null, 0, null)));
    }

    private static ObjectMapper mapper(StreamReadConstraints.Builder limits) {
        return JsonMapper.builder(JsonFactory.builder().streamReadConstraints(limits.build()).build())
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
    }

    record Named(long id, Object name) {
    }
}
