/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.claim;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Extends claims until they are released, with one thread for all claims of a context. The thread exists after the
 * first claim.
 */
public final class ClaimExtender extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(ClaimExtender.class);

    private final CamelContext camelContext;
    private volatile @Nullable ScheduledExecutorService timer;

    private ClaimExtender(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    /**
     * Returns the instance of a context.
     */
    public static ClaimExtender of(CamelContext camelContext) {
        ExtendedCamelContext context = camelContext.getCamelContextExtension();
        synchronized (context) {
            ClaimExtender extender = context.getContextPlugin(ClaimExtender.class);
            if (extender == null) {
                extender = new ClaimExtender(camelContext);
                context.addContextPlugin(ClaimExtender.class, extender);
            }
            return extender;
        }
    }

    /**
     * Extends a claim until it is released.
     *
     * @param claims the claims to which it belongs
     * @param name   what is claimed, for the log
     */
    public HeldClaim hold(SharedClaims.Claim claim, SharedClaims claims, String name) {
        HeldClaim held = new HeldClaim(claim, claims.expiry(), name);
        long interval = claims.extensionInterval().toMillis();
        try {
            held.extendBy(timer().scheduleWithFixedDelay(held::extend, interval, interval, TimeUnit.MILLISECONDS));
        } catch (RejectedExecutionException e) {
            LOG.debug("The claim of {} is not extended, because the context stops", name, e);
        }
        return held;
    }

    /**
     * Runs a short task later.
     *
     * @throws RejectedExecutionException if the context stops
     */
    public void schedule(Runnable task, Duration delay) {
        timer().schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized ScheduledExecutorService timer() {
        ScheduledExecutorService current = timer;
        if (current == null && !camelContext.isStopping() && !camelContext.isStopped()) {
            start(camelContext);
            current = timer;
        }
        if (current == null) {
            throw new RejectedExecutionException("the context stops");
        }
        return current;
    }

    private void start(CamelContext context) {
        try {
            // also after a restart of the context, which then has removed the service
            context.addService(this, true, true);
        } catch (Exception e) {
            throw new IllegalStateException("The thread that extends claims could not be started", e);
        }
    }

    @Override
    protected void doStart() {
        timer = camelContext.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "DiffbotClaim");
    }

    @Override
    protected void doStop() {
        ScheduledExecutorService current = timer;
        timer = null;
        if (current != null) {
            // tasks for later do not delay the stop
            camelContext.getExecutorServiceManager().shutdownNow(current);
        }
    }
}
