/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.monitor;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.github.cameldiffbot.LoggedLines;
import io.github.cameldiffbot.RecordedSpans;
import io.github.cameldiffbot.TestContext;
import io.github.cameldiffbot.internal.watch.EventSelection;
import io.github.cameldiffbot.internal.watch.JobEventDetector;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.Jobs;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.StaticService;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.CamelTracingService;
import org.apache.camel.support.DefaultMessage;
import org.apache.camel.support.service.ServiceSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Jobs run without a tracer and with one that fails")
class TracedJobsTest {

    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @AutoClose
    private final LoggedLines log = new LoggedLines();
    @AutoClose
    private final DefaultCamelContext context = new TestContext();
    private final TracedJobs spans = new TracedJobs(() -> context);

    @Test
    @DisplayName("Without a tracer, and with one that is not of OpenTelemetry, a message stays as it is")
    void otherTracer() throws Exception {
        assertUnchanged(spans, "shop");
        context.addService(new OtherTracer());

        assertUnchanged(new TracedJobs(() -> context), "shop");

        assertThat(warnings()).isEmpty();
    }

    @Test
    @DisplayName("A span that cannot be made is reported once for an end, however often that is delivered")
    void failingProcessor() {
        try (SdkTracerProvider provider = SdkTracerProvider.builder().addSpanProcessor(new FullDisk()).build()) {
            RecordedSpans.trace(context, provider);

            for (int i = 0; i < 3; i++) {
                assertUnchanged(spans, "shop");
            }
            assertUnchanged(spans, "books");
        }

        assertThat(warnings()).hasSize(2).first().asString().contains("The end of job 'shop' has no span");
        assertThat(log.lines()).filteredOn(line -> line.contains("The disk is full")).hasSize(2);
    }

    @Test
    @DisplayName("A version of OpenTelemetry that does not fit is reported once")
    void otherVersion() {
        trace(name -> {
            throw new NoSuchMethodError("spanBuilder");
        }, ContextPropagators.noop());

        assertUnchanged(spans, "shop");
        assertUnchanged(spans, "books");

        assertThat(warnings()).singleElement().asString().contains("does not fit");
    }

    @Test
    @DisplayName("A configuration of OpenTelemetry that fails is reported once")
    void failingConfiguration() {
        trace(TracerProvider.noop().get("test"), () -> {
            throw new IllegalStateException("no propagators");
        });

        assertUnchanged(spans, "shop");
        assertUnchanged(spans, "books");

        assertThat(warnings()).singleElement().asString().contains("OpenTelemetry cannot be used");
    }

    @Test
    @DisplayName("Of the last thousand ends it is known that they have a span; memory does not grow with all")
    void manyEnds() {
        try (RecordedSpans recorded = new RecordedSpans()) {
            recorded.trace(context);
            for (String job : List.of("first", "second", "second", "first")) {
                spans.ended(end(job), new DefaultMessage(context));
            }
            assertThat(recorded.all()).hasSize(2);

            IntStream.range(0, 999).forEach(i -> spans.ended(end("job-" + i), new DefaultMessage(context)));
            spans.ended(end("second"), new DefaultMessage(context));
            assertThat(recorded.all()).hasSize(1_001);
            spans.ended(end("first"), new DefaultMessage(context));
            assertThat(recorded.all()).hasSize(1_002);
        }
    }

    private static JobEvent end(String job) {
        return JobEventDetector.findFirst(Jobs.bulk(job).status(9).completed(1_770_000_100).job(),
                EventSelection.parse("completion")).get(0);
    }

    private void trace(Tracer tracer, ContextPropagators propagators) {
        RecordedSpans.trace(context, TracerProvider.noop());
        context.getRegistry().bind("tracer", Tracer.class, tracer);
        context.getRegistry().bind("propagators", ContextPropagators.class, propagators);
    }

    private void assertUnchanged(TracedJobs traced, String job) {
        Message message = new DefaultMessage(context);
        message.setHeader("traceparent", PARENT);

        traced.ended(end(job), message);

        assertThat(message.getHeaders()).isEqualTo(Map.of("traceparent", PARENT));
    }

    private List<String> warnings() {
        return log.lines().stream()
                .filter(line -> line.startsWith("WARN TracedJobs ") || line.startsWith("WARN OpenTelemetryJobSpans "))
                .toList();
    }

    private static final class OtherTracer extends ServiceSupport implements CamelTracingService, StaticService {

        private CamelContext camelContext;

        @Override
        public CamelContext getCamelContext() {
            return camelContext;
        }

        @Override
        public void setCamelContext(CamelContext camelContext) {
            this.camelContext = camelContext;
        }
    }

    private static final class FullDisk implements SpanProcessor {

        @Override
        public void onStart(Context parent, ReadWriteSpan span) {
            // only the end is written
        }

        @Override
        public boolean isStartRequired() {
            return false;
        }

        @Override
        public void onEnd(ReadableSpan span) {
            throw new IllegalStateException("The disk is full");
        }

        @Override
        public boolean isEndRequired() {
            return true;
        }
    }
}
