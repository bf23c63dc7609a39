/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.cameldiffbot.sandbox.DiffbotSandbox;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** Submits a job and handles its end, so that the classes for it are loaded when {@link ClassArchive} stores them. */
public final class ArchivedApplication {

    private static final int LIMIT_SECONDS = 60;

    private ArchivedApplication() {
    }

    public static void main(String[] args) throws Exception {
        CountDownLatch handled = new CountDownLatch(1);
        try (DiffbotSandbox sandbox = DiffbotSandbox.start(); DefaultCamelContext context = new DefaultCamelContext()) {
            DiffbotComponent component = TestComponents.of(sandbox.baseUrl(), sandbox.token());
            TestComponents.pollEvery(component, 100);
            context.addComponent("diffbot", component);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:urls").to("diffbot:bulk/archived");
                    from("diffbot:bulk?fetch=data&delay=100&initialDelay=0&startFrom=earliest")
                            .split(body()).streaming().log("${body}").end()
                            .process(exchange -> handled.countDown());
                }
            });
            context.start();
            List<String> urls = sandbox.demoPages().stream().map(Object::toString).toList();
            context.createProducerTemplate().requestBody("direct:urls", urls);
            if (!handled.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The end of the job was not handled");
            }
        }
        System.exit(0);
    }
}
