/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.data;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.error.DiffbotBadRecordException;
import io.github.cameldiffbot.error.DiffbotBadRecordException.Reason;
import io.github.cameldiffbot.error.DiffbotTruncatedDataException;
import io.github.cameldiffbot.internal.data.FakeResponse;
import io.github.cameldiffbot.internal.data.Reading;
import io.github.cameldiffbot.internal.data.Records;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@DisplayName("Bad records are errors or are skipped")
class BadRecordsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "null | nullRecord",
            "{} | empty",
            "{ \"docId\":5, \"gburl\":\"u\", \"timestamp\":\"t\" } | empty",
            "7 | notAnObject",
            "\"text, with ] and , in it\" | notAnObject",
            "[{\"id\":2}] | notAnObject",
            "{\"error\":\"Bad JSON. Diffbot reply was missing final curly bracket.\",\"gburl\":\"u\"} | error",
            "{\"errorCode\":500} | error",
            "{\"id\":2,,\"a\":1} | malformed",
            "{\"id\":tru, \"s\":\"}],\\\"\", \"l\":[{},[]]} | malformed",
            "{\"id\" 2} | malformed",
            "garbage | malformed",
            "'' | malformed",
            "{\"a\":1}{\"b\":2} | malformed",
    })
    @FaultCase("J6")
    @DisplayName("A bad record is an error with reason and position, or is skipped")
    void badRecordIsAnErrorWithKindAndPlaceOrSkipped(String bad, Reason reason) {
        String body = "[{\"id\":1},\n" + bad + ",\n{\"id\":3}]";

        FakeResponse failing = new FakeResponse(body);
        ResultIterator<Object> records = Records.read(failing, Reading.strict());
        // a record that the next one follows without a comma is valid, the next one is not
        int before = bad.startsWith("{\"a\":1}{") ? 2 : 1;
        for (int i = 0; i < before; i++) {
            records.next();
        }
        DiffbotBadRecordException e = catchThrowableOfType(DiffbotBadRecordException.class, records::hasNext);
        assertThat(e.getReason()).isEqualTo(reason);
        assertThat(e.getRecordNumber()).isEqualTo(before + 1);
        assertThat(e.getByteOffset()).isEqualTo(body.indexOf(before == 2 ? "{\"b\"" : bad));
        assertThat(e).hasMessageContaining("shop1").hasMessageContaining("record " + (before + 1));
        assertThat(failing.aborted()).isOne();
        Reading.assertFailsAgain(records, e);

        FakeResponse response = new FakeResponse(body);
        ResultIterator<Object> skipping = Records.read(response, Reading.skipping());
        assertThat(Reading.json(skipping)).hasSize(before + 1).endsWith("{\"id\":3}");
        assertThat(skipping.skipped()).isOne();
        assertThat(skipping.received()).isEqualTo(before + 1);
        assertThat(response.released()).isOne();
    }

    @Test
    @DisplayName("An error that Diffbot returns in place of a record is in the message")
    void whatDiffbotSaysInPlaceOfARecordIsInTheMessage() {
        assertThatThrownBy(() -> Reading.read("[{\"error\":\"Bad JSON. Truncated.\"}]").next())
                .hasMessageContaining("Bad JSON. Truncated.");
    }

    @Test
    @DisplayName("A record with a member error is not an error")
    void aRecordThatMentionsAnErrorIsNoError() {
        String record = "{\"error\":\"404 is the topic\",\"type\":\"article\"}";
        assertThat(Reading.json(Reading.read("[" + record + "]"))).containsExactly(record);
    }

    @Test
    @DisplayName("Many bad records at any position are skipped and counted")
    void manyBadRecordsInEveryPlaceAreLeftOut() {
        ResultIterator<Object> records
                = Reading.skipping("[{\"a\":},null,{\"id\":1},{},{\"b\":x},{\"id\":2},,{:},{\"c\":nul}]");
        assertThat(Reading.json(records)).containsExactly("{\"id\":1}", "{\"id\":2}");
        assertThat(records.skipped()).isEqualTo(7);
    }

    @Test
    @DisplayName("Bad lines between objects without an array are skipped and counted")
    void brokenLinesAreLeftOutOfARowOfObjects() {
        ResultIterator<Object> records
                = Reading.skipping("{\"id\":1}\n{\"a\":x}\n{\"a\":\"open}\nnull\nwords, words\n{\"id\":2}\n");
        assertThat(Reading.json(records)).containsExactly("{\"id\":1}", "{\"id\":2}");
        assertThat(records.skipped()).isEqualTo(4);
    }

    @Test
    @DisplayName("A bad first line is skipped")
    void aBrokenFirstLineIsLeftOut() {
        assertThat(Reading.json(Reading.skipping("{\"a\":x}\n{\"id\":2}\n"))).containsExactly("{\"id\":2}");
        assertThat(Reading.json(Reading.skipping("{}\n{\"error\":\"e\"}\n{\"id\":2}"))).containsExactly("{\"id\":2}");
    }

    @Test
    @DisplayName("A record with brackets that do not match ends the download, also with skip")
    void bracketsThatDoNotMatchEndTheDownloadEvenWhenSkipping() {
        ResultIterator<Object> records = Reading.skipping("[{\"id\":1},{\"a\":[1,2}},{\"id\":3}]");
        records.next();
        assertThatThrownBy(records::next).isInstanceOf(DiffbotBadRecordException.class)
                .hasMessageContaining("its end cannot be found");
    }

    @Test
    @DisplayName("A string without an end ends the download, also with skip")
    void aStringThatIsNeverClosedEndsTheDownloadEvenWhenSkipping() {
        ResultIterator<Object> records = Reading.skipping("[{\"id\":1},\n{\"a\":x,\"b\":\"open},\n{\"id\":3}]");
        records.next();
        assertThatThrownBy(records::next).isInstanceOf(DiffbotBadRecordException.class);
    }

    @Test
    @DisplayName("A bad record without an end is a truncated download")
    void aBrokenRecordWithoutAnEndIsACutDownload() {
        ResultIterator<Object> records = Reading.skipping("[{\"id\":1},{\"a\":x,\"b\":[");
        records.next();
        assertThatThrownBy(records::next).isInstanceOf(DiffbotTruncatedDataException.class);
    }

    @Test
    @DisplayName("A record that cannot be bound to the class is a bad record")
    void aRecordThatDoesNotFitTheTypeIsBad() {
        String body = "[{\"id\":\"no number\"},{\"id\":2}]";
        DiffbotBadRecordException e = catchThrowableOfType(DiffbotBadRecordException.class,
                () -> Records.read(new FakeResponse(body), Reading.as(Numbered.class, OnBadRecord.fail)).next());
        assertThat(e.getReason()).isEqualTo(Reason.notBindable);
        assertThat(e.getByteOffset()).isOne();

        ResultIterator<Object> records = Records.read(new FakeResponse(body), Reading.as(Numbered.class, OnBadRecord.skip));
        assertThat(Reading.all(records)).containsExactly(new Numbered(2));
        assertThat(records.skipped()).isOne();
    }

    record Numbered(long id) {
    }
}
