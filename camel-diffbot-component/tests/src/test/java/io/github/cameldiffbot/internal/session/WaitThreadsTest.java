/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.session;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@DisplayName("The number of threads that continue routes of waiting exchanges is limited")
class WaitThreadsTest {

    @AutoClose
    private final CamelContext context = new DefaultCamelContext();

    @BeforeEach
    void start() {
        context.start();
    }

    @Test
    @DisplayName("A thread pool profile DiffbotRun sets it")
    void profile() throws Exception {
        register(1);

        List<Thread> threads = threads();

        assertThat(threads.get(1)).isSameAs(threads.get(0));
    }

    @Test
    @DisplayName("Without a profile two routes run at a time")
    void defaults() throws Exception {
        assertThat(threads()).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("A profile without threads is an error that names it")
    void noThreads() {
        register(0);

        assertThatIllegalArgumentException().isThrownBy(new WaitExecutors(context)::start).withMessageContaining("DiffbotRun")
                .withMessageContaining("poolSize 0");
    }

    // the threads that run two tasks, the first of which ends after the second was queued
    private List<Thread> threads() throws Exception {
        WaitExecutors threads = new WaitExecutors(context);
        threads.start();
        try {
            CompletableFuture<Thread> first = new CompletableFuture<>();
            CompletableFuture<Thread> second = new CompletableFuture<>();
            CountDownLatch submitted = new CountDownLatch(1);
            threads.workers().execute(() -> {
                try {
                    submitted.await();
                    first.complete(Thread.currentThread());
                } catch (InterruptedException e) {
                    first.completeExceptionally(e);
                }
            });
            threads.workers().execute(() -> second.complete(Thread.currentThread()));
            submitted.countDown();
            return List.of(first.get(30, TimeUnit.SECONDS), second.get(30, TimeUnit.SECONDS));
        } finally {
            threads.stop();
        }
    }

    private void register(int poolSize) {
        context.getExecutorServiceManager()
                .registerThreadPoolProfile(new ThreadPoolProfileBuilder("DiffbotRun").poolSize(poolSize).build());
    }
}
