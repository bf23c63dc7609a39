/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.recovery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.Random;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.TestComponents;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;

/**
 * An application of the soak test, which is killed from time to time: it remembers in a file what it handled, fails at
 * one event in ten and one message in ten, and records each event and each result.
 */
public final class SoakApplication extends Application {

    private static final double FAILURES = 0.1;

    private final Random random = new Random(2);

    private SoakApplication() {
    }

    public static void main(String[] args) throws Exception {
        new SoakApplication().run();
    }

    @Override
    void prepare(DefaultCamelContext context) {
        FileIdempotentRepository handled = new FileIdempotentRepository();
        handled.setFileStore(Path.of("handled.txt").toFile());
        handled.setCacheSize(100_000);
        context.getRegistry().bind("handled", handled);
        DiffbotComponent component = context.getComponent("diffbot", DiffbotComponent.class);
        component.setRetryDelay(10);
        component.setMaxRetryDelay(100);
        component.setPollInterval(200);
        component.setMaxPollInterval(500);
        TestComponents.setGrace(component, Duration.ofSeconds(8));
    }

    @Override
    public void configure() {
        errorHandler(defaultErrorHandler().maximumRedeliveries(20).redeliveryDelay(10));

        from("diffbot:crawl/soak-*?initialDelay=0&delay=200&fetch=data&startFrom=earliest&idempotentRepository=#handled")
                .process(SoakApplication::read)
                .process(exchange -> failSometimes())
                .process(exchange -> note("event " + header(exchange, DiffbotConstants.JOB_NAME) + " "
                                          + header(exchange, DiffbotConstants.EVENT_ID)));

        from("file:inbox?initialDelay=0&delay=100&moveFailed=failed")
                .setHeader(DiffbotConstants.JOB_NAME, simple("${file:name.noext}"))
                .to("diffbot:bulk?operation=run&onExisting=attach&fetch=data")
                .process(SoakApplication::read)
                .process(exchange -> failSometimes())
                .process(exchange -> note("result " + header(exchange, DiffbotConstants.JOB_NAME)));
    }

    private static void read(Exchange exchange) {
        Iterator<?> records = exchange.getMessage().getBody(Iterator.class);
        if (!records.hasNext()) {
            throw new IllegalStateException("No records of " + header(exchange, DiffbotConstants.JOB_NAME));
        }
        while (records.hasNext()) {
            records.next();
        }
    }

    private void failSometimes() {
        if (random.nextDouble() < FAILURES) {
            throw new IllegalStateException("A fault of the route");
        }
    }

    private static String header(Exchange exchange, String name) {
        return exchange.getMessage().getHeader(name, String.class);
    }
}
