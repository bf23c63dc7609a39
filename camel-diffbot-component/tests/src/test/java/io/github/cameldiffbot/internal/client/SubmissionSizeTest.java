/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.IOException;
import java.util.List;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.error.DiffbotRejectedException;
import io.github.cameldiffbot.internal.client.form.UrlSource;
import io.github.cameldiffbot.job.JobType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("A form that is too large is an error with a solution")
class SubmissionSizeTest {

    @Test
    @FaultCase("H11")
    @DisplayName("A form that the server finds too large is an error that says what to do")
    void withWhatToDoAboutIt() throws IOException {
        try (RawServer server = new RawServer(RawServer.error(413, "<h1>413 Request Entity Too Large</h1>"))) {
            assertThatThrownBy(() -> Clients.create(Clients.client(server.port()), JobType.bulk,
                    UrlSource.of(List.of("https://a.example/1", "https://a.example/2").iterator(), false)))
                    .isInstanceOf(DiffbotRejectedException.class).hasMessageContaining("HTTP 413")
                    .hasMessageContaining("Submit the URLs in several updates");
            assertThat(server.requests()).hasSize(1);
        }
    }
}
