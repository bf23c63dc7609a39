/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.DiffbotEndpoint;
import io.github.cameldiffbot.sandbox.DiffbotSandbox;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.ServiceStatus;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.DataFormatFactory;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs routes of a page unchanged on the sandbox. Settings that a reader has in properties are set here: the address,
 * the token, and a shorter poll delay.
 */
final class RunningRoutes implements AutoCloseable {

    private static final long DELAY = 200;
    private static final long RESULT_WAIT = 30_000;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private VertxPlatformHttpServer server;

    RunningRoutes(DiffbotSandbox sandbox) {
        this(sandbox, true);
    }

    private RunningRoutes(DiffbotSandbox sandbox, boolean emptyFolder) {
        if (emptyFolder) {
            emptyWorkFolder();
        }
        context.getShutdownStrategy().setTimeout(10);
        context.getRegistry().bind("csv-dataformat-factory", (DataFormatFactory) CsvStandIn::new);
        DiffbotComponent diffbot = context.getComponent("diffbot", DiffbotComponent.class);
        diffbot.getConfiguration().setToken(sandbox.token());
        diffbot.getConfiguration().setBaseUrl(sandbox.baseUrl());
        diffbot.getConfiguration().setWebhookVerifyToken(System.getenv("DIFFBOT_WEBHOOK_SECRET"));
        diffbot.setMaxRequestsPerSecond(100);
        context.getCamelContextExtension().registerEndpointCallback((uri, endpoint) -> {
            if (endpoint instanceof DiffbotEndpoint polled) {
                polled.setDelay(DELAY);
                polled.setInitialDelay(DELAY);
            }
            if (endpoint instanceof MockEndpoint mock) {
                mock.setResultWaitTime(RESULT_WAIT);
            }
            return endpoint;
        });
    }

    /**
     * Returns a new process that finds the files of the previous one.
     */
    static RunningRoutes restarted(DiffbotSandbox sandbox) {
        return new RunningRoutes(sandbox, false);
    }

    static RunningRoutes of(DiffbotSandbox sandbox, Snippet... snippets) throws Exception {
        RunningRoutes running = new RunningRoutes(sandbox);
        try {
            for (Snippet snippet : snippets) {
                running.load(snippet);
            }
            running.start();
        } catch (Exception | Error e) {
            running.close();
            throw e;
        }
        return running;
    }

    CamelContext context() {
        return context;
    }

    /**
     * Sets a property, as in application.properties.
     */
    RunningRoutes with(String property, Object value) {
        context.getPropertiesComponent().addInitialProperty(property, value.toString());
        return this;
    }

    /**
     * Returns the address of the HTTP server of routes that use {@code platform-http}.
     */
    String url() {
        return "http://127.0.0.1:" + server.getPort();
    }

    void start() {
        context.start();
        List<Route> routes = context.getRoutes();
        assertThat(routes).isNotEmpty();
        // not all at the same time: the route of a cluster starts when its node is the leader
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(routes).allSatisfy(
                route -> assertThat(context.getRouteController().getRouteStatus(route.getRouteId()))
                        .isEqualTo(ServiceStatus.Started)));
    }

    void load(Snippet snippet) throws Exception {
        if (snippet.text().contains("platform-http")) {
            serve();
        }
        if (snippet.language().equals("java")) {
            context.addRoutes((RoutesBuilder) JavaBlock.of(snippet).newInstance());
        } else {
            String name = "snippet." + snippet.language();
            PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString(name, snippet.text()));
        }
    }

    /**
     * Acts like camel.server.enabled in Camel Main, on a free port.
     */
    private void serve() throws Exception {
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost("127.0.0.1");
        configuration.setBindPort(0);
        server = new VertxPlatformHttpServer(configuration);
        context.addService(server);
    }

    @Override
    public void close() throws IOException {
        context.close();
    }

    /**
     * Removes the files of previous snippets in the folders that they use.
     */
    private static void emptyWorkFolder() {
        Path work = Path.of("").toAbsolutePath();
        if (!work.getFileName().toString().matches("work-\\d+")) {
            throw new IllegalStateException("Snippets write files. Run them in docs/target/work-1, not in " + work);
        }
        try (Stream<Path> files = Files.walk(work)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(work)) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
