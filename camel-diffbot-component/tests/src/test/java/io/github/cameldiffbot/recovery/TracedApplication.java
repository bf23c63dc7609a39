/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.recovery;

import java.io.File;
import java.util.Collection;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.RecordedSpans;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.apache.camel.support.processor.state.FileStateRepository;

/**
 * Creates a job for each file in its inbox, handles the end of each job, and writes each span to a file when it ends.
 */
public final class TracedApplication extends Application {

    static final String SPANS = "spans";

    private TracedApplication() {
    }

    public static void main(String[] args) throws Exception {
        new TracedApplication().run();
    }

    @Override
    void prepare(DefaultCamelContext context) {
        RecordedSpans.trace(context,
                SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(new SpanFile())).build());
        context.getRegistry().bind("handled", FileIdempotentRepository.fileIdempotentRepository(new File("handled")));
        context.getRegistry().bind("contexts", FileStateRepository.fileStateRepository(new File("contexts")));
    }

    @Override
    public void configure() {
        from("file:inbox?initialDelay=0&delay=20").routeId("submit")
                .setHeader(DiffbotConstants.JOB_NAME, simple("${file:name.noext}"))
                .to("diffbot:bulk?onExisting=attach&contextRepository=#contexts");

        from("diffbot:bulk?delay=50&initialDelay=0&startFrom=earliest&idempotentRepository=#handled"
             + "&contextRepository=#contexts").routeId("ends").process(exchange -> {
                 String job = exchange.getMessage().getHeader(DiffbotConstants.JOB_NAME, String.class);
                 if (job.equals("inRoute")) {
                     step("inRoute");
                 }
                 note(job);
             });
    }

    private static final class SpanFile implements SpanExporter {

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            spans.forEach(span -> note(SPANS, String.join(",",
                    span.getName(), span.getAttributes().get(AttributeKey.stringKey("diffbot.job.name")), span.getTraceId(),
                    span.getSpanId(), span.getParentSpanContext().isValid() ? span.getParentSpanId() : "none")));
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
