/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.session;

import java.net.URI;
import java.time.Duration;

import io.github.cameldiffbot.internal.client.http.ClientSettings;
import io.github.cameldiffbot.internal.wait.PollIntervals;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.Jobs;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Sessions of one account share its changes")
class SharedAccountTest {

    private static final URI BASE = URI.create("http://shared.example/v3");
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    private static DiffbotSession session() {
        ClientSettings settings = new ClientSettings(
                BASE, () -> TOKEN, Duration.ofSeconds(1), Duration.ofSeconds(1), 0, Duration.ofMillis(1), Duration.ofMillis(1),
                0, ClientSettings.GRACE);
        return new DiffbotSession(
                "diffbot-1", settings, new DiffbotTransport(null, "http", BASE), null,
                new PollIntervals(Duration.ofSeconds(1), Duration.ofSeconds(1)), null, null);
    }

    @Test
    @DisplayName("Sessions of one base URL and token share changes and know each other, others do not, and the last one drops them")
    void sharesAndDrops() {
        Job job = Jobs.bulk("shop").created(1).status(9).job();
        DiffbotSession first = session();
        DiffbotSession second = session();
        SharedAccount one = SharedAccount.join(BASE, TOKEN, first);
        SharedAccount two = SharedAccount.join(BASE, TOKEN, second);
        SharedAccount otherToken = SharedAccount.join(BASE, TOKEN + "0", first);
        SharedAccount otherUrl = SharedAccount.join(BASE.resolve("/v4"), TOKEN, first);
        one.changes().recordChange(null, job);

        assertThat(two.changes().after("shop")).isEqualTo(job);
        assertThat(otherToken.changes().after("shop")).isNull();
        assertThat(otherUrl.changes().after("shop")).isNull();
        assertThat(two.sessions()).containsExactlyInAnyOrder(first, second);
        assertThat(otherUrl.sessions()).containsExactly(first);
        one.leave(first);
        assertThat(two.sessions()).containsExactly(second);
        assertThat(two.changes().after("shop")).isEqualTo(job);
        two.leave(second);
        otherToken.leave(first);
        otherUrl.leave(first);

        assertThat(SharedAccount.exist(BASE, TOKEN)).isFalse();
        SharedAccount later = SharedAccount.join(BASE, TOKEN, first);
        assertThat(later.changes().after("shop")).isNull();
        later.leave(first);
    }
}
