/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.session;

import java.util.Collection;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.github.cameldiffbot.internal.wait.ContinuationExecutor;
import io.github.cameldiffbot.internal.wait.WaitExecutor;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.spi.AsyncProcessorAwaitManager;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/**
 * The threads for waits: one timer, one poller, and a pool that continues the routes of exchanges whose wait ended.
 */
public final class WaitExecutors extends ServiceSupport {

    /**
     * The id of the thread pool profile. Its poolSize is the number of threads that continue routes.
     */
    static final String PROFILE = "DiffbotRun";

    private static final int DEFAULT_POOL_SIZE = 10;

    private final CamelContext camelContext;
    private ScheduledExecutorService timer;
    private ExecutorService pollers;
    private ExecutorService threads;
    private WaitExecutor workers;

    public WaitExecutors(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    Executor pollers() {
        return pollers;
    }

    WaitExecutor workers() {
        return workers;
    }

    @Override
    protected void doStart() {
        ContinuationExecutor.Options options = new ContinuationExecutor.Options(poolSize());
        timer = camelContext.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "DiffbotWatch");
        ThreadPoolProfile profile = new ThreadPoolProfileBuilder("DiffbotPoll").poolSize(1).maxPoolSize(1).maxQueueSize(100)
                .keepAliveTime(30L, TimeUnit.SECONDS).allowCoreThreadTimeOut(true)
                .rejectedPolicy(ThreadPoolRejectedPolicy.Abort).build();
        pollers = camelContext.getExecutorServiceManager().newThreadPool(this, "DiffbotPoll", profile);
        // the executor has a queue of its own, because it tracks blocked tasks
        threads = camelContext.getExecutorServiceManager().newCachedThreadPool(this, PROFILE);
        workers = new ContinuationExecutor(timer, threads, this::blocked, options);
    }

    private int poolSize() {
        ThreadPoolProfile profile = camelContext.getExecutorServiceManager().getThreadPoolProfile(PROFILE);
        if (profile == null || profile.getPoolSize() == null) {
            return DEFAULT_POOL_SIZE;
        }
        if (profile.getPoolSize() < 1) {
            throw new IllegalArgumentException(
                    "The thread pool profile " + PROFILE + " has poolSize " + profile.getPoolSize()
                                               + ". It takes a whole number above 0");
        }
        return profile.getPoolSize();
    }

    private Collection<Thread> blocked() {
        return PluginHelper.getAsyncProcessorAwaitManager(camelContext).browse().stream()
                .map(AsyncProcessorAwaitManager.AwaitThread::getBlockedThread).toList();
    }

    @Override
    protected void doStop() {
        camelContext.getExecutorServiceManager().shutdownNow(timer);
        camelContext.getExecutorServiceManager().shutdownNow(pollers);
        if (camelContext.isStopping() && camelContext.getShutdownStrategy().isTimeoutOccurred()) {
            // Camel has waited for the routes before
            camelContext.getExecutorServiceManager().shutdownNow(threads);
        } else {
            camelContext.getExecutorServiceManager().shutdownGraceful(threads);
        }
    }
}
