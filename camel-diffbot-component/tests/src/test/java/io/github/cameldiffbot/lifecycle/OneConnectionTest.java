/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

import java.io.InputStream;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.sandbox.DiffbotSandboxExtension;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Fifty readers need one connection")
class OneConnectionTest {

    private static final int RECORDS = 512;

    @RegisterExtension
    static final DiffbotSandboxExtension DIFFBOT = new DiffbotSandboxExtension();

    private final AtomicInteger read = new AtomicInteger();
    private DefaultCamelContext context;

    @BeforeEach
    void start() throws Exception {
        DIFFBOT.sandbox().generate("large", RECORDS, 4096);
        context = Diffbots.context(DIFFBOT.baseUrl(), DIFFBOT.token());
        HttpComponent http = new HttpComponent();
        http.setMaxTotalConnections(1);
        http.setConnectionsPerRoute(1);
        // a wait for a connection that never comes fails, instead of delaying the build
        http.setConnectionRequestTimeout(20_000);
        context.addComponent("http", http);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                String data = "diffbot:bulk/large?operation=data";
                from("direct:nothing").to(data);
                from("direct:part").to(data).process(exchange -> {
                    Iterator<?> records = exchange.getMessage().getBody(Iterator.class);
                    for (int i = 0; i < 3; i++) {
                        records.next();
                        read.incrementAndGet();
                    }
                });
                from("direct:broken").to(data).process(exchange -> {
                    exchange.getMessage().getBody(Iterator.class).next();
                    read.incrementAndGet();
                    throw new IllegalStateException("No more, please");
                });
                from("direct:stopped").to(data).split(body()).streaming().stopOnException().process(exchange -> {
                    if (read.incrementAndGet() % 5 == 0) {
                        throw new IllegalStateException("No more, please");
                    }
                });
                from("direct:all").to(data).split(body()).streaming().process(exchange -> read.incrementAndGet());
                from("direct:raw").to(data + "&raw=true").process(
                        exchange -> read.addAndGet(exchange.getMessage().getBody(InputStream.class).read()));
                from("direct:report").to("diffbot:bulk/large?operation=urlReport").process(
                        exchange -> exchange.getMessage().getBody(Iterator.class).next());
                from("direct:search").to("diffbot:bulk/large?operation=search&query=type:article").process(
                        exchange -> exchange.getMessage().getBody(Iterator.class).next());
                from("direct:status").to("diffbot:bulk/large?operation=status");
            }
        });
        context.start();
    }

    @AfterEach
    void stop() throws Exception {
        context.close();
    }

    @ParameterizedTest
    @ValueSource(strings = { "nothing", "part", "broken", "stopped", "all", "raw", "report", "search" })
    @DisplayName("Fifty readers, however they end, need one connection")
    void forFiftyReaders(String kind) {
        for (int i = 0; i < 50; i++) {
            Exchange exchange = send(kind);
            if (exchange.getException() != null) {
                assertThat(exchange.getException()).hasStackTraceContaining("No more, please");
            }
            assertThat(send("status").getMessage().getBody(Job.class).getObjectsFound()).isEqualTo(RECORDS);
        }
    }

    @Test
    @DisplayName("Readers that read all records need one connection")
    void forReadersThatReadAllEachTime() {
        for (int i = 1; i <= 5; i++) {
            send("all");
            assertThat(read).hasValue(i * RECORDS);
        }
    }

    private Exchange send(String route) {
        return context.createFluentProducerTemplate().to("direct:" + route).send();
    }
}
