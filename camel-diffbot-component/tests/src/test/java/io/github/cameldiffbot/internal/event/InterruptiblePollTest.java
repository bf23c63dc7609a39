/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.internal.client.DiffbotClient;
import io.github.cameldiffbot.internal.client.http.RequestsInProgress;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("A poll can be interrupted without an effect on later ones")
class InterruptiblePollTest {

    private final RequestsInProgress requests = new RequestsInProgress();
    private final InterruptiblePoll poll = new InterruptiblePoll();

    @Test
    @DisplayName("A poll that succeeds in spite of an interrupt has no result, and its thread is not interrupted after it")
    void lateInterrupt() {
        assertThat(poll.<String> call(requests, () -> {
            poll.interrupt();
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            return "jobs";
        })).isNull();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(poll.isInterrupted()).isTrue();
        assertThat(poll.<String> call(requests, () -> "jobs")).isEqualTo("jobs");
        assertThat(poll.isInterrupted()).isFalse();
    }

    @Test
    @DisplayName("A poll that fails by an interrupt has no result, and the next one is not affected")
    void failure() {
        assertThat(poll.<String> call(requests, () -> {
            poll.interrupt();
            throw new IllegalStateException("interrupted");
        })).isNull();
        assertThatThrownBy(() -> poll.call(requests, () -> {
            throw new IllegalStateException("down");
        })).hasMessage("down");
    }

    @Test
    @DisplayName("An interrupt between two polls has no effect")
    void noPoll() {
        poll.interrupt();
        poll.call(requests, () -> "jobs");
        poll.interrupt();
        assertThat(poll.isInterrupted()).isFalse();
        assertThat(poll.<Boolean> call(requests, () -> Thread.currentThread().isInterrupted())).isFalse();
    }

    @Test
    @DisplayName("An interrupt aborts the request of its poll, and not the requests of the same thread after it")
    void abortedRequest() {
        try (EventFixture fixture = new EventFixture()) {
            DiffbotClient client = fixture.session.client();
            poll.call(client.requests(), () -> {
                poll.interrupt();
                // only the abort ends the request
                assertThat(Thread.interrupted()).isTrue();
                assertThatThrownBy(() -> client.reads().list()).isInstanceOf(DiffbotException.class);
                return null;
            });
            assertThat(fixture.diffbot.calls()).isEmpty();

            poll.call(client.requests(), () -> {
                poll.interrupt();
                return null;
            });

            assertThat(client.reads().list()).isEmpty();
        }
    }
}
