/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.http;

import java.util.concurrent.atomic.AtomicInteger;

import org.apache.hc.core5.concurrent.Cancellable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The requests of a thread can be aborted")
class RequestsInProgressTest {

    private final RequestsInProgress requests = new RequestsInProgress();
    private final AtomicInteger cancelled = new AtomicInteger();
    private final Cancellable request = () -> cancelled.incrementAndGet() > 0;

    @Test
    @DisplayName("The request of a thread is aborted")
    void current() {
        requests.begin(request);
        requests.abort(Thread.currentThread());
        assertThat(cancelled).hasValue(1);
    }

    @Test
    @DisplayName("A request that begins after the abort is aborted")
    void next() {
        requests.abort(Thread.currentThread());
        requests.begin(request);
        assertThat(cancelled).hasValue(1);
    }

    @Test
    @DisplayName("A request that has ended, or begins after the end of an aborted one, is not aborted")
    void ended() {
        requests.begin(request);
        requests.end();
        requests.abort(Thread.currentThread());
        requests.end();
        requests.begin(request);
        assertThat(cancelled).hasValue(0);
    }

    @Test
    @DisplayName("Requests of other threads are not aborted")
    void otherThread() throws InterruptedException {
        Thread other = new Thread(() -> requests.begin(request));
        other.start();
        other.join();
        requests.abort(Thread.currentThread());
        assertThat(cancelled).hasValue(0);
    }
}
