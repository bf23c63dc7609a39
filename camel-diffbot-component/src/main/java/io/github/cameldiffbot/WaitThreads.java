/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/**
 * The threads behind waits for jobs: one that looks at jobs, and a few that go on with the routes of those who waited.
 */
final class WaitThreads extends ServiceSupport {

    private final CamelContext camelContext;
    private final int poolSize;
    private ScheduledExecutorService timer;
    private ExecutorService workers;

    WaitThreads(CamelContext camelContext, int poolSize) {
        this.camelContext = camelContext;
        this.poolSize = poolSize;
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    Executor workers() {
        return workers;
    }

    @Override
    protected void doStart() {
        timer = camelContext.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "DiffbotWatch");
        // an exchange must go on somewhere, so none is refused; how many can come is bounded by how many may wait
        ThreadPoolProfile profile = new ThreadPoolProfileBuilder("DiffbotRun").poolSize(poolSize).maxPoolSize(poolSize)
                .maxQueueSize(-1).keepAliveTime(30L, TimeUnit.SECONDS).allowCoreThreadTimeOut(true)
                // the usual policy drops silently what comes after the shutdown
                .rejectedPolicy(ThreadPoolRejectedPolicy.Abort).build();
        workers = camelContext.getExecutorServiceManager().newThreadPool(this, "DiffbotRun", profile);
    }

    @Override
    protected void doStop() {
        camelContext.getExecutorServiceManager().shutdownNow(timer);
        camelContext.getExecutorServiceManager().shutdownGraceful(workers);
    }
}
