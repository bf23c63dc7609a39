/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.form;

import java.io.ByteArrayInputStream;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.github.cameldiffbot.FaultCase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

@DisplayName("URLs are read from values of many types")
class UrlSourceTest {

    private static final String A = "http://a.example/ä?x=1|2";
    private static final String B = "HTTPS://b.example:80";

    private static List<String> read(Object value, boolean skipBad) throws IOException {
        List<String> urls = new ArrayList<>();
        try (UrlReader reader = UrlSource.of(value, skipBad).open()) {
            for (String url = reader.next(); url != null; url = reader.next()) {
                urls.add(url);
            }
        }
        return urls;
    }

    static Stream<Arguments> values() {
        String text = "\uFEFF \t" + A + " \r\n\u00a0\u2028" + B + "\n";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Stream.of(arguments(text, true), arguments(A + " " + B, true),
                arguments(new String[] { " " + A, B + "\n" }, true), arguments(new Object[] { A, B }, true),
                arguments(List.of(A, B), true), arguments(new LinkedHashSet<>(List.of(A, B)), true),
                arguments((Iterable<String>) List.of(A, B)::iterator, false),
                arguments(List.of(A, B).iterator(), false), arguments(Stream.of(A, B), false),
                arguments(new ByteArrayInputStream(bytes), false), arguments(new StringReader(text), false));
    }

    @ParameterizedTest
    @MethodSource("values")
    @DisplayName("URLs are read one by one from each type of value, and again where possible")
    void readsUrlsOneByOne(Object value, boolean repeatable) throws IOException {
        assertThat(UrlSource.of(value, false).isRepeatable()).isEqualTo(repeatable);
        assertThat(read(value, false)).containsExactly(A, B);
        if (repeatable) {
            assertThat(read(value, false)).containsExactly(A, B);
        }
    }

    @Test
    @DisplayName("A reader is not read after its end")
    void aReaderIsNotReadAfterItsEnd() throws IOException {
        AtomicInteger ends = new AtomicInteger();
        Reader reader = new FilterReader(new StringReader(A)) {
            @Override
            public int read(char[] buffer, int offset, int length) throws IOException {
                int read = super.read(buffer, offset, length);
                ends.addAndGet(read < 0 ? 1 : 0);
                return read;
            }
        };
        assertThat(read(reader, false)).containsExactly(A);
        assertThat(ends).hasValue(1);
    }

