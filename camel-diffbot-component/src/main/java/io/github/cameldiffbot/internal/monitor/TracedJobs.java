/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.monitor;

import java.util.function.Supplier;

import io.github.cameldiffbot.internal.context.JobSpans;
import io.github.cameldiffbot.job.JobEvent;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.spi.CamelTracingService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports ended jobs to OpenTelemetry if Camel's tracer for it is in use. Decides so at the first end: the tracer may
 * start after the component. A separate class, because {@link OpenTelemetryJobSpans} cannot be loaded without
 * OpenTelemetry.
 */
public final class TracedJobs implements JobSpans {

    private static final Logger LOG = LoggerFactory.getLogger(TracedJobs.class);

    private static final String TRACERS = "org.apache.camel.opentelemetry";

    private final Supplier<CamelContext> context;
    private volatile @Nullable JobSpans spans;

    public TracedJobs(Supplier<CamelContext> context) {
        this.context = context;
    }

    @Override
    public void ended(JobEvent event, Message message) {
        try {
            spans().ended(event, message);
        } catch (LinkageError e) {
            LOG.warn("Jobs have no spans: the version of OpenTelemetry does not fit", e);
            spans = NONE;
        }
    }

    private JobSpans spans() {
        JobSpans current = spans;
        if (current == null) {
            try {
                current = of(context.get());
            } catch (RuntimeException e) {
                LOG.warn("Jobs have no spans: OpenTelemetry cannot be used. Check its configuration, and restart", e);
                current = NONE;
            }
            spans = current;
        }
        return current;
    }

    private static JobSpans of(CamelContext context) {
        CamelTracingService tracer = context.hasService(CamelTracingService.class);
        return tracer != null && tracer.getClass().getName().startsWith(TRACERS) ? OpenTelemetryJobSpans.of(context) : NONE;
    }
}
