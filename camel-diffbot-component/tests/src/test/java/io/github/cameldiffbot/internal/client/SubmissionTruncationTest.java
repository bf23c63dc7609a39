/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.cameldiffbot.QuickAwait;
import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.internal.client.form.UrlSource;
import io.github.cameldiffbot.job.JobType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * HttpClient ends a chunked body regularly even if its source fails, and a server would then submit the part.
 */
@DisplayName("A source of URLs that fails never submits a part")
@ExtendWith(QuickAwait.class)
class SubmissionTruncationTest {

    static Stream<Object> sources() {
        InputStream fails = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("disk gone");
            }
        };
        return Stream.of(good("x").iterator(), good("http://"), new SequenceInputStream(text(), fails),
                changing(3), changing(-3), good(new Object() {
                    @Override
                    public String toString() {
                        throw new IllegalStateException("broken element");
                    }
                }));
    }

    private static ByteArrayInputStream text() {
        return new ByteArrayInputStream("http://a.example/ ".repeat(5000).getBytes(StandardCharsets.UTF_8));
    }

    // read once, while it arrives
    private static Stream<Object> good(Object last) {
        return Stream.concat(IntStream.range(0, 5000).mapToObj(i -> "http://a.example/" + i), Stream.of(last));
    }

    // has other elements on each read
    private static List<String> changing(int by) {
        AtomicInteger size = new AtomicInteger(5000);
        return new AbstractList<>() {
            @Override
            public String get(int index) {
                return "http://a.example/";
            }

            @Override
            public Iterator<String> iterator() {
                return IntStream.range(0, size.getAndAdd(by)).mapToObj(this::get).iterator();
            }

            @Override
            public int size() {
                return size.get();
            }
        };
    }

    @ParameterizedTest
    @MethodSource("sources")
    @DisplayName("A source of URLs that fails aborts the connection, so that no part is submitted")
    void theConnectionIsCut(Object source) throws IOException {
        try (RawServer server = new RawServer(RawServer.ok(Clients.jobs("bulk", "a")))) {
            DiffbotClient client = Clients.client(server.port());
            assertThatThrownBy(() -> Clients.create(client, JobType.bulk, UrlSource.of(source, false)))
                    .isInstanceOf(RuntimeException.class).isNotInstanceOf(DiffbotException.class);
            Awaitility.await().until(() -> server.broken() == 1);
            assertThat(server.requests()).isEmpty();
            // the pool is unaffected
            assertThat(client.reads().list()).hasSize(1);
        }
    }
}
