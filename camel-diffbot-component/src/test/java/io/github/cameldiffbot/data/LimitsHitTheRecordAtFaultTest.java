/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.data;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.client.DiffbotBadRecordException;
import io.github.cameldiffbot.client.DiffbotBadRecordException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@FaultCase("J5")
class LimitsHitTheRecordAtFaultTest {

    private static final JsonLimits WIDE = new JsonLimits(40_000_000, 20_000, 10_000);
    private static final ObjectMapper MAPPER
            = JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

    @Test
    void andCanBeRaised() {
        for (String nasty : NastyRecordsTest.nasty().subList(0, 3)) {
            List<Object> records = read("[{\"id\":1}," + nasty + ",{\"id\":3}]", null, WIDE);
            assertThat(((DiffbotRecord) records.get(1)).size()).isEqualTo(2);
            assertThat(((DiffbotRecord) records.get(2)).getId()).isEqualTo("3");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "100 | 0 | 0 | {\"id\":2,\"name\":\"%s\"}", "0 | 3 | 0 | {\"id\":2,\"name\":[[[[]]]]}",
            "0 | 0 | 20 | {\"id\":2,\"name\":123456789012345678901}" })
    void andCanBeLowered(int text, int nesting, int number, String nasty) {
        String body = "[{\"id\":1}," + nasty.formatted("x".repeat(9000)) + ",{\"id\":3}]";
        JsonLimits low = new JsonLimits(text, nesting, number);

        List<Object> records = read(body, null, low);
        DiffbotRecord bad = (DiffbotRecord) records.get(1);
        assertThat(catchThrowableOfType(DiffbotBadRecordException.class, bad::getId).getReason())
                .isEqualTo(Reason.malformed);
        assertThat(((DiffbotRecord) records.get(2)).getId()).isEqualTo("3");
        assertThat(read(body, Named.class, low)).hasSize(2);

        assertThat(((DiffbotRecord) read(body, null, JsonLimits.OF_MAPPER).get(1)).getId()).isEqualTo("2");
        assertThat(read(body, Named.class, JsonLimits.OF_MAPPER)).hasSize(3);
    }

    @Test
    void andTheUsersMapperStaysAsItIs() {
        read("[{\"id\":1}]", null, WIDE);
        assertThat(MAPPER.getFactory().streamReadConstraints())
                .isSameAs(new ObjectMapper().getFactory().streamReadConstraints());
    }

    @Test
    void andTheRestOfItsSettingsHolds() {
        assertThat(read("[{\"id\":NaN}]", null, WIDE).get(0)).isEqualTo(Map.of("id", Double.NaN));
    }

    private static List<Object> read(String body, Class<?> type, JsonLimits limits) {
        return Reading.all(Records.read(new FakeAnswer(body),
                new RecordOptions(MAPPER, type, OnBadRecord.skip, 0, null, 0, limits)));
    }

    record Named(long id, Object name) {
    }
}
