/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import io.github.cameldiffbot.internal.client.form.UrlSource;
import io.github.cameldiffbot.job.JobType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

@DisplayName("URLs are checked before anything is sent")
class EarlyUrlCheckTest {

    static Stream<Arguments> useless() {
        return Stream.of(arguments("http://a.example x", false, "URL 2 ('x')"), arguments("", false, "no usable URL"),
                arguments(" \n", true, "no usable URL"), arguments("x y", true, "URL 1 ('x')"),
                arguments(List.of(), false, "no usable URL"), arguments(Arrays.asList(null, "y"), true, "URL 1 (null)"),
                arguments(List.of().iterator(), false, "no usable URL"),
                arguments(List.of("x", "y").iterator(), true, "URL 1 ('x')"),
                arguments(List.of("x", "http://a.example").iterator(), false, "URL 1 ('x')"),
                arguments(Path.of("no", "such", "file"), false, "cannot be read"));
    }

    @ParameterizedTest
    @MethodSource("useless")
    @DisplayName("A list without a valid URL is an error, and nothing is sent")
    void andNothingIsSent(Object value, boolean skipBad, String says) throws IOException {
        try (RawServer server = new RawServer(RawServer.ok("{}"))) {
            DiffbotClient client = Clients.client(server.port());
            assertThatIllegalArgumentException().isThrownBy(
                    () -> Clients.create(client, JobType.bulk, UrlSource.of(value, skipBad))).withMessageContaining(says);
            assertThat(client.statistics().getCalls()).isZero();
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    @DisplayName("After an invalid URL the source is closed")
    void theSourceIsClosedThen() {
        AtomicBoolean closed = new AtomicBoolean();
        Stream<String> urls = Stream.of("x").onClose(() -> closed.set(true));
        assertThatIllegalArgumentException().isThrownBy(
                () -> Clients.create(Clients.client(1), JobType.bulk, UrlSource.of(urls, false)));
        assertThat(closed).isTrue();
    }

    @Test
    @DisplayName("With skip an invalid first URL is not sent")
    void badOnesCanBeLeftOut() throws IOException {
        try (RawServer server = new RawServer(RawServer.ok(Clients.jobs("bulk", "a")))) {
            Clients.create(Clients.client(server.port()), JobType.bulk, UrlSource.of("x http://a.example y", true));
            assertThat(server.requests().get(0)).endsWith("&urls=http%3A%2F%2Fa.example");
        }
    }
}
