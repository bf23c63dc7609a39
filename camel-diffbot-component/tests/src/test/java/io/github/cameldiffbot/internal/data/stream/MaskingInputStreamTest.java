/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.stream;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@DisplayName("The token is masked in a stream")
class MaskingInputStreamTest {

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final String TEXT = "a," + TOKEN + "\n" + TOKEN + TOKEN + "b" + TOKEN.substring(1);

    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 3, 7, 31, 32, 33, 1000 })
    @DisplayName("The token is masked in pieces of any size")
    void theTokenIsMaskedHoweverTheBytesCome(int piece) throws IOException {
        assertThat(read(TEXT, TOKEN, piece)).isEqualTo(TEXT.replace(TOKEN, "x".repeat(TOKEN.length())));
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 1000 })
    @DisplayName("Without a token the bytes are unchanged")
    void withoutATokenNothingChanges(int piece) throws IOException {
        assertThat(read(TEXT, null, piece)).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(ints = { 65_500, 65_536, 65_540, 200_000 })
    @DisplayName("A token across the end of the buffer is masked")
    void aTokenAcrossTheBuffersEdgeIsMasked(int before) throws IOException {
        String text = "y".repeat(before - 16) + TOKEN + "z";

        assertThat(read(text, TOKEN, 100_000)).isEqualTo("y".repeat(before - 16) + "x".repeat(32) + "z");
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 31, 33, 65_500, 65_540, 200_000 })
    @DisplayName("A broken stream fails again with the same exception, after the bytes before")
    void failsAgain(int before) throws IOException {
        byte[] sent = ("y".repeat(before) + TOKEN).getBytes(StandardCharsets.UTF_8);
        AtomicInteger failures = new AtomicInteger();
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(sent), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("reset " + failures.incrementAndGet());
            }
        });
        ByteArrayOutputStream got = new ByteArrayOutputStream();

        try (InputStream masked = new MaskingInputStream(broken, TOKEN)) {
            IOException first = catchThrowableOfType(IOException.class, () -> masked.transferTo(got));
            byte[] more = new byte[sent.length];

            assertThat(first).hasMessage("reset 1");
            assertThatThrownBy(() -> masked.read(more)).isSameAs(first);
            assertThatThrownBy(masked::read).isSameAs(first);
            assertThat(more).containsOnly(0);
        }
        assertThat(got.toString(StandardCharsets.UTF_8)).doesNotContain(TOKEN.substring(0, 2)).matches("y*x*")
                .hasSizeLessThanOrEqualTo(sent.length);
    }

    private static String read(String text, String token, int piece) throws IOException {
        InputStream pieces = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(piece, length));
            }
        };
        try (InputStream masked = new MaskingInputStream(pieces, token)) {
            return new String(masked.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
