/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.filter;

import java.util.List;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.data.OnBadRecord;
import io.github.cameldiffbot.data.ResultIterator;
import io.github.cameldiffbot.internal.data.FakeResponse;
import io.github.cameldiffbot.internal.data.Reading;
import io.github.cameldiffbot.internal.data.RecordOptions;
import io.github.cameldiffbot.internal.data.Records;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A unique filter passes each key once")
class UniqueFilterTest {

    private final UniqueFilter unique = new UniqueFilter();

    @Test
    @FaultCase("J9")
    @DisplayName("A record with the key of an earlier one is filtered")
    void leavesOutWhatHasTheKeyOfAnEarlierRecord() {
        ResultIterator<Object> records = read(
                "[{\"id\":1,\"n\":1},{\"id\":2},{\"id\":1,\"n\":2},{\"id\":6526070754824580571},{\"id\":6526070754824580572},"
                                              + "{\"id\":\"2\"}]",
                0);

        assertThat(Reading.json(records)).containsExactly(
                "{\"id\":1,\"n\":1}", "{\"id\":2}", "{\"id\":6526070754824580571}", "{\"id\":6526070754824580572}");
        assertThat(unique.duplicates()).isEqualTo(2);
        assertThat(records.filtered()).isEqualTo(2);
        assertThat(records.received()).isEqualTo(4);
    }

    @Test
    @DisplayName("Without an id other keys are compared")
    void takesOtherKeysWhereThereIsNoId() {
        List<String> read = Reading.json(read("[{\"diffbotUri\":\"article|3|-839743441\"},{\"diffbotUri\":\"article|3|7\"},"
                                              + "{\"diffbotUri\":\"article|3|7\",\"docId\":9},{\"docId\":9,\"title\":\"b\"},{\"docId\":9,\"title\":\"b\"}]",
                0));

        assertThat(read).containsExactly("{\"diffbotUri\":\"article|3|-839743441\"}", "{\"diffbotUri\":\"article|3|7\"}",
                "{\"docId\":9,\"title\":\"b\"}");
    }

    @Test
    @DisplayName("Records without a key pass")
    void letsRecordsWithoutAKeyPass() {
        assertThat(Reading.json(read("[{\"title\":\"a\"},{\"title\":\"a\"}]", 0))).hasSize(2);
    }

    @Test
    @DisplayName("Filtered records do not count for the limit")
    void countsOnlyWhatIsHandedOut() {
        assertThat(Reading.json(read("[{\"id\":1},{\"id\":1},{\"id\":2},{\"id\":3}]", 2)))
                .containsExactly("{\"id\":1}", "{\"id\":2}");
    }

    @Test
    @DisplayName("A record is compared before it is bound to a class")
    void checksARecordBeforeItIsBound() {
        RecordOptions options = Reading.as(Titled.class, OnBadRecord.fail).withFilter(unique);

        assertThat(Reading.all(Records.read(
                new FakeResponse("[{\"id\":1,\"title\":\"a\"},{\"id\":1,\"title\":\"b\"}]"), options)))
                .containsExactly(new Titled(1, "a"));
    }

    @Test
    @DisplayName("A bad record is skipped and not counted as filtered")
    void passesOnThatARecordIsBad() {
        RecordOptions options = Reading.skipping().withFilter(unique);
        ResultIterator<Object> records = Records.read(new FakeResponse("[{\"id\":1},{\"id\":tru},{\"id\":2}]"), options);

        assertThat(Reading.json(records)).containsExactly("{\"id\":1}", "{\"id\":2}");
        assertThat(records.skipped()).isOne();
        assertThat(records.filtered()).isZero();
    }

    private ResultIterator<Object> read(String json, long maxRecords) {
        return Records.read(new FakeResponse(json), Reading.first(maxRecords).withFilter(unique));
    }

    record Titled(long id, String title) {
    }
}
