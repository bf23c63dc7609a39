/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.client;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.cameldiffbot.job.JobType;
import org.apache.hc.client5.http.config.Configurable;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class TheUsersHttpSettingsStayTest {

    private final List<RequestConfig> used = new ArrayList<>();

    @Test
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

    private void call(RequestConfig users) {
        ClientSettings settings = new ClientSettings(
                URI.create("http://localhost:1"), () -> "token", Duration.ofSeconds(7), Duration.ofSeconds(99), 0,
                Duration.ofMillis(1), Duration.ofMillis(1), 0);
        DiffbotClient client = new DiffbotClient(settings, () -> new Recorder(users));
        assertThat(catchThrowable(client::list)).isInstanceOf(DiffbotUnavailableException.class);
        assertThat(catchThrowable(() -> client.data(JobType.bulk, "a", null, null)))
                .isInstanceOf(DiffbotUnavailableException.class);
    }

    private final class Recorder extends CloseableHttpClient implements Configurable {

        private final RequestConfig config;

        Recorder(RequestConfig config) {
            this.config = config;
        }

        @Override
        public RequestConfig getConfig() {
            return config;
        }

        @Override
        protected CloseableHttpResponse doExecute(HttpHost target, ClassicHttpRequest request, HttpContext context)
                throws IOException {
            used.add(((Configurable) request).getConfig());
            throw new IOException("only recorded");
        }

        @Override
        public void close() {
            // nothing is open
        }

        @Override
        public void close(CloseMode mode) {
            // nothing is open
        }
    }
}
