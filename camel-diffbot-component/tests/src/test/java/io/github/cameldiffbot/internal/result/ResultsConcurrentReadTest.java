/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.result;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.github.cameldiffbot.internal.data.stream.ForwardingResultIterator;
import io.github.cameldiffbot.internal.exchange.ExchangeEndTracker;
import io.github.cameldiffbot.internal.exchange.ReadOutcome;
import io.github.cameldiffbot.internal.exchange.ResultScope;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

@DisplayName("Results are for one thread at a time")
class ResultsConcurrentReadTest {

    @Test
    @DisplayName("Two concurrent threads both get an error")
    void twoThreadsAtOnce() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        SplitterGuardIterator results = new SplitterGuardIterator(
                "records of job 'shop'",
                ResultScope.begin(new DefaultExchange(new DefaultCamelContext()), new ExchangeEndTracker()),
                new ReadOutcome(), new Held(reading, go), false);
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Future<Throwable> first = executor.submit(() -> catchThrowable(() -> {
                assertThat(results.hasNext()).isTrue();
                results.next();
            }));
            reading.await();
            Throwable second = catchThrowable(results::hasNext);
            go.countDown();

            assertThat(second).isInstanceOf(IllegalStateException.class).hasMessageContaining("two threads at once");
            assertThat(first.get()).isSameAs(second);
            assertThat(catchThrowable(results::hasNext)).isSameAs(second);
            assertThat(results.outcome().isComplete()).isFalse();
        } finally {
            executor.shutdownNow();
        }
    }

    /** One result, which is available when a test permits it. */
    private static final class Held extends ForwardingResultIterator<String> {

        private final CountDownLatch reading;
        private final CountDownLatch go;

        Held(CountDownLatch reading, CountDownLatch go) {
            super(null);
            this.reading = reading;
            this.go = go;
        }

        @Override
        protected boolean hasMore() {
            reading.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return true;
        }

        @Override
        protected String take() {
            return "one";
        }
    }
}
