/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import io.github.cameldiffbot.sandbox.model.SandboxNotification;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("Mails are recorded")
class OutboxTest extends SandboxTest {

    @Test
    @DisplayName("A mail is recorded")
    void mail() {
        api.bulk("mail", api.page("about"), "notifyEmail", "me@example.org");
        await().until(() -> sandbox.outbox().size() == 1);
        SandboxNotification notification = sandbox.outbox().get(0);
        assertThat(notification.kind()).isEqualTo("email");
        assertThat(notification.to()).isEqualTo("me@example.org");
        assertThat(notification.job()).isEqualTo("mail");
        assertThat(notification.body()).contains("Job has completed and no repeat is scheduled.");
        assertThat(notification.result()).isEqualTo("kept");
    }
}
