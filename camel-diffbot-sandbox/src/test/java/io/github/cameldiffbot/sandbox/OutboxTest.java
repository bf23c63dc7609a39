/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import io.github.cameldiffbot.sandbox.model.SandboxNotification;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class OutboxTest extends SandboxTest {

    @Test
    void aMailIsKept() {
        api.bulk("mail", api.page("about"), "notifyEmail", "me@example.org");
        await().until(() -> sandbox.outbox().size() == 1);
        SandboxNotification notice = sandbox.outbox().get(0);
        assertThat(notice.kind()).isEqualTo("email");
        assertThat(notice.to()).isEqualTo("me@example.org");
        assertThat(notice.job()).isEqualTo("mail");
        assertThat(notice.body()).contains("Job has completed and no repeat is scheduled.");
        assertThat(notice.result()).isEqualTo("kept");
    }
}
