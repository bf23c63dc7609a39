/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.internal.client.http.CallError;
import io.github.cameldiffbot.internal.client.http.CallStatistics;
import io.github.cameldiffbot.internal.poll.HealthFailure;
import io.github.cameldiffbot.internal.wait.JobWaiter;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.health.WritableHealthCheckRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The health of the producers of one base URL and token, according to their last calls. Only without recent calls does
 * the check send one: for the status of a job that need not exist.
 */
public final class DiffbotProducerHealthCheck implements HealthCheck {

    /**
     * The maximum age of a recent outcome.
     */
    static final Duration FRESH = Duration.ofMinutes(1);

    /**
     * The time for which the check reports missing credits if no call that costs credits has succeeded.
     */
    static final Duration OUT_OF_CREDITS = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(DiffbotProducerHealthCheck.class);

    private static final String PROBED_JOB = "camel-health-check";

    private final String name;
    private final DiffbotSession session;
    private final AtomicBoolean registered = new AtomicBoolean();
    private final ReentrantLock probing = new ReentrantLock();
    private volatile boolean enabled = true;

    DiffbotProducerHealthCheck(String name, DiffbotSession session) {
        this.name = name;
        this.session = session;
    }

    /**
     * Registers the check with the context's producer checks. Later calls have no effect.
     */
    public void register(CamelContext context, boolean asked) {
        WritableHealthCheckRepository checks = producers(context);
        if (checks != null && registered.compareAndSet(false, true)) {
            enabled = asked;
            checks.addHealthCheck(this);
        }
    }

    void unregister(CamelContext context) {
        WritableHealthCheckRepository checks = producers(context);
        if (checks != null && registered.compareAndSet(true, false)) {
            checks.removeHealthCheck(this);
        }
    }

    private static WritableHealthCheckRepository producers(CamelContext context) {
        return HealthCheckHelper.getHealthCheckRepository(context, "producers", WritableHealthCheckRepository.class);
    }

    /**
     * Returns the name of the session for people.
     */
    public String getName() {
        return name;
    }

    @Override
    public String getGroup() {
        return "camel";
    }

    @Override
    public String getId() {
        return "producer:" + name;
    }

    @Override
    public boolean isEnabled() {
        return enabled;
    }

    @Override
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    @Override
    public boolean isLiveness() {
        // a restart of the application does not help
        return false;
    }

    @Override
    public Result call(Map<String, Object> options) {
        HealthCheckResultBuilder builder = HealthCheckResultBuilder.on(this);
        builder.detail(CHECK_KIND, String.valueOf(options.getOrDefault(CHECK_KIND, Kind.ALL)));
        builder.detail(ENDPOINT_URI, session.baseUrl().toString());
        if (!enabled) {
            return builder.message("Disabled").detail(CHECK_ENABLED, false).unknown().build();
        }
        CallStatistics statistics = session.client().statistics();
        if (!isFresh(statistics) && probing.tryLock()) {
            // a concurrent check reports the last known state and does not wait
            try {
                session.client().probe(PROBED_JOB);
            } catch (DiffbotException e) {
                LOG.debug("The request of the health check {} failed", name, e);
            } finally {
                probing.unlock();
            }
        }
        judge(builder, statistics);
        return builder.build();
    }

    private boolean isFresh(CallStatistics statistics) {
        Instant limit = Instant.now().minus(FRESH);
        Instant success = statistics.getLastSuccessTime();
        Instant error = statistics.getLastErrorTime();
        return success != null && success.isAfter(limit) || error != null && error.isAfter(limit);
    }

    private void judge(HealthCheckResultBuilder builder, CallStatistics statistics) {
        Instant success = statistics.getLastSuccessTime();
        CallError error = statistics.getLastError();
        if (success != null) {
            builder.detail(SUCCESS_TIME, success.toString());
        }
        JobWaiter waiter = session.waits().waiterIfAny().orElse(null);
        int failedPolls = waiter == null ? 0 : waiter.failedPolls();
        CallError credits = statistics.getOutOfCredits();
        if (error != null && error.isTrouble() && (success == null || !success.isAfter(error.time()))) {
            HealthFailure.report(builder, "The last call failed", error.error(), statistics.getTroubleSince());
            builder.detail(FAILURE_TIME, error.time().toString());
            if (error.error().getHttpResponseCode() > 0) {
                builder.detail(HTTP_RESPONSE_CODE, error.error().getHttpResponseCode());
            }
        } else if (credits != null && credits.time().isAfter(Instant.now().minus(OUT_OF_CREDITS))) {
            HealthFailure.report(builder, "No credits are left", credits.error(), credits.time());
            builder.detail(FAILURE_TIME, credits.time().toString());
        } else if (waiter != null && failedPolls > 0) {
            builder.down().message(failedPolls + " polls in a row failed for the jobs that " + waiter.pendingWaits()
                                   + " exchanges wait for");
        } else if (success == null && error == null) {
            builder.unknown().message("No call has finished yet");
        } else {
            builder.up();
        }
        if (waiter != null) {
            builder.detail("waits.pending", waiter.pendingWaits());
            builder.detail("waits.failed.polls", failedPolls);
        }
    }
}
