/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.monitor;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.github.cameldiffbot.internal.context.JobSpans;
import io.github.cameldiffbot.internal.text.Excerpt;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobStatusGroup;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the span of a job at its end, from Diffbot's times, so that no span is open while the job runs. An end that is
 * delivered again, or to several routes, has one span, as long as it is among the last ends of the process.
 */
final class OpenTelemetryJobSpans implements JobSpans {

    private static final Logger LOG = LoggerFactory.getLogger(OpenTelemetryJobSpans.class);

    private static final int MAX_ENDS = 1_000;

    private final Tracer tracer;
    private final TextMapPropagator propagator;
    // the headers that continue the trace below the span of an end, by the span of the submission and the event
    private final Map<String, CompletableFuture<Map<String, String>>> ends = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CompletableFuture<Map<String, String>>> eldest) {
            return size() > MAX_ENDS;
        }
    });

    private OpenTelemetryJobSpans(Tracer tracer, TextMapPropagator propagator) {
        this.tracer = tracer;
        this.propagator = propagator;
    }

    /**
     * Returns spans of the tracer that Camel uses: that of the registry, or the global one.
     */
    static JobSpans of(CamelContext context) {
        Tracer tracer = context.getRegistry().findSingleByType(Tracer.class);
        ContextPropagators propagators = context.getRegistry().findSingleByType(ContextPropagators.class);
        return new OpenTelemetryJobSpans(
                tracer != null ? tracer : GlobalOpenTelemetry.get().getTracer("camel"),
                (propagators != null ? propagators : GlobalOpenTelemetry.get().getPropagators()).getTextMapPropagator());
    }

    @Override
    public void ended(JobEvent event, Message message) {
        Context submission = propagator.extract(Context.root(), message, Headers.READER);
        String key = Span.fromContext(submission).getSpanContext().getSpanId() + ' ' + event.id();
        CompletableFuture<Map<String, String>> made = new CompletableFuture<>();
        CompletableFuture<Map<String, String>> known = ends.putIfAbsent(key, made);
        if (known == null) {
            // without a lock: an exporter can be slow
            make(event, submission, made);
            known = made;
        }
        known.join().forEach(message::setHeader);
    }

    /**
     * Makes the span of an end. If that fails, the end has none, also when it is delivered again.
     */
    private void make(JobEvent event, Context submission, CompletableFuture<Map<String, String>> made) {
        Map<String, String> headers = Map.of();
        try {
            headers = span(event, submission);
        } catch (RuntimeException e) {
            LOG.warn("The end of job '{}' has no span, because OpenTelemetry failed. Check the processors of its spans",
                    Excerpt.of(event.job().getName()), e);
        } finally {
            made.complete(headers);
        }
    }

    private Map<String, String> span(JobEvent event, Context submission) {
        Job job = event.job();
        long start = job.getJobCreationTimeUTC();
        // Diffbot gives no completion time to some of the jobs that it stops
        long end = job.getJobCompletionTimeUTC() > 0 ? job.getJobCompletionTimeUTC() : job.getCurrentTimeUTC();
        if (start <= 0 || end < start) {
            return Map.of();
        }
        Span span = tracer.spanBuilder("diffbot job").setParent(submission).setStartTimestamp(Instant.ofEpochSecond(start))
                .setAttribute(DiffbotSpanDecorator.JOB_TYPE, job.getType())
                .setAttribute(DiffbotSpanDecorator.JOB_NAME, job.getName())
                .setAttribute(DiffbotSpanDecorator.JOB_STATUS, Integer.toString(job.getStatus().getCode()))
                .setAttribute(DiffbotSpanDecorator.ROUND, Long.toString(event.round())).startSpan();
        if (job.getStatus().getGroup() == JobStatusGroup.failed) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end(Instant.ofEpochSecond(end));
        Map<String, String> headers = new HashMap<>();
        propagator.inject(submission.with(span), headers, Map::put);
        return headers;
    }

    private enum Headers implements TextMapGetter<Message> {
        READER;

        @Override
        public Iterable<String> keys(Message message) {
            return message.getHeaders().keySet();
        }

        @Override
        public @Nullable String get(@Nullable Message message, String key) {
            return message == null ? null : message.getHeader(key, String.class);
        }
    }
}
