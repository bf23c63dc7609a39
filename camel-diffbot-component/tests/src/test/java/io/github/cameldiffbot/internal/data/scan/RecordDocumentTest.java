/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.scan;

import java.nio.charset.StandardCharsets;

import io.github.cameldiffbot.error.DiffbotBadRecordException.Reason;
import io.github.cameldiffbot.error.DiffbotProtocolException;
import io.github.cameldiffbot.error.DiffbotTruncatedDataException;
import io.github.cameldiffbot.error.DiffbotUnavailableException;
import io.github.cameldiffbot.internal.client.http.DownloadErrors;
import io.github.cameldiffbot.internal.client.http.ResultStream;
import io.github.cameldiffbot.internal.data.FakeResponse;
import io.github.cameldiffbot.internal.data.Reading;
import io.github.cameldiffbot.internal.text.SecretByteMasker;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("A document has its records and the members around them")
class RecordDocumentTest {

    private static RecordDocument document(String body, long limit) {
        ResultStream stream = new FakeResponse(body).open();
        return new RecordDocument(stream, new DownloadErrors(stream, new SecretByteMasker(Reading.TOKEN)), limit);
    }

    private static void readAll(RecordDocument document) {
        while (document.next(0)) {
            assertThat(document.element().flaw()).isNull();
        }
    }

    @Test
    @DisplayName("A response of white space is blank, other responses are not")
    void blank() {
        RecordDocument blank = document(" \n", 100);
        assertThatThrownBy(() -> blank.next(0)).isInstanceOf(DiffbotTruncatedDataException.class);
        assertThat(blank.isBlank()).isTrue();
        RecordDocument cut = document("[", 100);
        assertThatThrownBy(() -> cut.next(0)).isInstanceOf(DiffbotTruncatedDataException.class);
        assertThat(cut.isBlank()).isFalse();
    }

    @Test
    @DisplayName("The bytes of a record do not contain the token")
    void token() {
        RecordDocument document = document("[ {\"pageUrl\":\"" + Reading.TOKEN + "\"}]", 100);
        assertThat(document.next(0)).isTrue();
        assertThat(new String(document.slice(), StandardCharsets.UTF_8)).startsWith("{\"pageUrl\":\"").endsWith("\"}")
                .doesNotContain(Reading.TOKEN);
    }

    @Test
    @DisplayName("The number of hits is read before and after the records")
    void hits() {
        RecordDocument before = document("{\"hits\":3,\"objects\":[]}", 100);
        assertThat(before.hits()).isEqualTo(-1);
        readAll(before);
        assertThat(before.hits()).isEqualTo(3);
        RecordDocument after = document("{\"objects\":[{\"id\":1}],\"a\":[1],\"hits\":4}", 100);
        assertThat(after.next(0)).isTrue();
        assertThat(after.hits()).isEqualTo(-1);
        readAll(after);
        assertThat(after.hits()).isEqualTo(4);
        assertThat(after.count()).isOne();
    }

    @Test
    @DisplayName("Members after the records may be larger than a record")
    void largeMembersAfter() {
        RecordDocument document = document("{\"objects\":[{\"id\":1}],\"info\":\"" + "x".repeat(200_000)
                                           + "\",\"hits\":1 }" + " ".repeat(60_000),
                1000);
        readAll(document);
        assertThat(document.hits()).isOne();
        assertThat(document.bufferCapacity()).isEqualTo(ScanBuffer.CAPACITY);
    }

    @Test
    @DisplayName("An error after the records is raised")
    void errorAfter() {
        RecordDocument document = document("{\"objects\":[{\"id\":1}],\"errorCode\":500,\"error\":\"shard down\"}", 100);
        assertThatThrownBy(() -> readAll(document)).isInstanceOf(DiffbotUnavailableException.class)
                .hasMessageContaining("shard down");
        assertThat(document.count()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"objects\":[{\"id\":1}] x", "{\"objects\":[{\"id\":1}],7}", "{\"objects\":[{\"id\":1}],\"a\" 7}",
            "{\"objects\":[{\"id\":1}],\"a\":x}", "{\"objects\":[{\"id\":1}],\"error\":x}",
            "{\"objects\":[{\"id\":1}],\"a\":7]" })
    @DisplayName("Data after the records that is not JSON is an error")
    void brokenAfter(String body) {
        RecordDocument document = document(body, 100);
        assertThatThrownBy(() -> readAll(document)).isInstanceOf(DiffbotProtocolException.class)
                .hasMessageContaining("the data after the records is not JSON at byte");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"objects\":[{\"id\":1}]", "{\"objects\":[{\"id\":1}],", "{\"objects\":[{\"id\":1}],\"a\":7",
            "{\"objects\":[{\"id\":1}],\"hits\"", "[{\"id\":1}", "[{\"id\":1}," })
    @DisplayName("Data that ends after a record is cut")
    void cutAfter(String body) {
        RecordDocument document = document(body, 100);
        assertThatThrownBy(() -> readAll(document)).isInstanceOf(DiffbotTruncatedDataException.class)
                .hasMessageContaining(body.length() + " bytes");
    }

    @Test
    @DisplayName("White space after the end is limited to 64 KB")
    void tail() {
        readAll(document("[]" + " ".repeat(64 << 10), 100));
        assertThatThrownBy(() -> readAll(document("[]" + " ".repeat((64 << 10) + 2), 100)))
                .isInstanceOf(DiffbotProtocolException.class).hasMessageContaining("after the closing bracket, at byte");
    }

    @Test
    @DisplayName("A record may have as many bytes as the limit, not more")
    void limit() {
        String record = "{\"id\":1,\"a\":\"xxxx\"}";
        readAll(document("[" + record + "," + record + "]", record.length()));
        RecordDocument document = document("[" + record + "]", record.length() - 1);
        assertThat(document.next(0)).isTrue();
        assertThat(document.element().flaw()).isEqualTo(Reason.tooLarge);
        assertThat(document.element().detail()).isEqualTo("the limit is " + (record.length() - 1) + " bytes");
        assertThat(document.next(0)).isFalse();
    }
}
