/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The failed URLs of a report can be submitted again")
class FailedUrlsResubmitTest extends DiffbotTestSupport {

    private static final String REPORT = "/bulk/data?name=shop&type=urls";
    private static final int ROWS = 100_000;

    @Test
    @DisplayName("Only the URLs that failed are submitted again")
    void andNoOthers() throws Exception {
        onGet(REPORT, aResponse().withBody("Url,Crawl Status\nhttps://a.example,Success\nhttps://b.example,DNS timed out\n"
                                           + "https://c.example,Doc is a dup\nhttps://d.example,Tcp operation timed out\n"));
        onGet("/bulk?name=again", noSuchJob());
        onPost("/bulk", json(WireJob.bulk("again").created()));

        assertThat(again("diffbot").getException()).isNull();

        assertThat(posted()).endsWith("&urls=https%3A%2F%2Fb.example%20https%3A%2F%2Fd.example");
    }

    @Test
    @DisplayName("No job is created if no URL failed")
    void butNoJobIsMadeWhenNoneFailed() throws Exception {
        onGet(REPORT, aResponse().withBody("Url,Crawl Status\nhttps://a.example,Success\n"));

        assertThat(again("diffbot").getMessage().getBody()).isEqualTo("none");

        assertThat(requests()).containsExactly("GET " + REPORT);
    }

    @Test
    @DisplayName("A truncated report creates no job")
    void andNoneWhenTheReportIsCut() throws Exception {
        onGet(REPORT, aResponse().withBody("Url,Crawl Status\nhttps://a.example,DNS timed out\nhttps://b.exam"));
        onGet("/bulk?name=again", noSuchJob());

        assertThat(again("diffbot").getException()).hasMessageContaining("ended early");
    }

    /**
     * Not with {@code RawServer}, which replies when it has the whole request: here the response depends on its start.
     */
    @Test
    @DisplayName("URLs are submitted while the report is still being downloaded")
    void whileTheReportIsStillDownloaded() throws Exception {
        CountDownLatch received = new CountDownLatch(1);
        ExecutorService threads = Executors.newCachedThreadPool();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/bulk/data", exchange -> report(exchange, received));
        server.createContext("/bulk", exchange -> submission(exchange, received));
        server.start();
        try {
            DiffbotComponent other = new DiffbotComponent();
            other.getConfiguration().setToken(TOKEN);
            other.getConfiguration().setBaseUrl("http://localhost:" + server.getAddress().getPort());
            context.addComponent("other", other);

            assertThat(again("other").getException()).isNull();
        } finally {
            server.stop(0);
            threads.shutdownNow();
        }
    }

    private Exchange again(String scheme) throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:again").to(scheme + ":bulk/shop?operation=urlReport&urlStatus=failed")
                        .choice().when(simple("${body.hasNext()}")).to(scheme + ":bulk/again")
                        .otherwise().setBody(constant("none"));
            }
        });
        return call("direct:again", null);
    }

    private static void report(HttpExchange exchange, CountDownLatch received) throws IOException {
        byte[] rows = "https://a.example,DNS timed out\n".repeat(ROWS).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write("Url,Crawl Status\n".getBytes(StandardCharsets.UTF_8));
            out.write(rows);
            out.flush();
            await(received);
            out.write(rows);
        }
    }

    private static void submission(HttpExchange exchange, CountDownLatch received) throws IOException {
        String response = WireJob.bulk("again").created();
        int status = 200;
        if (exchange.getRequestMethod().equals("GET")) {
            response = "{\"errorCode\":\"500\",\"error\":\"no collection record.\"}";
            status = 500;
        } else {
            InputStream body = exchange.getRequestBody();
            body.readNBytes(ROWS);
            received.countDown();
            long rest = body.transferTo(OutputStream.nullOutputStream());
            assertThat(rest).isGreaterThan(ROWS * 2L * "https://a.example".length());
        }
        exchange.sendResponseHeaders(status, response.length());
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(response.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new IOException("Nothing was submitted meanwhile");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
