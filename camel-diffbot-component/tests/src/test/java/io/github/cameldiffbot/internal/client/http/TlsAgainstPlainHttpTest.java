/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.http;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

import io.github.cameldiffbot.error.DiffbotUnavailableException;
import io.github.cameldiffbot.internal.client.Clients;
import io.github.cameldiffbot.internal.client.DiffbotClient;
import io.github.cameldiffbot.internal.client.RawServer;
import io.github.cameldiffbot.job.JobType;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.Timeout;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("A base URL with https for a server without TLS is an error with the cause")
class TlsAgainstPlainHttpTest {

    private static CloseableHttpClient http() {
        return HttpClients.custom().setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                .setDefaultConnectionConfig(
                        ConnectionConfig.custom().setConnectTimeout(Timeout.ofMilliseconds(300)).build())
                .build()).disableAutomaticRetries().build();
    }

    private static DiffbotClient client(int port, CloseableHttpClient http) {
        return Clients.client(
                new ClientSettings(
                        URI.create("https://localhost:" + port + "/v3"), () -> Clients.TOKEN, Duration.ofSeconds(5),
                        Duration.ofSeconds(5), 4, Duration.ofMillis(1), Duration.ofMillis(1), 0,
                        ClientSettings.GRACE),
                () -> http);
    }

    @Test
    @DisplayName("It fails after one attempt, and the message refers to the scheme")
    void isSaidAtOnce() throws IOException {
        for (String response : List.of("", "HTTP/1.1 400 Bad Request\r\n\r\n")) {
            try (RawServer server = RawServer.greeting(response); var http = http()) {
                DiffbotClient client = client(server.port(), http);
                assertThatThrownBy(client.reads()::list).isInstanceOf(DiffbotUnavailableException.class)
                        .hasMessageContaining("does not speak TLS").hasMessageContaining("scheme of the option baseUrl");
                assertThat(client.statistics().getCalls()).isEqualTo(1);
                // nothing was sent
                assertThatThrownBy(() -> client.changes().restart(JobType.bulk, "a"))
                        .isInstanceOf(DiffbotUnavailableException.class);
            }
        }
    }

    @Test
    @DisplayName("If the server has responded before, a silent handshake is an error of the network")
    void isNotSaidOfAServerThatIsSlow() {
        ConnectTimeoutException failure = new ConnectTimeoutException("Read timed out");
        failure.setStackTrace(new StackTraceElement[] { new StackTraceElement("Ssl", "startHandshake", "Ssl.java", 1) });
        assertThat(IoErrorTranslator.isNoTls(failure, false)).isTrue();
        assertThat(IoErrorTranslator.isNoTls(failure, true)).isFalse();
        assertThat(IoErrorTranslator.isNoTls(new ConnectTimeoutException("Connect timed out"), false)).isFalse();
    }
}
