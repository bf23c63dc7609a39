/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.cameldiffbot.error.DiffbotUnavailableException;
import io.github.cameldiffbot.error.ErrorDetails;
import io.github.cameldiffbot.internal.client.form.JobSubmission;
import io.github.cameldiffbot.internal.client.form.UrlSource;
import io.github.cameldiffbot.job.JobType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("The check of a create precedes each of its requests")
class RetryCheckTest {

    private final AtomicInteger checks = new AtomicInteger();

    @Test
    @DisplayName("The check of a create precedes each request, so that a retry is not sent after it fails")
    void eachRequest() throws IOException {
        try (RawServer server = new RawServer(
                RawServer.error(429, ""),
                RawServer.ok(Clients.jobs("bulk", "a")))) {
            assertThatThrownBy(() -> create(server, 1)).isInstanceOf(DiffbotUnavailableException.class)
                    .hasMessageContaining("the claim is too old");

            assertThat(checks).hasValue(2);
            assertThat(server.requestLines()).filteredOn(line -> line.startsWith("POST")).hasSize(1);
        }
    }

    @Test
    @DisplayName("Nothing is sent if the check of a create fails at once")
    void firstRequest() throws IOException {
        try (RawServer server = new RawServer(RawServer.ok(Clients.jobs("bulk", "a")))) {
            assertThatThrownBy(() -> create(server, 0)).isInstanceOf(DiffbotUnavailableException.class);

            assertThat(server.requestLines()).isEmpty();
        }
    }

    private void create(RawServer server, int successes) {
        DiffbotClient client = Clients.client(server.port(), 3);
        try (JobSubmission form
                = new JobSubmission("create", JobType.bulk, "a", null, UrlSource.of("http://a.example", false))) {
            client.changes().create(form, null, () -> {
                if (checks.incrementAndGet() > successes) {
                    throw new DiffbotUnavailableException(
                            ErrorDetails.of("create", "a", "the claim is too old", "Send it again"));
                }
            });
        }
    }
}
