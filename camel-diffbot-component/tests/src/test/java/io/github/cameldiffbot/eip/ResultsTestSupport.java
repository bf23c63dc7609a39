/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.QuickAwait;
import io.github.cameldiffbot.SedaStops;
import io.github.cameldiffbot.TestComponents;
import io.github.cameldiffbot.TestContext;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.mock.MockEndpoint;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Routes around steps that return results. The endpoint is in the header "uri". All tests of a class share one context.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(QuickAwait.class)
abstract class ResultsTestSupport {

    @TempDir
    static Path directory;

    ResultServer diffbot;
    CamelContext context;
    ProducerTemplate template;

    @BeforeAll
    void start() throws Exception {
        diffbot = new ResultServer();
        context = new TestContext();
        SedaStops.quick(context);
        // raw results must be streams, not copies of them
        context.setStreamCaching(false);
        DiffbotComponent component = TestComponents.of(diffbot.baseUrl());
        context.getPropertiesComponent().addInitialProperty("work", directory.resolve("work").toString());
        component.setMaxRetries(0);
        component.setRetryDelay(1);
        context.addComponent("diffbot", component);
        HttpComponent http = context.getComponent("http", HttpComponent.class);
        http.setMaxTotalConnections(4);
        http.setConnectionsPerRoute(4);
        http.setConnectionRequestTimeout(20_000);
        context.getRegistry().bind("transaction", new SpringTransaction());
        context.addRoutes(routes());
        context.start();
        template = context.createProducerTemplate();
        Files.createDirectories(directory.resolve("work"));
    }

    abstract RouteBuilder routes();

    @BeforeEach
    void reset() throws IOException {
        MockEndpoint.resetMocks(context);
        // of a failed test, or of a copy that is ending
        for (Path file : files()) {
            Files.deleteIfExists(file);
        }
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("work"))) {
            return files.toList();
        }
    }

    @AfterAll
    void stop() throws Exception {
        context.getShutdownStrategy().setTimeout(5);
        context.stop();
        diffbot.close();
    }

    Exchange send(String route, String uri) throws Exception {
        return template.asyncSend("direct:" + route, exchange -> exchange.getMessage().setHeader("uri", uri))
                .get(30, TimeUnit.SECONDS);
    }

    int received(String mock) {
        return mock(mock).getReceivedCounter();
    }

    MockEndpoint mock(String name) {
        return context.getEndpoint("mock:" + name, MockEndpoint.class);
    }

    /**
     * Checks that no connection and no file is left.
     */
    void assertNothingIsOpen() {
        Awaitility.await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5))
                .untilAsserted(() -> {
                    assertThat(diffbot.open()).as("downloads that are open").isZero();
                    assertThat(files()).isEmpty();
                });
    }

    /**
     * Reads the body and sets the number of its records.
     */
    static void read(Exchange exchange) throws IOException {
        Object body = exchange.getMessage().getBody();
        long records = 0;
        if (body instanceof Iterator<?> iterator) {
            while (iterator.hasNext()) {
                assertThat(iterator.next()).isNotNull();
                records++;
            }
        } else {
            try (InputStream in = exchange.getMessage().getMandatoryBody(InputStream.class)) {
                records = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\"id\"", -1).length - 1L;
            } catch (InvalidPayloadException e) {
                throw new IllegalStateException(e);
            }
        }
        exchange.setProperty("read", records);
    }

    /** Takes the first of several results in the body. */
    static void readOne(Exchange exchange) {
        if (exchange.getMessage().getBody() instanceof Iterator<?> iterator) {
            assertThat(iterator.next()).isNotNull();
        }
    }

    static Processor failing(String text) {
        return exchange -> {
            throw new IllegalStateException(text);
        };
    }
}
