/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.client;

import java.io.IOException;
import java.util.stream.IntStream;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.job.JobType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A form of 10 MB, 100,000 URLs of 100 characters, is written as it is read.
 */
@Timeout(60)
@FaultCase("H11")
class AHugeSubmissionIsStreamedTest {

    private static final int URLS = 100_000;
    private static final String PATH = "x".repeat(75);

    private static UrlSource urls() {
        return UrlSource.of(IntStream.range(0, URLS).mapToObj(i -> "https://a.example/" + (1_000_000 + i) + PATH).iterator(),
                false);
    }

    @Test
    void inPieces() throws IOException {
        try (RawServer server = new RawServer(RawServer.ok(Clients.jobs("bulk", "a")))) {
            Clients.create(Clients.client(server.port()), JobType.bulk, urls());
            String request = server.requests().get(0);
            assertThat(request).contains("\r\nTransfer-Encoding: chunked\r\n").hasSizeGreaterThan(10_000_000);
            assertThat(request.split("a.example", -1)).hasSize(URLS + 1);
        }
    }

    @Test
    void andAServerThatDoesNotTakeItSaysSo() throws IOException {
        try (RawServer server = new RawServer(RawServer.error(413, "<h1>413 Request Entity Too Large</h1>"))) {
            assertThatThrownBy(() -> Clients.create(Clients.client(server.port()), JobType.bulk, urls()))
                    .isInstanceOf(DiffbotRejectedException.class).hasMessageContaining("HTTP 413")
                    .hasMessageContaining("Submit the URLs in several updates");
            assertThat(server.requests()).hasSize(1);
        }
    }
}
