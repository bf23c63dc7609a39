/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.text;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;

import io.github.cameldiffbot.FaultCase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@DisplayName("Undecodable text is an error")
class StrictReaderTest {

    private static String read(InputStream in, Charset charset) throws IOException {
        StringWriter text = new StringWriter();
        try (StrictReader reader = new StrictReader(in, charset)) {
            reader.transferTo(text);
        }
        return text.toString();
    }

    // returns any number of bytes at a time
    private static InputStream inPieces(byte[] bytes, Random random) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int from, int length) {
                return super.read(target, from, Math.min(length, 1 + random.nextInt(7)));
            }
        };
    }

    @ParameterizedTest
    @DisplayName("Text is decoded as by the JDK, wherever the end of a buffer cuts a character")
    @ValueSource(strings = { "UTF-8", "UTF-16", "UTF-16LE", "windows-1252", "ISO-8859-15", "ISO-2022-JP" })
    void decodesLikeTheJdk(String name) throws IOException {
        Charset charset = Charset.forName(name);
        String characters = name.startsWith("UTF") ? "aé€\uD83D\uDE00 " : name.startsWith("ISO-2022") ? "a日 本" : "aé€ ";
        String text = characters.repeat(4_000);
        byte[] bytes = text.getBytes(charset);

        assertThat(read(new ByteArrayInputStream(bytes), charset)).isEqualTo(text);
        assertThat(read(inPieces(bytes, new Random(7)), charset)).isEqualTo(text);
        assertThat(read(InputStream.nullInputStream(), charset)).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("The first undecodable byte is an error with its position")
    @CsvSource({ "0", "1", "8191", "8192", "8193", "20000" })
    @FaultCase("U3")
    void saysWhere(int before) {
        byte[] bytes = ("a".repeat(before) + "é rest").getBytes(StandardCharsets.ISO_8859_1);

        assertThatIllegalArgumentException().isThrownBy(() -> read(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8))
                .withMessageContaining("byte " + (before + 1) + " (0xE9) is not UTF-8").withMessageContaining("charset");
        assertThatIllegalArgumentException().isThrownBy(() -> read(inPieces(bytes, new Random(3)), StandardCharsets.UTF_8))
                .withMessageContaining("byte " + (before + 1) + " (0xE9)");
    }

    @Test
    @DisplayName("A character that is cut off at the end is an error, too")
    void cutAtTheEnd() {
        assertThatIllegalArgumentException().isThrownBy(
                () -> read(new ByteArrayInputStream(new byte[] { 'a', (byte) 0xC3 }), StandardCharsets.UTF_8))
                .withMessageContaining("byte 2 (0xC3)");
    }

    @Test
    @DisplayName("An error in UTF-16 names UTF-16")
    @FaultCase("U3")
    void utf16() {
        assertThatIllegalArgumentException().isThrownBy(
                () -> read(new ByteArrayInputStream("https://a.example".getBytes(StandardCharsets.UTF_16)),
                        StandardCharsets.UTF_8))
                .withMessageContaining("byte 1").withMessageContaining("begins UTF-16");
    }
}
