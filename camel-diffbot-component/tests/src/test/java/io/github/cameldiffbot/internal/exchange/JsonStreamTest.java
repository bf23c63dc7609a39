/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.exchange;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameldiffbot.data.ResultIterator;
import io.github.cameldiffbot.error.DiffbotTruncatedDataException;
import io.github.cameldiffbot.internal.data.Reading;
import io.github.cameldiffbot.internal.data.stream.AbstractResultIterator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("Elements are streamed as JSON")
class JsonStreamTest {

    private static final String TWO = "[{\"a\":1},\n{\"b\":2}]\n";

    private static JsonStream of(String received) {
        return new JsonStream(Reading.read(received), new ObjectMapper());
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 5, 8, 19, 20, 64 })
    @DisplayName("Buffers of any size are filled and receive the same bytes")
    void bufferSizes(int size) throws IOException {
        StringBuilder text = new StringBuilder();
        byte[] buffer = new byte[size];
        try (JsonStream json = of(TWO)) {
            for (int read = json.read(buffer); read >= 0; read = json.read(buffer)) {
                assertThat(read).isEqualTo(Math.min(size, TWO.length() - text.length()));
                text.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
            }
            assertThat(json.read()).isEqualTo(-1);
        }
        assertThat(text).hasToString(TWO);
    }

    @Test
    @DisplayName("Single bytes, an empty buffer and what can be read without waiting")
    void singleBytes() throws IOException {
        try (JsonStream json = of("[]")) {
            assertThat(json.read(new byte[0])).isZero();
            assertThat(json.available()).isEqualTo(1);
            assertThat(json.read()).isEqualTo('[');
            assertThat(json.available()).isZero();
            assertThat(json.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("]\n");
        }
    }

    @Test
    @DisplayName("An error follows the bytes before it, and each later read fails with it")
    void error() throws IOException {
        byte[] buffer = new byte[64];
        try (JsonStream json = of("[{\"a\":1},{\"b\":2},{\"c\":")) {
            int read = json.read(buffer);

            assertThat(new String(buffer, 0, read, StandardCharsets.UTF_8)).isEqualTo("[{\"a\":1},\n{\"b\":2}");
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> json.read(buffer)).isInstanceOf(DiffbotTruncatedDataException.class);
            }
        }
    }

    @Test
    @DisplayName("An element that cannot be written as JSON fails each later read, and the rest is not written")
    void unwritable() throws IOException {
        byte[] buffer = new byte[64];
        try (JsonStream json = new JsonStream(elements(Map.of("a", 1), new Object(), Map.of("b", 2)), new ObjectMapper())) {
            int read = json.read(buffer);

            assertThat(new String(buffer, 0, read, StandardCharsets.UTF_8)).isEqualTo("[{\"a\":1},\n");
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> json.read(buffer)).isInstanceOf(IOException.class);
            }
        }
    }

    private static ResultIterator<Object> elements(Object... elements) {
        Iterator<Object> all = List.of(elements).iterator();
        return new AbstractResultIterator<>(0) {

            @Override
            public Object read() {
                return all.hasNext() ? all.next() : null;
            }

            @Override
            public long skipped() {
                return 0;
            }

            @Override
            public void release() {
                // nothing is open
            }
        };
    }
}
