/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.cameldiffbot.DiffbotConstants;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.junit.jupiter.api.io.TempDir;

/** Tests of one consumer whose repository is a file. Its events go to {@code mock:events} and to a handler. */
abstract class HandledEventsSupport extends LifeCycleSupport {

    @TempDir
    Path folder;
    /** Whether the handler fails. */
    volatile boolean broken;
    /** The names of the jobs whose events were handled. */
    final List<String> handled = new CopyOnWriteArrayList<>();

    /** Starts the consumer. */
    void startConsumer(String key, String retention) throws Exception {
        Processor handler = exchange -> {
            if (broken) {
                throw new IllegalStateException("The store is full");
            }
            handled.add(exchange.getMessage().getHeader(DiffbotConstants.JOB_NAME, String.class));
        };
        FileIdempotentRepository repository = repository();
        repository.setFileStore(folder.resolve("handled.txt").toFile());
        start(Map.of("handler", handler, "handled", repository), "key", key, "retention", retention);
    }

    FileIdempotentRepository repository() {
        return new FileIdempotentRepository();
    }

    @Override
    RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("diffbot:job?idempotentRepository=#handled&idempotentKey=RAW({{key}})&retention={{retention}}"
                     + "&delay=50&initialDelay=0")
                        .routeId("events").to("mock:events").process("handler");
            }
        };
    }
}
