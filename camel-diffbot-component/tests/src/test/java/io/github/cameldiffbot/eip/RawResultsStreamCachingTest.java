/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.cameldiffbot.error.DiffbotTruncatedDataException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.SynchronizationAdapter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.cameldiffbot.eip.EventDiffbot.records;
import static io.github.cameldiffbot.eip.EventDiffbot.Response.cut;
import static io.github.cameldiffbot.eip.EventDiffbot.Response.whole;
import static org.apache.camel.builder.Builder.body;
import static org.apache.camel.builder.Builder.constant;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Raw results with Camel's stream caching, the default: they are downloaded once, on the first read, and a job counts
 * as read when a reader has received all of it.
 */
@DisplayName("With stream caching raw results are downloaded once, on the first read")
class RawResultsStreamCachingTest extends EventTestSupport {

    private static final String DATA = records("shop", 3);

    private static final Map<String, Consumer<RouteDefinition>> UNREAD = new TreeMap<>();

    static {
        UNREAD.put("filter", route -> route.filter(constant(false)).convertBodyTo(String.class).end());
        UNREAD.put("nothing", route -> route.to("mock:other"));
        UNREAD.put("multicast", route -> route.multicast().parallelProcessing().to("mock:other", "mock:another").end());
        UNREAD.put("log component", route -> route.to("log:raw?showStreams=true"));
        UNREAD.put("log step", route -> route.log(LoggingLevel.INFO, "${body}").delay(1));
        UNREAD.put("first byte", route -> route.process(exchange -> stream(exchange).read()));
        UNREAD.put("replaced", route -> route.setBody(constant("other")).convertBodyTo(byte[].class));
    }

    @TempDir
    private Path directory;

