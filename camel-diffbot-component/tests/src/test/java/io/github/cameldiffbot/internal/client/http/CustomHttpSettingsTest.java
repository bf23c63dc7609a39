/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.http;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.cameldiffbot.error.DiffbotUnavailableException;
import io.github.cameldiffbot.internal.client.Clients;
import io.github.cameldiffbot.internal.client.DiffbotClient;
import io.github.cameldiffbot.internal.client.StubHttpClient;
import io.github.cameldiffbot.job.JobType;
import org.apache.hc.client5.http.config.Configurable;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.util.Timeout;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

@DisplayName("HTTP settings of the user apply")
class CustomHttpSettingsTest {

    private final List<RequestConfig> used = new ArrayList<>();

    @Test
    @DisplayName("Without timeouts of the user, those of the component apply")
    void whereThereAreNoneOursHold() {
        call(null);
        call(RequestConfig.custom().setResponseTimeout(Timeout.DISABLED).build());
        assertThat(used).hasSize(4).allSatisfy(config -> {
            assertThat(config.isRedirectsEnabled()).isFalse();
            assertThat(config.getConnectionRequestTimeout()).isEqualTo(Timeout.ofSeconds(30));
        });
        assertThat(used).extracting(RequestConfig::getResponseTimeout).containsExactly(Timeout.ofSeconds(7),
                Timeout.ofSeconds(99), Timeout.ofSeconds(7), Timeout.ofSeconds(99));
    }

    @Test
    @DisplayName("Timeouts and compression of the user apply, and redirects stay disabled")
    void thoseOfTheUserStay() {
        call(RequestConfig.custom().setResponseTimeout(Timeout.ofSeconds(3))
                .setConnectionRequestTimeout(Timeout.ofSeconds(4)).setRedirectsEnabled(true)
                .setContentCompressionEnabled(false).build());
        assertThat(used).hasSize(2).allSatisfy(config -> {
            assertThat(config.getResponseTimeout()).isEqualTo(Timeout.ofSeconds(3));
            assertThat(config.getConnectionRequestTimeout()).isEqualTo(Timeout.ofSeconds(4));
            assertThat(config.isContentCompressionEnabled()).isFalse();
            assertThat(config.isRedirectsEnabled()).isFalse();
        });
    }

    @Test
    @DisplayName("A probe is one request with a timeout of seconds, regardless of the settings")
    void aProbeIsShort() {
        for (int seconds : new int[] { 0, 3, 60 }) {
            used.clear();
            ClientSettings settings = new ClientSettings(
                    URI.create("http://localhost:1"), () -> "token", Duration.ofSeconds(seconds), Duration.ofSeconds(99), 4,
                    Duration.ofMinutes(1), Duration.ofMinutes(1), 0, ClientSettings.GRACE);
            DiffbotClient client = Clients.client(settings, () -> new StubHttpClient(null, request -> {
                used.add(((Configurable) request).getConfig());
                return new IOException("only recorded");
            }));
            assertThat(catchThrowable(() -> client.probe("x"))).isInstanceOf(DiffbotUnavailableException.class);
            assertThat(used).extracting(RequestConfig::getResponseTimeout)
                    .containsExactly(Timeout.ofSeconds(seconds == 3 ? 3 : 5));
        }
    }

    private void call(RequestConfig users) {
        ClientSettings settings = new ClientSettings(
                URI.create("http://localhost:1"), () -> "token", Duration.ofSeconds(7), Duration.ofSeconds(99), 0,
                Duration.ofMillis(1), Duration.ofMillis(1), 0, ClientSettings.GRACE);
        DiffbotClient client = Clients.client(settings, () -> new StubHttpClient(users, request -> {
            used.add(((Configurable) request).getConfig());
            return new IOException("only recorded");
        }));
        assertThat(catchThrowable(client.reads()::list)).isInstanceOf(DiffbotUnavailableException.class);
        assertThat(catchThrowable(() -> client.downloads().data(JobType.bulk, "a", null, null).open()))
                .isInstanceOf(DiffbotUnavailableException.class);
    }
}
