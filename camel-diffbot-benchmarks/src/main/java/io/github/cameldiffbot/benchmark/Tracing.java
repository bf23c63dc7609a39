/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.benchmark;

import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.apache.camel.CamelContext;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;
import org.apache.camel.spi.EventNotifier;

/**
 * Tracing of a context with camel-opentelemetry2. The spans are counted and discarded.
 */
final class Tracing {

    private final AtomicLong spans = new AtomicLong();
    private final SdkTracerProvider provider
            = SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(new Counter())).build();

    /**
     * Traces a context that is not started yet.
     */
    void start(CamelContext context) {
        context.getRegistry().bind("tracer", Tracer.class, provider.get("benchmark"));
        context.getRegistry().bind("propagators", ContextPropagators.class,
                ContextPropagators.create(W3CTraceContextPropagator.getInstance()));
        new OpenTelemetryTracer().init(context);
    }

    /**
     * Keeps events from the tracer that it does not use, as the page about operations describes.
     */
    void withoutUnusedEvents(CamelContext context) {
        for (EventNotifier notifier : context.getManagementStrategy().getEventNotifiers()) {
            notifier.setIgnoreExchangeCreatedEvent(true);
            notifier.setIgnoreExchangeCompletedEvent(true);
        }
    }

    /**
     * Returns the number of spans until now.
     */
    long spans() {
        return spans.get();
    }

    private final class Counter implements SpanExporter {

        @Override
        public CompletableResultCode export(Collection<SpanData> exported) {
            spans.addAndGet(exported.size());
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