    private final List<String> texts = new CopyOnWriteArrayList<>();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camelContext = super.createCamelContext();
        camelContext.getStreamCachingStrategy().setSpoolEnabled(true);
        camelContext.getStreamCachingStrategy().setSpoolThreshold(1);
        camelContext.getStreamCachingStrategy().setSpoolDirectory(directory.resolve("spool").toFile());
        return camelContext;
    }

    static Stream<String> unread() {
        return UNREAD.keySet().stream();
    }

    private static InputStream stream(Exchange exchange) {
        return exchange.getMessage().getBody(InputStream.class);
    }

    private void read(Exchange exchange) throws IOException {
        texts.add(new String(stream(exchange).readAllBytes(), StandardCharsets.UTF_8));
    }

    private void raw(Consumer<RouteDefinition> steps) throws Exception {
        consume("&fetch=data&raw=true", steps);
    }

    private void isDeleted() {
        await().untilAsserted(() -> assertThat(diffbot.deleted()).containsExactly("shop"));
        assertThat(diffbot.reads("shop")).isEqualTo(1);
        hasNoFile();
    }

    private void hasNoFile() {
        await().untilAsserted(() -> assertThat(spooled()).isZero());
    }

    private long spooled() {
        Path spool = directory.resolve("spool");
        if (!Files.isDirectory(spool)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(spool)) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("unread")
    @DisplayName("A job whose raw data the route did not read to its end is kept")
    void leavesWhatWasNotRead(String step) throws Exception {
        diffbot.ended("shop", 3);
        raw(route -> {
            UNREAD.get(step).accept(route);
            route.to("mock:end");
        });

        await().untilAsserted(() -> assertThat(getMockEndpoint("mock:end").getReceivedCounter()).isEqualTo(1));
        isLeft("shop");
        assertThat(diffbot.reads("shop")).isEqualTo(step.startsWith("log") || step.equals("first byte") ? 1 : 0);
        hasNoFile();
    }

    @ParameterizedTest
    @ValueSource(longs = { 1, 1_000_000 })
    @DisplayName("Several steps and a log can each read all of it, with one download")
    void readsAgain(long threshold) throws Exception {
        context.getStreamCachingStrategy().setSpoolThreshold(threshold);
        diffbot.ended("shop", 3);
        raw(route -> route.to("log:raw?showStreams=true").process(this::read).process(this::read)
                .to("direct:again").process(exchange -> texts.add(exchange.getMessage().getBody(String.class)))
                .process(exchange -> texts
                        .add(new String(exchange.getMessage().getBody(byte[].class), StandardCharsets.UTF_8))));
        addAgain();

        isDeleted();
        assertThat(texts).hasSize(5).containsOnly(DATA);
    }

    private void addAgain() throws Exception {
        add(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:again").process(RawResultsStreamCachingTest.this::read);
            }
        });
    }

    @Test
    @DisplayName("convertBodyTo, a split into lines and a file endpoint read all of it")
    void convertsAndWrites() throws Exception {
        diffbot.ended("shop", 3);
        raw(route -> route.to("file:" + directory.resolve("out") + "?fileName=shop.json")
                .split(body().tokenize("\n")).streaming().process(exchange -> texts.add("line")).end()
                .convertBodyTo(String.class).process(exchange -> texts.add(exchange.getMessage().getBody(String.class))));

        isDeleted();
        assertThat(directory.resolve("out/shop.json")).hasContent(DATA);
        assertThat(texts).containsExactly("line", DATA);
    }

    @Test
    @DisplayName("A parser that stops at the last bracket has read all of it")
    void parserStopsEarly() throws Exception {
        diffbot.ended("shop", 3);
        raw(route -> route.process(exchange -> texts.add(new String(
                stream(exchange).readNBytes(DATA.length()),
                StandardCharsets.UTF_8))));

        isDeleted();
        assertThat(texts).containsExactly(DATA);
    }

    @Test
    @DisplayName("A redelivered step reads all of it from the start")
    void redelivered() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        diffbot.ended("shop", 3);
        raw(route -> route.onException(IllegalStateException.class).maximumRedeliveries(3).redeliveryDelay(0).end()
                .process(exchange -> {
                    if (attempts.getAndIncrement() < 2) {
                        stream(exchange).readNBytes(10 * attempts.get());
                        throw new IllegalStateException("not yet");
                    }
                    read(exchange);
                }));

        isDeleted();
        assertThat(attempts).hasValue(3);
        assertThat(texts).containsExactly(DATA);
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    @DisplayName("Each branch of a multicast reads all of it, also behind another branch")
    void multicast(boolean parallel) throws Exception {
        diffbot.ended("shop", 3);
        addAgain();
        raw(route -> route.multicast().parallelProcessing(parallel).to("direct:again", "direct:nested").end()
                .process(this::read));
        add(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:nested").multicast().parallelProcessing(parallel).to("direct:again", "mock:other").end()
                        .process(RawResultsStreamCachingTest.this::read);
            }
        });

        isDeleted();
        assertThat(texts).hasSize(4).containsOnly(DATA);
    }

    @Test
    @DisplayName("A tap reads all of it after the route has read it and ended, and then the file is deleted")
    void wireTap() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        add(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:tap").process(exchange -> {
                    assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
                    read(exchange);
                });
            }
        });
        diffbot.ended("shop", 3);
        raw(route -> route.process(this::read).wireTap("direct:tap").end()
                .process(exchange -> exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                    @Override
                    public int getOrder() {
                        return LOWEST;
                    }

                    @Override
                    public void onDone(Exchange done) {
                        ended.countDown();
                    }
                })));

        isDeleted();
        await().untilAsserted(() -> assertThat(texts).containsExactly(DATA, DATA));
    }

    @Test
    @DisplayName("The results of an enrich are read behind it")
    void enrich() throws Exception {
        diffbot.ended("shop", 3);
        add(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:bring").to("diffbot:bulk/shop?operation=data&raw=true");
            }
        });
        consume("&fetch=job", route -> route.enrich("direct:bring").process(this::read));

        isDeleted();
        assertThat(texts).containsExactly(DATA);
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    @DisplayName("A download that broke off fails again for each reader, in redeliveries and the dead letter channel")
    void truncated(boolean connection) throws Exception {
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        diffbot.ended("shop", 3);
        diffbot.data((job, attempt) -> connection ? cut(DATA, 60) : whole(DATA.substring(0, 60)));
        raw(route -> route.onException(Exception.class).handled(true).maximumRedeliveries(2).redeliveryDelay(0)
                .doTry().process(exchange -> readFailing(exchange, failures)).doCatch(Exception.class).to("mock:dead").end()
                .end().process(exchange -> readFailing(exchange, failures)));

        await().untilAsserted(() -> assertThat(getMockEndpoint("mock:dead").getReceivedCounter()).isEqualTo(1));
        assertThat(failures).hasSize(4);
        assertThat(failures.stream().distinct()).hasSize(1);
        assertThat(failures.get(0)).isInstanceOf(connection ? IOException.class : DiffbotTruncatedDataException.class);
        isLeft("shop");
        assertThat(diffbot.reads("shop")).isEqualTo(1);
        hasNoFile();
    }

    private void readFailing(Exchange exchange, List<Throwable> failures) throws Exception {
        try {
            read(exchange);
        } catch (IOException | RuntimeException e) {
            failures.add(e);
            throw e;
        }
    }

    @Test
    @DisplayName("Large data is spooled to a file, which is deleted with the exchange")
    void large() throws Exception {
        context.getStreamCachingStrategy().setSpoolThreshold(100_000);
        String large = "[" + "{\"id\":1,\"text\":\"0123456789\"},".repeat(600_000) + "{}]";
        List<Long> sizes = new CopyOnWriteArrayList<>();
        diffbot.ended("shop", 3);
        diffbot.data((job, attempt) -> whole(large));
        raw(route -> route.process(exchange -> sizes.add(spooled()))
                .process(exchange -> sizes.add(stream(exchange).transferTo(OutputStream.nullOutputStream())))
                .process(exchange -> sizes.add(stream(exchange).transferTo(OutputStream.nullOutputStream())))
                .process(exchange -> sizes.add(spooled())));

        isDeleted();
        assertThat(sizes).containsExactly(0L, (long) large.length(), (long) large.length(), 1L);
    }
}
