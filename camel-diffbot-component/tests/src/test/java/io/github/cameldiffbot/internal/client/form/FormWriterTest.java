/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.form;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("URLs are written as a form, limited and with a digest")
class FormWriterTest {

    private static final int BUFFER = 8192;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private static void write(FormWriter writer, List<String> urls) throws IOException {
        for (String url : urls) {
            writer.writeUrl(url);
        }
    }

    @Test
    @DisplayName("URLs with characters of all planes are encoded as UTF-8, joined by encoded spaces, and counted")
    void encoding() throws Exception {
        Random random = new Random(20261128);
        List<String> urls = IntStream.range(0, 3000).mapToObj(i -> {
            StringBuilder url = new StringBuilder("https://a.example/~x_.-");
            random.ints(random.nextInt(8), 0, 4).forEach(plane -> url.appendCodePoint(switch (plane) {
                case 0 -> '!' + random.nextInt('~' - ' ');
                case 1 -> 0xA1 + random.nextInt(0x100);
                case 2 -> 0x3041 + random.nextInt(0x4000);
                default -> 0x1F300 + random.nextInt(0x100);
            }));
            return url.toString();
        }).toList();
        FormWriter writer = new FormWriter(out, Long.MAX_VALUE, null, true);
        write(writer, urls);
        writer.flush();

        String form = out.toString(StandardCharsets.US_ASCII);
        assertThat(form).startsWith("https%3A%2F%2Fa.example%2F~x_.-");
        assertThat(form.replaceAll("%[0-9A-F]{2}", "")).matches("[A-Za-z0-9._~-]+");
        assertThat(URLDecoder.decode(form, StandardCharsets.UTF_8)).isEqualTo(String.join(" ", urls));
        assertThat(writer.length()).isEqualTo(form.length());
        assertThat(writer.urls()).isEqualTo(urls.size());
    }

    @ParameterizedTest
    @DisplayName("Of content that exceeds the limit, the last bytes below the limit are not sent")
    @ValueSource(ints = { BUFFER - 1, BUFFER, BUFFER + 1, 2 * BUFFER, 2 * BUFFER + 1 })
    void limit(int limit) throws Exception {
        FormWriter exact = new FormWriter(out, limit, null, true);
        exact.writeUrl("x".repeat(limit));
        exact.flush();
        assertThat(out.size()).isEqualTo(limit);

        for (int excess : new int[] { 1, BUFFER }) {
            out.reset();
            FormWriter longer = new FormWriter(out, limit, null, true);
            try {
                longer.writeUrl("x".repeat(limit + excess));
                // the caller compares the length before the last bytes are sent
                assertThat(longer.length()).isGreaterThan(limit);
                assertThat(excess).isLessThan(BUFFER);
            } catch (FormWriter.LimitException e) {
                assertThat(longer.length()).isGreaterThanOrEqualTo(limit);
            }
            assertThat(out.size()).isLessThan(limit);
        }
    }

    @Test
    @DisplayName("The digest depends on each URL and its end, and not on whether it is sent")
    void digests() throws Exception {
        List<String> urls = IntStream.range(0, 1000).mapToObj(i -> "https://a.example/" + i).toList();
        FormWriter sent = new FormWriter(out, Long.MAX_VALUE, null, true);
        write(sent, urls);
        byte[] digest = sent.digest();
        assertThat(digest(urls)).isEqualTo(digest);
        assertThat(digest(urls.subList(0, 999))).isNotEqualTo(digest);
        assertThat(digest(List.of("https://a.example/ab"))).isNotEqualTo(digest(List.of("https://a.example/a", "b")))
                .isNotEqualTo(digest(List.of("https://a.example/%61b")));
    }

    @Test
    @DisplayName("The digest is the same before and after the rest is sent, and no URL is written after it")
    void digestAndFlush() throws Exception {
        List<String> urls = List.of("https://a.example/1", "https://a.example/2");
        FormWriter writer = new FormWriter(out, Long.MAX_VALUE, null, true);
        write(writer, urls);
        writer.flush();

        assertThat(writer.digest()).isEqualTo(digest(urls)).isEqualTo(writer.digest());
        writer.flush();
        assertThat(out.toString(StandardCharsets.US_ASCII)).endsWith("%2F2");

        writer.writeUrl("https://a.example/3");
        assertThatThrownBy(writer::flush).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(new FormWriter(out, Long.MAX_VALUE, null, false)::digest)
                .isInstanceOf(IllegalStateException.class);
    }

    private static byte[] digest(List<String> urls) throws IOException {
        FormWriter writer = new FormWriter();
        write(writer, urls);
        return writer.digest();
    }
}
