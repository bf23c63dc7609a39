/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.github.cameldiffbot.error.DiffbotTruncatedDataException;
import io.github.cameldiffbot.internal.data.FakeResponse;
import io.github.cameldiffbot.internal.data.Reading;
import io.github.cameldiffbot.internal.data.RecordOptions;
import io.github.cameldiffbot.internal.data.Records;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@DisplayName("Truncated records are an error")
class RecordTruncationTest {

    private static final String ARRAY = "[{\"type\":\"article\",\"id\":12,\"ok\":true,\"title\":\"a\\\"b \u00e9 \\u00e9\"},\n"
                                        + "{\"id\":-1.5e3,\"tags\":[null,{\"a\":[]}]},{\"id\":3}]";

    @ParameterizedTest
    @EnumSource(OnBadRecord.class)
    @DisplayName("A cut at any byte of an array is an error")
    void aCutAtAnyByteOfAnArrayIsReported(OnBadRecord onBadRecord) {
        assertEveryCutIsReported(ARRAY, onBadRecord);
    }

    @ParameterizedTest
    @ValueSource(strings = { "objects", "data" })
    @DisplayName("A cut at any byte of an object with the array is an error")
    void aCutAtAnyByteOfAnEnvelopeIsReported(String name) {
        assertEveryCutIsReported("{\"hits\":3,\"" + name + "\":" + ARRAY + ",\"queryInfo\":{\"n\":[1,2]}}",
                OnBadRecord.fail);
    }

    private static void assertEveryCutIsReported(String document, OnBadRecord onBadRecord) {
        byte[] whole = document.getBytes(StandardCharsets.UTF_8);
        RecordOptions options = new RecordOptions(Reading.MAPPER, null, onBadRecord, 0, null, 0, null);
        // an empty response has no records; after the first byte an end is required
        for (int k = 1; k < whole.length; k++) {
            byte[] cut = Arrays.copyOf(whole, k);
            for (FakeResponse response : new FakeResponse[] {
                    new FakeResponse(cut), FakeResponse.dribbling(cut, 1), FakeResponse.broken(cut, "reset") }) {
                ResultIterator<Object> records = Records.read(response, options);
                DiffbotTruncatedDataException e = catchThrowableOfType(DiffbotTruncatedDataException.class,
                        () -> Reading.all(records));
                assertThat(e).as("cut at %d", k).isNotNull();
                assertThat(e).hasMessageContaining("job 'shop1'")
                        .hasMessageContaining("after " + records.received() + " records")
                        .hasMessageContaining(k + " bytes");
                Reading.assertFailsAgain(records, e);
                assertThat(records.skipped()).isZero();
                assertThat(response.released() + response.aborted()).isOne();
            }
        }
    }

    @Test
    @DisplayName("The records before a cut are returned, and the error has its position")
    void recordsBeforeTheCutAreHandedOut() {
        ResultIterator<Object> records = Reading.read("[{\"id\":1},{\"id\":2},{\"id\":");
        assertThat(((DiffbotRecord) records.next()).getId()).isEqualTo("1");
        assertThat(((DiffbotRecord) records.next()).getId()).isEqualTo("2");
        assertThatThrownBy(records::hasNext).isInstanceOf(DiffbotTruncatedDataException.class)
                .hasMessageContaining("after 2 records and 25 bytes");
    }

    @Test
    @DisplayName("A cut within an object without an array is an error")
    void aCutWithinAnObjectOfARowOfObjectsIsReported() {
        ResultIterator<Object> records = Reading.read("{\"id\":1}\n{\"id\":2");
        records.next();
        assertThatThrownBy(records::next).isInstanceOf(DiffbotTruncatedDataException.class);
    }

    @Test
    @DisplayName("A connection that breaks after the closing bracket is an error")
    void aConnectionThatBreaksAfterTheClosingBracketIsReported() {
        ResultIterator<Object> records
                = Records.read(FakeResponse.broken("[{\"id\":1}]".getBytes(StandardCharsets.UTF_8), "no last chunk"),
                        Reading.strict());
        records.next();
        assertThatThrownBy(records::hasNext).isInstanceOf(DiffbotTruncatedDataException.class)
                .rootCause().hasMessage("no last chunk");
    }
}
