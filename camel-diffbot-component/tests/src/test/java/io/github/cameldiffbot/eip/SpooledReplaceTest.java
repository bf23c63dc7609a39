/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.sandbox.Fault;
import io.github.cameldiffbot.sandbox.model.RecordedRequest;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.StreamCache;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("onExisting=replace copies URLs that can be read only once to a file of Camel's stream cache")
@FaultCase("K1")
class SpooledReplaceTest extends SubmissionTestSupport {

    private static final int COUNT = 20;
    private static final String REPLACE = "diffbot:bulk/job?onExisting=replace";

    @TempDir
    Path folder;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camelContext = super.createCamelContext();
        camelContext.getStreamCachingStrategy().setSpoolEnabled(true);
        camelContext.getStreamCachingStrategy().setSpoolThreshold(64);
        camelContext.getStreamCachingStrategy().setSpoolDirectory(folder.toFile());
        return camelContext;
    }

    @BeforeEach
    void existing() throws Exception {
        send("diffbot:bulk/job", page());
        sandbox().clearFaults();
    }

    private List<Path> files() throws Exception {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static List<RecordedRequest> replacements() {
        return sandbox().requests(request -> request.method().equals("POST")).stream().skip(1).toList();
    }

    private static void assertComplete(List<RecordedRequest> requests) {
        assertThat(requests).isNotEmpty().allSatisfy(
                request -> assertThat(request.param("urls").split(" ")).containsExactlyElementsOf(pages(COUNT)));
    }

    private static void reject(int times) {
        sandbox().fail(Fault.on("/v3/bulk").method("POST").status(400).body("{\"errorCode\":400,\"error\":\"no\"}")
                .times(times));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "AES/CTR/NoPadding" })
    @DisplayName("A redelivery submits all URLs from the file, which is deleted with the exchange")
    void redelivered(String cipher) throws Exception {
        context.getStreamCachingStrategy().setSpoolCipher(cipher);
        reject(2);
        Processor filesExist = exchange -> exchange.setProperty("files", files().size());
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0));
                from("direct:in").to(REPLACE).process(filesExist);
            }
        });

        Exchange done = send("direct:in", pages(COUNT).iterator());

        assertThat(done.getException()).isNull();
        assertThat(done.getProperty("files")).isEqualTo(1);
        assertThat(replacements()).hasSize(3);
        assertComplete(replacements());
        assertThat(files()).isEmpty();
    }

    @Test
    @DisplayName("A dead letter channel behind seda submits all URLs after the first exchange has ended")
    void deadLetterChannel() throws Exception {
        reject(2);
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .errorHandler(deadLetterChannel("seda:dead").maximumRedeliveries(1).redeliveryDelay(0)
                                .useOriginalMessage())
                        .to(REPLACE);
                from("seda:dead").errorHandler(noErrorHandler()).to(REPLACE).to("mock:done");
            }
        });
        getMockEndpoint("mock:done").expectedMessageCount(1);

        assertThat(send("direct:in", pages(COUNT).iterator()).getException()).isNull();

        getMockEndpoint("mock:done").assertIsSatisfied();
        assertThat(replacements()).hasSize(3);
        assertComplete(replacements());
        await().until(() -> files().isEmpty());
    }

    @Test
    @DisplayName("A branch that outlasts its multicast, after whose end the old job is deleted, submits all URLs")
    void multicastTimeout() throws Exception {
        CountDownLatch ended = delayLookup();
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").multicast().parallelProcessing().timeout(300).to("direct:branch").end();
                from("direct:branch").process(exchange -> exchange.getMessage().setBody(pages(COUNT).iterator()))
                        .to(REPLACE).to("mock:done");
            }
        });
        getMockEndpoint("mock:done").expectedMessageCount(1);

        send("direct:in", "");
        ended.countDown();

        getMockEndpoint("mock:done").assertIsSatisfied();
        assertThat(deletions()).isEqualTo(1);
        assertComplete(replacements());
        await().until(() -> files().isEmpty());
    }

    @Test
    @DisplayName("A cached stream whose file is deleted during the lookup is an error, and the job stays")
    void cachedStream() throws Exception {
        CountDownLatch ended = delayLookup();
        String text = String.join("\n", pages(COUNT));
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").multicast().parallelProcessing().timeout(300).to("direct:branch").end();
                from("direct:branch")
                        .process(exchange -> exchange.getMessage()
                                .setBody(new BufferedInputStream(
                                        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))))
                        .convertBodyTo(StreamCache.class)
                        .doTry().to(REPLACE)
                        .doCatch(Exception.class).to("mock:caught");
            }
        });
        getMockEndpoint("mock:caught").expectedMessageCount(1);

        send("direct:in", "");
        ended.countDown();

        getMockEndpoint("mock:caught").assertIsSatisfied();
        assertThat(deletions()).isZero();
        assertThat(replacements()).isEmpty();
    }

    @Test
    @DisplayName("A file that is deleted during the lookup is an error, and the job stays")
    void deletedFile() throws Exception {
        File urls = folder.resolve("urls.txt").toFile();
        Files.writeString(urls.toPath(), String.join("\n", pages(COUNT)));
        sandbox().fail(Fault.on("/v3/bulk").when(request -> request.method().equals("GET") && !urls.delete()).times(1)
                .status(200).body("unused"));

        Exchange failed = send(REPLACE, urls);

        assertThat(failed.getException()).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("urls.txt");
        assertThat(deletions()).isZero();
        assertThat(replacements()).isEmpty();
    }

    /** Delays the response to the lookup of the job until the latch is released. */
    private static CountDownLatch delayLookup() {
        CountDownLatch latch = new CountDownLatch(1);
        sandbox().fail(Fault.on("/v3/bulk").when(request -> request.method().equals("GET") && waited(latch)).times(1)
                .status(200).body("unused"));
        return latch;
    }

    /** Returns false after a wait. */
    private static boolean waited(CountDownLatch latch) {
        try {
            return !latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Test
    @DisplayName("Where the copy cannot be written, the error names the directory, and the job stays")
    void noDirectory() throws Exception {
        context.getStreamCachingStrategy().setSpoolDirectory(Files.createFile(folder.resolve("file")).toFile());

        Exchange failed = send(REPLACE, pages(COUNT).iterator());

        assertThat(failed.getException()).isInstanceOf(UncheckedIOException.class).hasMessageContaining("spoolDirectory");
        assertThat(deletions()).isZero();
        assertThat(replacements()).isEmpty();
    }

    @Test
    @DisplayName("The limit of another step applies to the copy, too")
    void limitOfAnotherStep() throws Exception {
        reject(1);
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").errorHandler(noErrorHandler())
                        .doTry().to(REPLACE)
                        .doCatch(Exception.class).to("diffbot:bulk/other?maxUrls=3");
            }
        });

        Exchange failed = send("direct:in", pages(COUNT).iterator());

        assertThat(failed.getException()).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("maxUrls=3");
        assertThat(replacements()).hasSize(1);
        assertThat(files()).isEmpty();
    }
}
