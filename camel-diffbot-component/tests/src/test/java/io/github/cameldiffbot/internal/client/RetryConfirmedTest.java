/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.IOException;

import io.github.cameldiffbot.internal.client.form.UrlSource;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A change can be confirmed without the job")
class RetryConfirmedTest {

    private static final RawServer.Reply CONFIRMED
            = RawServer.ok("{\"response\":\"Successfully added urls for spidering.\"}");

    @Test
    @DisplayName("A create that is confirmed without the job is followed by a read of the job")
    void itsJobIsRead() throws IOException {
        try (RawServer server = new RawServer(CONFIRMED, RawServer.ok(Clients.jobs("bulk", "a")))) {
            assertThat(create(server).getStatus().getCode()).isZero();
        }
    }

    @Test
    @DisplayName("A confirmed job that cannot be read is known by type and name")
    void evenWhenItsJobCannotBeRead() throws IOException {
        try (RawServer server = new RawServer(CONFIRMED, RawServer.reset())) {
            Job job = create(server);

            assertThat(job.getName()).isEqualTo("a");
            assertThat(job.getType()).isEqualTo("bulk");
            assertThat(job.getStatus().getCode()).isEqualTo(-1);
            assertThat(server.requestLines()).filteredOn(line -> line.startsWith("POST")).hasSize(1);
        }
    }

    private static Job create(RawServer server) {
        return Clients.create(Clients.client(server.port(), 0), JobType.bulk, UrlSource.of("http://a.example", false));
    }
}
