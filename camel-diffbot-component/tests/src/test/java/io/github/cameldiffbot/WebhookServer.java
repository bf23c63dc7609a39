/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.support.service.ServiceHelper;

/**
 * The HTTP server behind {@code platform-http}, as Camel Main starts it, on a free port, and its client.
 */
public final class WebhookServer {

    public static final String SECRET = "s3cret-of-the-webhook_42";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final String url;

    private WebhookServer(String url) {
        this.url = url;
    }

    /**
     * Starts the server, which stops with the context.
     */
    public static WebhookServer start(CamelContext context) throws Exception {
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost("127.0.0.1");
        configuration.setBindPort(0);
        VertxPlatformHttpServer server = new VertxPlatformHttpServer(configuration);
        server.setCamelContext(context);
        // immediately, because routes need the port before the context starts
        ServiceHelper.startService(server);
        context.addService(server);
        return at("http://127.0.0.1:" + server.getPort());
    }

    static WebhookServer at(String url) {
        return new WebhookServer(url);
    }

    /**
     * Returns the address.
     */
    public String url() {
        return url;
    }

    /**
     * Calls with a body and returns the response.
     */
    public HttpResponse<String> post(String path, String body) {
        return send(request(path).POST(BodyPublishers.ofString(body)));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).header("Content-Type", "application/json");
    }

    static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