    @Test
    @DisplayName("A file is read, also with a byte order mark")
    void readsFiles(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("urls.txt"), "\uFEFF" + A + "\r\n\r\n" + B);
        assertThat(read(file, false)).containsExactly(A, B);
        assertThat(read(file.toFile(), false)).containsExactly(A, B);
        assertThat(UrlSource.of(file, false).isRepeatable()).isTrue();
    }

    @Test
    @DisplayName("A value of a type without URLs is no source")
    void rejectsTypesWithoutUrls() {
        assertThat(UrlSource.of(null, false)).isNull();
        assertThat(UrlSource.of(42, false)).isNull();
        assertThat(UrlSource.of(Map.of(), false)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "ftp://a.example", "a.example", "http:/a", "http://", "https:///path", "http://?q", "http://:80",
            "http://user@/x", "http://a.example/\u0000", "http://a b", "" })
    @DisplayName("An invalid URL is an error with its position")
    void rejectsInvalidUrls(String bad) {
        assertThatIllegalArgumentException().isThrownBy(() -> read(Arrays.asList(A, bad, B), false))
                .withMessageContaining("URL 2 ('").withMessageContaining("onBadUrl=skip");
    }

    @Test
    @DisplayName("A missing URL and one that is too long are an error with the position")
    void rejectsNullAndLongTexts() {
        String url = "http://a.example/";
        String longest = url + "x".repeat(100_000 - url.length());
        assertThatIllegalArgumentException().isThrownBy(() -> read(Arrays.asList(A, null), false))
                .withMessageContaining("URL 2 (null)");
        for (Object tooLong : List.of(A + " " + longest + "x", List.of(A, longest + "x"))) {
            assertThatIllegalArgumentException().isThrownBy(() -> read(tooLong, false))
                    .withMessageContaining("URL 2").withMessageContaining("longer than 100000")
                    .satisfies(e -> assertThat(e.getMessage().length()).isLessThan(300));
        }
        assertThat(catchThrowable(() -> read(A + " " + longest, false))).isNull();
    }

    @Test
    @DisplayName("With skip invalid URLs are counted, and the first one is kept for the message")
    void leavesOutAndCountsWhatIsNoUrl() throws IOException {
        try (UrlReader reader = UrlSource.of(Arrays.asList("x", A, null, B), true).open()) {
            assertThat(reader.next()).isEqualTo(A);
            assertThat(reader.next()).isEqualTo(B);
            assertThat(reader.next()).isNull();
            assertThat(reader.count()).isEqualTo(4);
            assertThat(reader.bad()).isEqualTo(2);
            assertThat(reader.firstBad()).startsWith("URL 1 ('x')");
        }
    }

    @Test
    @DisplayName("A Map among the elements is a row, whose member url, pageUrl or Url is the URL")
    @FaultCase("U2")
    void readsRows() throws IOException {
        Map<String, String> blank = new LinkedHashMap<>();
        blank.put("url", " ");
        blank.put("pageUrl", B);
        assertThat(read(List.of(Map.of("url", A, "label", "About"), Map.of("pageUrl", B), Map.of("Url", A), blank), false))
                .containsExactly(A, B, A, B);
        assertThatIllegalArgumentException().isThrownBy(() -> read(List.of(Map.of("link", A)), false))
                .withMessageContaining("URL 1").withMessageContaining("url, pageUrl or Url");
        assertThatIllegalArgumentException().isThrownBy(() -> read(List.of(List.of(A, "About")), false))
                .withMessageContaining("useMaps");
    }

    @ParameterizedTest
    @DisplayName("CSV in text is an error, also if bad URLs are skipped")
    @ValueSource(strings = {
            "url,label\nhttp://h.example/about,About\n", "label;URL\r\nAbout;http://h.example/about",
            "\uFEFF\"id\",\"pageUrl\"\n1,http://h.example/about",
            "http://h.example/about,About us\nhttp://h.example/team,Team",
            "http://h.example/about,About\nhttp://h.example/team,Team\n",
            "Label\r\n\r\nhttp://h.example/about;Über-uns\r\nhttp://h.example/team;Team" })
    @FaultCase("U2")
    void refusesCsv(String text) {
        for (boolean skipBad : text.startsWith("Label") ? new boolean[] { true } : new boolean[] { true, false }) {
            assertThatIllegalArgumentException().isThrownBy(() -> read(text, skipBad)).withMessageContaining("CSV")
                    .withMessageContaining("useMaps");
        }
    }

    @Test
    @DisplayName("A comma and a word at the end of a URL are accepted if not each line has that form, and in a list")
    void keepsCommas() throws IOException {
        String one = "http://h.example/Las_Vegas,NV";
        assertThat(read(one, false)).containsExactly(one);
        assertThat(read(one + " " + one, false)).containsExactly(one, one);
        assertThat(read(one + "\nhttp://h.example/Austin,TX/today", false)).hasSize(2);
        assertThat(read(List.of(one, one), false)).containsExactly(one, one);
    }

    @Test
    @DisplayName("Text behind a URL is skipped if nothing looks like CSV")
    void leavesOutTextBehindAUrl() throws IOException {
        assertThat(read("http://h.example/a about\nhttp://h.example/Las_Vegas,NV\nx,y http://h.example/b", true))
                .containsExactly("http://h.example/a", "http://h.example/Las_Vegas,NV", "http://h.example/b");
    }

    @Test
    @DisplayName("Two merged URLs are skipped with onBadUrl=skip and never submitted")
    @FaultCase("U1")
    void leavesOutGluedUrls() throws IOException {
        assertThat(read("http://a.example/xhttp://a.example/y http://a.example/z http://a.example/1,http://a.example/2", true))
                .containsExactly("http://a.example/z");
    }

    @Test
    @DisplayName("Bytes are decoded in the charset of the options")
    @FaultCase("U3")
    void decodes() throws IOException {
        Charset charset = Charset.forName("windows-1252");
        byte[] bytes = "https://a.example/café".getBytes(charset);
        UrlSource source = UrlSource.ofBytes(() -> new ByteArrayInputStream(bytes), UrlOptions.DEFAULT.withCharset(charset));

        for (int i = 0; i < 2; i++) {
            try (UrlReader reader = source.open()) {
                assertThat(reader.next()).isEqualTo("https://a.example/café");
            }
        }
        assertThatIllegalArgumentException().isThrownBy(() -> read(new ByteArrayInputStream(bytes), true))
                .withMessageContaining("byte 22 (0xE9)");
    }

    @Test
    @DisplayName("Streams are closed after they were read")
    void closesItsInput() throws IOException {
        AtomicInteger closed = new AtomicInteger();
        InputStream stream = new ByteArrayInputStream(A.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
        read(stream, false);
        read(Stream.of(A).onClose(closed::incrementAndGet), false);
        assertThat(closed).hasValue(2);
    }
}
