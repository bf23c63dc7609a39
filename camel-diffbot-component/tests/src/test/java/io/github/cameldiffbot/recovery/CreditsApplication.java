/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.recovery;

import java.io.File;
import java.time.Duration;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.TestComponents;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.cumulative.CumulativeCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.apache.camel.support.processor.state.FileStateRepository;

/**
 * Creates a crawl for each file in its inbox, and handles the ends of all crawls. What the meter of credits counts is
 * recorded at once.
 */
public final class CreditsApplication extends Application {

    private CreditsApplication() {
    }

    public static void main(String[] args) throws Exception {
        new CreditsApplication().run();
    }

    @Override
    void prepare(DefaultCamelContext context) {
        DiffbotComponent component = context.getComponent("diffbot", DiffbotComponent.class);
        component.setMaxRetries(0);
        // how long a submission without a response is searched for
        TestComponents.setGrace(component, Duration.ofMillis(400));
        context.getRegistry().bind("metricsRegistry", new RecordedMeters());
        context.getRegistry().bind("handled", new SlowHandled(new File(setting("handled"))));
        context.getRegistry().bind("contexts", FileStateRepository.fileStateRepository(new File(setting("contexts"))));
    }

    @Override
    public void configure() {
        errorHandler(defaultErrorHandler().maximumRedeliveries(-1).redeliveryDelay(5));

        from("file:inbox?initialDelay=0&delay=20").routeId("submit")
                .setHeader(DiffbotConstants.JOB_NAME, simple("${file:name.noext}"))
                .choice().when(header(DiffbotConstants.JOB_NAME).startsWith("weekly"))
                .to("diffbot:crawl?onExisting=attach&maxHops=0&repeat=7&onlyProcessIfNew=false&useProxies=true")
                .otherwise().to("diffbot:crawl?onExisting=attach&maxHops=0");

        from("diffbot:crawl?delay=20&initialDelay=0&startFrom=earliest&idempotentRepository=#handled"
             + "&contextRepository=#contexts").routeId("ends")
                .process(exchange -> step("inRoute", exchange.getMessage().getHeader(DiffbotConstants.JOB_NAME, String.class)));
    }

    /** Stops if the test kills the application at this step of this job. */
    private void step(String name, String job) {
        if (job.equals(System.getProperty("haltIn"))) {
            step(name);
        }
    }

    /** Stops before or behind the confirmation. */
    private final class SlowHandled extends FileIdempotentRepository {

        SlowHandled(File file) {
            setFileStore(file);
            setCacheSize(1000);
        }

        @Override
        public boolean add(String key) {
            String job = key.split("/")[1];
            step("beforeConfirm", job);
            boolean added = super.add(key);
            step("afterConfirm", job);
            return added;
        }
    }

    private static final class RecordedMeters extends SimpleMeterRegistry {

        @Override
        protected Counter newCounter(Meter.Id id) {
            return !id.getName().equals("camel.diffbot.credits") ? super.newCounter(id) : new CumulativeCounter(id) {
                @Override
                public void increment(double credits) {
                    super.increment(credits);
                    note(Long.toString((long) credits));
                }
            };
        }
    }
}
