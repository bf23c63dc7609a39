/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.form;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

@DisplayName("URLs that can be read only once are read only once, by any caller")
class SingleUseSourcesTest {

    private static final List<String> URLS = List.of("https://a.example", "https://b.example");
    private static final String TEXT = "https://a.example https://b.example";

    static Stream<Arguments> sources() {
        return Stream.of(
                arguments("Iterator", URLS.iterator()), arguments("Stream", URLS.stream()),
                arguments("Iterable", (Iterable<String>) URLS::iterator),
                arguments("InputStream", new ByteArrayInputStream(TEXT.getBytes(StandardCharsets.UTF_8))),
                arguments("Reader", new StringReader(TEXT)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sources")
    @DisplayName("A second read is rejected, also by another source of the same value, and the error names the alternatives")
    void aSecondStart(String kind, Object value) throws IOException {
        UrlSource first = UrlSource.of(value, false);
        Exception earlier = new IOException("connection reset");
        assertThatCode(() -> first.checkUnused(earlier)).doesNotThrowAnyException();

        first.open().next();

        for (UrlSource again : List.of(first, UrlSource.of(value, true))) {
            assertThatIllegalArgumentException().isThrownBy(again::open)
                    .withMessageContaining(value.getClass().getName()).withMessageContaining("only once")
                    .withMessageContaining("List, an array or a File");
            assertThatIllegalArgumentException().isThrownBy(() -> again.checkUnused(earlier)).withCause(earlier);
        }
    }

    @Test
    @DisplayName("Equal values are not the same source")
    void identity() throws IOException {
        record Urls(List<String> list) implements Iterable<String> {
            @Override
            public Iterator<String> iterator() {
                return list.iterator();
            }
        }
        UrlSource.of(new Urls(URLS), false).open().close();

        assertThatCode(() -> UrlSource.of(new Urls(URLS), false).open().close()).doesNotThrowAnyException();
    }

    @Test
    @DisplayName("Of many threads that start at the same moment, one receives it")
    void oneOfManyThreads() throws Exception {
        Iterator<String> urls = URLS.iterator();
        CyclicBarrier together = new CyclicBarrier(8);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Boolean> start = () -> {
                together.await();
                try {
                    UrlSource.of(urls, false).open();
                    return true;
                } catch (IllegalArgumentException e) {
                    return false;
                }
            };
            List<Future<Boolean>> starts = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                starts.add(threads.submit(start));
            }
            int started = 0;
            for (Future<Boolean> one : starts) {
                started += one.get() ? 1 : 0;
            }
            assertThat(started).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }
}
