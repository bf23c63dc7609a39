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
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("A scan buffer finds ends and keeps marked bytes")
class ScanBufferTest {

    private static ScanBuffer buffer(String text, long limit) {
        return new ScanBuffer(new FakeResponse(text).open(), limit);
    }

    private static void skip(ScanBuffer buffer, int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            assertThat(buffer.next()).isNotNegative();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "\"", "\\" })
    @DisplayName("The end of a text is found at each position and after any bytes")
    void endOfText(String end) {
        for (String filler : new String[] { "x", "\u00a2", "!", "#", "]", "[", "\u0000" }) {
            byte[] text = (filler.repeat(20) + end + "\"\\".repeat(20)).getBytes(StandardCharsets.ISO_8859_1);
            for (int from = 0; from <= 20; from++) {
                assertThat(ScanBuffer.endOfText(text, from)).as("from %d after %s", from, filler).isEqualTo(20);
            }
        }
    }

    @Test
    @DisplayName("White space is only what JSON defines")
    void whiteSpace() throws IOException {
        ScanBuffer buffer = buffer(" \t\r\n\u000b", 10);
        assertThat(buffer.peekVisible()).isEqualTo(0x0b);
        assertThat(buffer.offset()).isEqualTo(4);
        assertThat(buffer(" \n", 10).peekVisible()).isEqualTo(-1);
    }

    @Test
    @DisplayName("A text is read to its quotation mark or to an escape with a code")
    void text() throws IOException {
        ScanBuffer buffer = buffer("\"a\\n\\\"b\\u0041c\"d", 100);
        skip(buffer, 1);
        assertThat(buffer.nextInText()).isEqualTo('\\');
        assertThat(buffer.next()).isEqualTo('u');
        assertThat(buffer.nextInText()).isEqualTo('"');
        assertThat(buffer.next()).isEqualTo('d');
        ScanBuffer cut = buffer("\"a\\n", 100);
        skip(cut, 1);
        assertThat(cut.nextInText()).isEqualTo(-1);
    }

    @Test
    @DisplayName("Marked bytes stay, however many, and the buffer shrinks after them")
    void mark() throws IOException {
        String text = "0123456789".repeat(50_000);
        ScanBuffer buffer = buffer(text, 1 << 20);
        skip(buffer, 7);
        buffer.mark(7);
        skip(buffer, 400_000);
        assertThat(new String(buffer.slice(7, 400_007), StandardCharsets.US_ASCII)).isEqualTo(text.substring(7, 400_007));
        assertThat(buffer.capacity()).isBetween(400_000, 800_000);

        buffer.reset(8);
        assertThat(buffer.next()).isEqualTo('8');
        assertThat(buffer.offset()).isEqualTo(9);
        buffer.clearMark();
        skip(buffer, 499_991);
        assertThat(buffer.next()).isEqualTo(-1);
        assertThat(buffer.peek()).isEqualTo(-1);
        assertThat(buffer.offset()).isEqualTo(500_000);
        assertThat(buffer.received()).isEqualTo(500_000);
        assertThat(buffer.capacity()).isEqualTo(ScanBuffer.CAPACITY);
    }

    @Test
    @DisplayName("The buffer keeps its size while little is marked")
    void smallMarks() throws IOException {
        ScanBuffer buffer = buffer("0123456789".repeat(50_000), 1 << 20);
        for (int offset = 0; offset < 500_000; offset += 20_000) {
            buffer.mark(offset);
            skip(buffer, 20_000);
            assertThat(buffer.slice(offset, offset + 2)).containsExactly('0', '1');
            assertThat(buffer.capacity()).isEqualTo(ScanBuffer.CAPACITY);
        }
    }

    @Test
    @DisplayName("A buffer that has grown for large records is used for the next ones, too")
    void largeMarks() throws IOException {
        ScanBuffer buffer = buffer("0123456789".repeat(100_000), 1 << 20);
        byte[] grown = null;
        for (int offset = 0; offset < 1_000_000; offset += 100_000) {
            buffer.mark(offset);
            skip(buffer, 100_000);
            if (offset == 200_000) {
                grown = buffer.bytes();
            } else if (offset > 200_000) {
                assertThat(buffer.bytes()).isSameAs(grown);
            }
            buffer.clearMark();
        }
        assertThat(buffer.capacity()).isLessThanOrEqualTo(ScanBuffer.MAX_KEPT_CAPACITY);
    }

    @Test
    @DisplayName("The bytes after the mark are limited; those before it are not")
    void limit() throws IOException {
        ScanBuffer buffer = buffer("x".repeat(300_000), 100_000);
        skip(buffer, 150_000);
        buffer.mark(150_000);
        skip(buffer, 100_000);
        assertThatThrownBy(() -> skip(buffer, 100_000)).isInstanceOf(ScanBuffer.FullException.class)
                .hasMessage("Larger than the limit for one record");
        assertThat(buffer.capacity()).isLessThanOrEqualTo(100_000 + ScanBuffer.CAPACITY);
    }

    @Test
    @DisplayName("The limit is reached with as many bytes as it has")
    void exactLimit() throws IOException {
        ScanBuffer buffer = new ScanBuffer(FakeResponse.dribbling(new byte[10], 1).open(), 5);
        buffer.mark(0);
        skip(buffer, 5);
        assertThatThrownBy(buffer::peek).isInstanceOf(ScanBuffer.FullException.class);
        buffer.clearMark();
        skip(buffer, 5);
        assertThat(buffer.next()).isEqualTo(-1);
    }
}
