/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.scan;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import io.github.cameldiffbot.internal.data.FakeResponse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The end of a broken record is found if it can be known")
class BrokenRecordSkipperTest {

    private static ScanBuffer buffer(String text) {
        return new ScanBuffer(FakeResponse.dribbling(text.getBytes(StandardCharsets.UTF_8), 3).open(), 1 << 20);
    }

    private static void assertFound(String broken, String after, boolean lines) throws IOException {
        ScanBuffer buffer = buffer(broken + after);
        assertThat(new BrokenRecordSkipper(buffer, lines).scan()).isEqualTo(BrokenRecordSkipper.End.found);
        assertThat(buffer.offset()).isEqualTo(broken.length());
    }

    private static BrokenRecordSkipper.End end(String text, boolean lines) throws IOException {
        return new BrokenRecordSkipper(buffer(text), lines).scan();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", "x", "{\"a\":x}", "{\"a\" 1 [2,3] }", "[1,{}]", "\"a,]\"", "\"\\\",]\\\\\"",
            "{\"a\":tru,\"b\":\"}],\\\"\"}", "x\ny" })
    @DisplayName("In an array a broken record ends before the next comma or bracket outside of it")
    void array(String broken) throws IOException {
        assertFound(broken, ",{}", false);
        assertFound(broken, "]", false);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"a\":x}", "{\"a\":[1 2],\n\"b\":{}}", "words, words", " words", "\n \n words", "[1 2]", "\"text\"",
            "[{} {}]" })
    @DisplayName("Outside of an array a broken record ends with its closing bracket or before the end of its line")
    void lines(String broken) throws IOException {
        assertFound(broken, "\n{\"id\":1}", true);
    }

    @Test
    @DisplayName("A closing bracket ends a broken record also without a line end")
    void noLineEnd() throws IOException {
        assertFound("{\"a\":x}", "{\"id\":1}", true);
    }

    @Test
    @DisplayName("Outside of an array an open text ends with its line")
    void openTextInLines() throws IOException {
        assertFound("{\"a\":\"open}\n", "{\"id\":1}", true);
        assertThat(end("words", true)).isEqualTo(BrokenRecordSkipper.End.found);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = { "[1,2}}", "{1]", "}", "[[}]", "{\"a\":{]}", "{}}" })
    @DisplayName("With brackets that do not match the end is lost")
    void lost(String text) throws IOException {
        assertThat(end(text + " ,", false)).isEqualTo(BrokenRecordSkipper.End.lost);
    }

    @Test
    @DisplayName("In an array the end is lost after an open text")
    void openText() throws IOException {
        assertThat(end("{\"a\":\"open},\n{}]", false)).isEqualTo(BrokenRecordSkipper.End.lost);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "x", "{\"a\":x", "{\"a\":\"b", "\"\\\"", "[[]" })
    @DisplayName("In an array the data is cut if it ends before the record")
    void cut(String text) throws IOException {
        assertThat(end(text, false)).isEqualTo(BrokenRecordSkipper.End.cut);
    }

    @Test
    @DisplayName("Outside of an array the data is cut if it ends within brackets or a text")
    void cutLines() throws IOException {
        assertThat(end("{\"a\":x", true)).isEqualTo(BrokenRecordSkipper.End.cut);
        assertThat(end("\"text", true)).isEqualTo(BrokenRecordSkipper.End.cut);
    }

    @Test
    @DisplayName("The end of a record with a million open brackets is lost, so that memory is limited")
    void depth() throws IOException {
        assertThat(end("[".repeat(1 << 20), false)).isEqualTo(BrokenRecordSkipper.End.lost);
        assertThat(end("[".repeat((1 << 20) - 1), false)).isEqualTo(BrokenRecordSkipper.End.cut);
    }
}
