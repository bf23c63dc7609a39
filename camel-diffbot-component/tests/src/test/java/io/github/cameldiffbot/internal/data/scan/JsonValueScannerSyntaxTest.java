/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.scan;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import io.github.cameldiffbot.internal.data.FakeResponse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("The scanner finds the end of valid JSON and the first wrong byte of other JSON")
class JsonValueScannerSyntaxTest {

    private static final int[] PIECES = { 1, 2, 5, Integer.MAX_VALUE };

    private static ScanBuffer buffer(String json, int piece) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        ScanBuffer buffer = new ScanBuffer(FakeResponse.dribbling(bytes, piece).open(), 1 << 20);
        buffer.mark(0);
        return buffer;
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "\"a\"", "\"\"", "true", "false", "null", "NaN", "Infinity", "+Infinity", "-Infinity", "+INF", "-INF", "0", "-0",
            "007", "190", "1.5", "-1.05e+10", "2E5", "2e-59", "{}", "[]", "[ ]", "[1,]", "{\"a\":1,}", "{\"a\":1 , }",
            "{\"a\":\"b\",\"c\":\"d\"}", "{ \"a\" : \"b\" , \"c\" : [ 1 , { \"x\" : \"y\" } ] , \"d\" : null }",
            "\"\\u00e9\\uABcd\\n\\x\\\"\"", "\"\\\\\"", "\"a\\\\\\\"]\"", "{\"a\\\"\":\"b\\\\\",\"c\":\"d\\u0041e\"}",
            "{\"a\\u0041\":1}", "[[],[[]],{\"a\":[{}]}]", "\"\u00e9\u20ac\ud83d\ude00\"", "\"a\nb\u0001\"", "[-1,+INF,NaN]" })
    @DisplayName("A valid value is skipped up to its last byte, however it arrives")
    void valid(String json) throws IOException {
        for (int piece : PIECES) {
            ScanBuffer buffer = buffer("\n " + json + ",\"next\"", piece);
            assertThat(new JsonValueScanner(buffer).skip()).as("pieces of %d", piece).isTrue();
            assertThat(buffer.offset()).isEqualTo(2 + json.getBytes(StandardCharsets.UTF_8).length);
            assertThat(buffer.peek()).isEqualTo(',');
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "{\"a\" 1} | '1' at byte 5 instead of a colon",
            "{\"a\",1} | ',' at byte 4 instead of a colon",
            "{1} | '1' at byte 1 instead of the name of a member",
            "{\"a\":1,b} | 'b' at byte 7 instead of the name of a member",
            "[1 2] | '2' at byte 3 instead of a comma or the closing bracket",
            "{\"a\":\"b\"] | ']' at byte 8 instead of a comma or the closing bracket",
            "{\"a\":\"b\" \"c\":1} | '\"' at byte 9 instead of a comma or the closing bracket",
            "[1} | '}' at byte 2 instead of a comma or the closing bracket",
            "[} | '}' at byte 1 instead of a value",
            "[,] | ',' at byte 1 instead of a value",
            "[!] | '!' at byte 1 instead of a value",
            "[~~] | '~' at byte 1 instead of a value",
            "[\u0001] | character code 1 at byte 1 instead of a value",
            "[\u007f] | character code 127 at byte 1 instead of a value",
            "[\u00e9] | character code 195 at byte 1 instead of a value",
            "[t rue] | character code 32 at byte 2 instead of true",
            "[tru] | ']' at byte 4 instead of true",
            "[falsy] | 'y' at byte 5 instead of false",
            "[nil] | 'i' at byte 2 instead of null",
            "[NaM] | 'M' at byte 3 instead of NaN",
            "[INF] | 'N' at byte 2 instead of Infinity",
            "[-Inf] | ']' at byte 5 instead of nfinity",
            "[+INX] | 'X' at byte 4 instead of NF",
            "[+1] | '1' at byte 2 instead of I",
            "[+-] | '-' at byte 2 instead of I",
            "[-x] | 'x' at byte 2 instead of a digit",
            "[1.x] | 'x' at byte 3 instead of a digit",
            "[1ex] | 'x' at byte 3 instead of a digit",
            "[1e+] | ']' at byte 4 instead of a digit",
            "[1e-:] | ':' at byte 4 instead of a digit",
            "[.5] | '.' at byte 1 instead of a value",
            "[1/] | '/' at byte 2 instead of a comma or the closing bracket",
            "[\"\\u12G4\"] | 'G' at byte 6 instead of a hexadecimal digit",
            "{\"\\uX\":1} | 'X' at byte 4 instead of a hexadecimal digit",
            "{\"a\":\"\\u123x\"} | 'x' at byte 11 instead of a hexadecimal digit" })
    @DisplayName("An invalid value is described by its first wrong byte, however it arrives")
    void invalid(String json, String flaw) throws IOException {
        for (int piece : PIECES) {
            JsonValueScanner scanner = new JsonValueScanner(buffer(json + ",", piece));
            assertThat(scanner.skip()).as("pieces of %d", piece).isFalse();
            assertThat(scanner.flaw()).isEqualTo(flaw);
        }
    }

    @Test
    @DisplayName("A value that ends at any earlier byte is cut")
    void cut() {
        String json = "{\"a\":\"b\\u00e9\\\\\",\"c\":[1.5e+3,true,null,-Infinity,+INF], \"d\" : {} }";
        for (int length = 0; length < json.length(); length++) {
            for (int piece : PIECES) {
                JsonValueScanner scanner = new JsonValueScanner(buffer(json.substring(0, length), piece));
                assertThatThrownBy(scanner::skip).as("%d bytes", length).isInstanceOf(EOFException.class)
                        .hasMessage("The data ends within a value");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"type\":\"a\"}", "{ \"type\" : 1 }", "{\"type\":[]}", "{\"a\":1,\"type\":\"a\"}", "{\"a\":\"b\",\"type\":\"a\"}",
            "{\"a\":{\"b\":[1]},\"type\":\"a\"}", "{\"a\":\"b\" ,\"type\" :null,\"c\":2}", "{\"type\":1,\"a\":2}" })
    @DisplayName("An object with the member type is typed")
    void typed(String json) throws IOException {
        assertTyped(json, true);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{}", "{\"a\":{\"type\":1}}", "{\"a\":[{\"type\":\"x\"}]}", "{\"a\":{\"type\" :1}}", "{\"a\":\"type\"}",
            "{\"typed\":1}", "{\"typ\":1}", "{\"Type\":\"x\"}", "{\"Type\" :1}", "{\"xtype\":\"x\"}", "[\"type\"]",
            "[[\"type\",1]]", "\"type\"", "{\"a\":\"\\\"type\\\":1\"}" })
    @DisplayName("Only a member of the object itself with exactly this name makes it typed")
    void untyped(String json) throws IOException {
        assertTyped(json, false);
    }

    private static void assertTyped(String json, boolean typed) throws IOException {
        for (int piece : PIECES) {
            // a value before does not count
            ScanBuffer buffer = buffer((typed ? "{}" : "{\"type\":1}") + json + ",", piece);
            JsonValueScanner scanner = new JsonValueScanner(buffer);
            assertThat(scanner.skip()).isTrue();
            assertThat(scanner.skip()).isTrue();
            assertThat(scanner.isTyped()).as("pieces of %d", piece).isEqualTo(typed);
        }
    }

    @Test
    @DisplayName("A value can be nested 100,000 deep, not deeper")
    void depth() throws IOException {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        assertThat(new JsonValueScanner(buffer(deep + ",", Integer.MAX_VALUE)).skip()).isTrue();

        JsonValueScanner scanner = new JsonValueScanner(buffer("[" + deep + "],", Integer.MAX_VALUE));
        assertThat(scanner.skip()).isFalse();
        assertThat(scanner.flaw()).isEqualTo("it is nested more than 100000 deep");
    }
}
