/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

import io.github.cameldiffbot.error.DiffbotOutcomeUnknownException;
import io.github.cameldiffbot.error.DiffbotUnavailableException;
import io.github.cameldiffbot.internal.client.form.UrlSource;
import io.github.cameldiffbot.job.JobType;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpEntity;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("Requests that were not sent are retried")
class RetryUnsentTest {

    static Stream<IOException> unsent() {
        return Stream.of(new ConnectException("refused"), new UnknownHostException("nowhere.example"),
                new NoRouteToHostException("x"), new ConnectTimeoutException("black hole"),
                new SSLHandshakeException("expired"), new SSLPeerUnverifiedException("wrong host"),
                new ConnectionRequestTimeoutException("pool"));
    }

    private static DiffbotClient client(StubHttpClient.Failing failing) {
        return Clients.client(Clients.settings(1, 2), () -> new StubHttpClient(null, failing));
    }

    @ParameterizedTest
    @MethodSource("unsent")
    @DisplayName("A request that failed before it was sent is retried, whatever it is")
    void whateverItIs(IOException failure) {
        DiffbotClient client = client(request -> failure);
        assertThatThrownBy(() -> client.changes().restart(JobType.bulk, "a")).isInstanceOf(DiffbotUnavailableException.class)
                .hasCause(failure);
        assertThat(client.statistics().getCalls()).isEqualTo(3);
        assertThatThrownBy(() -> Clients.create(client, JobType.bulk, UrlSource.of(Stream.of("http://a.example"), false)))
                .isInstanceOf(DiffbotUnavailableException.class);
        assertThat(client.statistics().getCalls()).isEqualTo(6);
        assertThatThrownBy(
                () -> Clients.update(client, JobType.bulk, null, UrlSource.of(List.of("http://a.example"), false)))
                .isInstanceOf(DiffbotUnavailableException.class);
        assertThat(client.statistics().getCalls()).isEqualTo(9);
    }

    @Test
    @DisplayName("A form is retried if its body was not begun; the outcome of a GET is unknown then")
    void aFormWhoseBodyWasNotBegun() {
        DiffbotClient client = client(request -> new SocketTimeoutException("handshake"));
        assertThatThrownBy(
                () -> Clients.update(client, JobType.bulk, null, UrlSource.of(Stream.of("http://a.example"), false)))
                .isInstanceOf(DiffbotUnavailableException.class);
        assertThat(client.statistics().getCalls()).isEqualTo(3);
        // unknown for a GET
        assertThatThrownBy(() -> client.changes().restart(JobType.bulk, "a"))
                .isInstanceOf(DiffbotOutcomeUnknownException.class);
    }

    @Test
    @DisplayName("A form whose body was written is not sent again")
    void butNotAFormWhoseBodyWas() {
        DiffbotClient client = client(request -> {
            HttpEntity entity = request.getEntity();
            entity.writeTo(OutputStream.nullOutputStream());
            return new SocketTimeoutException("no answer");
        });
        assertThatThrownBy(
                () -> Clients.update(client, JobType.bulk, null, UrlSource.of(List.of("http://a.example"), false)))
                .isInstanceOf(DiffbotOutcomeUnknownException.class);
        assertThat(client.statistics().getCalls()).isEqualTo(1);
    }
}
