/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.recovery;

import java.io.File;
import java.time.Duration;
import java.util.Iterator;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.TestComponents;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.support.processor.state.FileStateRepository;
import org.apache.camel.support.processor.state.MemoryStateRepository;

/**
 * Creates a job for each file in its inbox, and handles the completion of each job: reads all records, and records the
 * event. At each step only the job with the name of the step stops, so that several jobs can stand at different steps.
 */
public final class CompletionsApplication extends Application {

    // as many submissions can stand at different steps
    private static final int SUBMITTERS = 12;

    private CompletionsApplication() {
    }

    public static void main(String[] args) throws Exception {
        new CompletionsApplication().run();
    }

    @Override
    void prepare(DefaultCamelContext context) {
        context.getRegistry().bind("handled",
                Boolean.getBoolean("persistent")
                        ? new SlowFile(new File(setting("handled"))) : new MemoryIdempotentRepository());
        context.getRegistry().bind("contexts", Boolean.getBoolean("persistent")
                ? new SlowContexts(new File(setting("handled") + ".contexts")) : new MemoryStateRepository());
        context.getRegistry().bind("claims", Boolean.getBoolean("persistent")
                ? new SlowClaims(new File(setting("handled") + ".claims")) : new MemoryIdempotentRepository());
        // a claim of a killed application expires after 1 to 2 s
        TestComponents.setGrace(context.getComponent("diffbot", DiffbotComponent.class), Duration.ofMillis(500));
    }

    @Override
    public void configure() {
        from("file:inbox?initialDelay=0&delay=50").routeId("submit").threads(SUBMITTERS)
                .setHeader(DiffbotConstants.JOB_NAME, simple("${file:name.noext}"))
                .process(exchange -> step("beforeSubmit", name(exchange)))
                .setHeader("origin", simple("${file:name.noext}"))
                .to("diffbot:bulk?onExisting=attach&carry=origin&contextRepository=#contexts"
                    + "&claimRepository=#claims")
                .process(exchange -> ChildJvm.say("submitted " + name(exchange)))
                .process(exchange -> step("afterSubmit", name(exchange)));

        from("diffbot:bulk?fetch=data&delay=100&initialDelay=0&startFrom=earliest&idempotentRepository=#handled"
             + "&contextRepository=#contexts")
                .routeId("completions")
                .process(this::read)
                .process(exchange -> {
                    step("inRoute", name(exchange));
                    noteOrigin(exchange);
                    note(exchange.getMessage().getHeader(DiffbotConstants.EVENT_ID, String.class));
                });
    }

    private static void noteOrigin(Exchange exchange) {
        note(setting("ledger") + ".origins", name(exchange) + " " + exchange.getMessage().getHeader("origin"));
    }

    /** Reports a step, and stops if this is the job that is named after it. */
    private void step(String name, String job) {
        if (job.contains(name)) {
            step(name);
        }
    }

    private static String name(Exchange exchange) {
        return exchange.getMessage().getHeader(DiffbotConstants.JOB_NAME, String.class);
    }

    private void read(Exchange exchange) {
        Iterator<?> records = exchange.getMessage().getBody(Iterator.class);
        for (int count = 1; records.hasNext(); count++) {
            records.next();
            if (count == 10) {
                step("inDownload", name(exchange));
            }
        }
    }

    /** Waits between the end of the route and the confirmation. */
    private final class SlowFile extends FileIdempotentRepository {

        SlowFile(File file) {
            setFileStore(file);
            setCacheSize(1000);
        }

        @Override
        public boolean add(String key) {
            step("beforeConfirm", key);
            return super.add(key);
        }
    }

    /** Waits at each change of the headers that are carried for a job. */
    private final class SlowContexts extends FileStateRepository {

        SlowContexts(File file) {
            setFileStore(file);
        }

        @Override
        public void setState(String key, String value) {
            boolean stored = value.contains("\"created\":0");
            step(value.isEmpty() ? "beforeRemoval" : stored ? "beforeStored" : "beforeCompleted", key);
            super.setState(key, value);
            if (stored) {
                step("afterStored", key);
            }
        }
    }

    /** Waits at each change of the claims of job names. */
    private final class SlowClaims extends FileIdempotentRepository {

        SlowClaims(File file) {
            setFileStore(file);
            setCacheSize(1000);
        }

        @Override
        public boolean add(String key) {
            step("beforeClaim", key);
            boolean added = super.add(key);
            step("afterClaim", key);
            return added;
        }

        @Override
        public boolean remove(String key) {
            step("beforeRelease", key);
            boolean removed = super.remove(key);
            step("afterRelease", key);
            return removed;
        }
    }
}
