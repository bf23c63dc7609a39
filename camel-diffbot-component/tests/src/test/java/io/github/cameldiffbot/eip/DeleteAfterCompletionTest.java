/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.apache.camel.RollbackExchangeException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.cameldiffbot.eip.EventDiffbot.records;
import static io.github.cameldiffbot.eip.EventDiffbot.Response.cut;
import static io.github.cameldiffbot.eip.EventDiffbot.Response.whole;
import static org.apache.camel.builder.Builder.constant;
import static org.apache.camel.builder.Builder.simple;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("deleteAfterCompletion deletes the jobs whose end was handled, behind Camel's EIPs")
class DeleteAfterCompletionTest extends EventTestSupport {

    private static final Map<String, Consumer<RouteDefinition>> HANDLED_ERRORS = new TreeMap<>();

    static {
        HANDLED_ERRORS.put("dead letter channel", route -> route
                .errorHandler(new RouteBuilder() {
                    @Override
                    public void configure() {
                        // only its error handlers are used here
                    }
                }.deadLetterChannel("mock:dead")).to("direct:read"));
        HANDLED_ERRORS.put("onException handled",
                route -> route.onException(Exception.class).handled(true).to("mock:dead").end().to("direct:read"));
        HANDLED_ERRORS.put("onException continued",
                route -> route.onException(Exception.class).continued(true).to("mock:dead").end().to("direct:read"));
        HANDLED_ERRORS.put("doTry",
                route -> route.doTry().to("direct:read").doCatch(Exception.class).to("mock:dead").end());
    }

    static Stream<String> handledErrors() {
        return HANDLED_ERRORS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("steps")
    @DisplayName("A job whose results were read to their end is deleted")
    void deletesWhatWasRead(String steps) throws Exception {
        diffbot.ended("shop", 3);
        consume("", STEPS.get(steps));

        await().untilAsserted(() -> assertThat(diffbot.deleted()).containsExactly("shop"));
        assertThat(handled).containsExactlyInAnyOrder("shop-0", "shop-1", "shop-2");
    }

    @ParameterizedTest
    @MethodSource("handledErrors")
    @DisplayName("A job whose results broke off is kept, although the route handled the error")
    void leavesWhatBrokeOff(String errorHandling) throws Exception {
        diffbot.ended("shop", 3);
        diffbot.data((job, attempt) -> cut(records(job, 3), 90));
        consume("", HANDLED_ERRORS.get(errorHandling));

        isLeft("shop");
        assertThat(getMockEndpoint("mock:dead").getReceivedCounter()).isPositive();
    }

    @Test
    @DisplayName("An event whose results broke off is delivered again, and its job is deleted after they were read")
    void deletesAfterTheNextRead() throws Exception {
        diffbot.ended("shop", 3);
        diffbot.data((job, attempt) -> attempt < 3 ? cut(records(job, 3), 90) : whole(records(job, 3)));
        consume("", route -> route.to("direct:read"));

        await().untilAsserted(() -> assertThat(diffbot.deleted()).containsExactly("shop"));
        assertThat(diffbot.reads("shop")).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = { "filter", "wireTap" })
    @DisplayName("A job whose results the event's own exchange did not read is kept")
    void leavesWhatWasNotRead(String step) throws Exception {
        diffbot.ended("shop", 3);
        consume("", route -> {
            if (step.equals("filter")) {
                route.filter(constant(false)).to("direct:read").end();
            } else {
                route.wireTap("mock:tap");
            }
            route.to("mock:end");
        });

        isLeft("shop");
        assertThat(diffbot.reads("shop")).isZero();
    }

    @ParameterizedTest
    @CsvSource({
            "'', 10, '[{\"id\":\"a\"},{\"id\":\"b\"},{\"id\":\"c\"}]'",
            "'', 10, '[]'",
            "'&incremental=true&stateRepository=#positions', 10, '[{\"id\":\"a\"},{\"id\":\"b\"},{\"id\":\"c\"}]'",
            "'&onBadRecord=skip', 2, '[1,2]'",
            "'&onBadRecord=skip', 2, '[{\"id\":\"a\"},2]'",
            "'&format=csv', 10, 'id'" })
    @DisplayName("A job with missing results is kept")
    void leavesWhatIsIncomplete(String options, int found, String response) throws Exception {
        context.getRegistry().bind("positions", new MemoryStateRepository());
        diffbot.ended("shop", found);
        diffbot.data((job, attempt) -> whole(response));
        consume(options, HANDLED_ERRORS.get("dead letter channel"));

        isLeft("shop");
        assertThat(diffbot.reads("shop")).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "&raw=true", "&raw=true&localWorkDirectory=target/work", "&raw=true&format=csv",
            "&raw=true&format=csv&localWorkDirectory=target/work" })
    @DisplayName("A job whose raw results are empty although it found objects is kept")
    void leavesEmptyRawResults(String options) throws Exception {
        diffbot.ended("shop", 10);
        diffbot.data((job, attempt) -> whole(options.contains("csv") ? "" : "[]"));
        consume(options, route -> route.onException(Exception.class).handled(true).end().convertBodyTo(String.class));

        isLeft("shop");
    }

    @ParameterizedTest
    @ValueSource(strings = { "&raw=true", "&raw=true&localWorkDirectory=target/work" })
    @DisplayName("A job whose raw results were read is deleted")
    void deletesAfterRawResults(String options) throws Exception {
        diffbot.ended("shop", 3);
        consume(options, route -> route.convertBodyTo(String.class));

        await().untilAsserted(() -> assertThat(diffbot.deleted()).containsExactly("shop"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "filter", "log ${body.length}", "log ${body}", "log component", "${body}", "${body.name}", "${body.path}",
            "${body.absolutePath}", "${body.toPath}", "first byte" })
    @DisplayName("A job whose results are in a file that the route does not read is kept, also when it uses the path")
    void leavesAFileThatWasNotRead(String step) throws Exception {
        diffbot.ended("shop", 3);
        consume("&raw=true&localWorkDirectory=target/work", route -> {
            switch (step) {
                case "filter" -> route.filter(constant(false)).to("direct:read").end();
                case "log ${body}", "log ${body.length}" -> route.log(step.substring(4));
                case "log component" -> route.to("log:file?showAll=true&showFiles=true");
                case "first byte" -> route.process(exchange -> {
                    try (InputStream stream = exchange.getMessage().getBody(InputStream.class)) {
                        stream.read();
                    }
                });
                default -> route.setHeader("shown", simple(step));
            }
            route.to("mock:end");
        });

        await().untilAsserted(() -> assertThat(getMockEndpoint("mock:end").getReceivedCounter()).isEqualTo(1));
        isLeft("shop");
    }

    @ParameterizedTest
    @ValueSource(strings = { "move", "String", "byte[]", "java.io.Reader", "java.io.InputStream" })
    @DisplayName("A job whose results are in a file that the route moves or reads to its end by a converter is deleted")
    void deletesAfterAFileWasTaken(String step, @TempDir Path directory) throws Exception {
        diffbot.ended("shop", 3);
        consume("&raw=true&localWorkDirectory=target/work", route -> {
            if (!step.equals("move")) {
                route.convertBodyTo(typeNamed(step));
            }
            route.to("file:" + directory);
        });

        await().untilAsserted(() -> assertThat(diffbot.deleted()).containsExactly("shop"));
        assertThat(directory.resolve("shop.json")).hasContent(records("shop", 3));
    }

    private Class<?> typeNamed(String name) {
        return context.getClassResolver().resolveClass(name);
    }

    @Test
    @DisplayName("With the event alone a job is deleted after its event was handled")
    void deletesAfterTheEventAlone() throws Exception {
        diffbot.ended("shop", 3);
        consume("&fetch=job", route -> route.to("mock:end"));

        await().untilAsserted(() -> assertThat(diffbot.deleted()).containsExactly("shop"));
    }

    @Test
    @DisplayName("A job whose results the route reads by itself, but not to their end, is kept")
    void leavesWhatTheRouteDidNotReadToItsEnd() throws Exception {
        diffbot.ended("shop", 3);
        diffbot.data((job, attempt) -> cut(records(job, 3), 90));
        consume("&fetch=job", route -> route.doTry().to("diffbot:bulk?operation=data").to("direct:read")
                .doCatch(Exception.class).to("mock:end").end());

        isLeft("shop");
        assertThat(diffbot.reads("shop")).isPositive();
    }

    @Test
    @DisplayName("A failed job without objects is deleted unread")
    void deletesWhatFailed() throws Exception {
        diffbot.put("shop", 10, 0);
        consume("", route -> route.to("mock:end"));

        await().untilAsserted(() -> assertThat(diffbot.deleted()).containsExactly("shop"));
    }

    @Test
    @DisplayName("A rollback keeps the job and delivers the event again")
    void leavesAfterARollback() throws Exception {
        diffbot.ended("shop", 3);
        AtomicInteger runs = new AtomicInteger();
        consume("", route -> route.to("direct:read").choice().when(exchange -> runs.getAndIncrement() < 2)
                .markRollbackOnly().end());

        await().untilAsserted(() -> assertThat(diffbot.deleted()).containsExactly("shop"));
        assertThat(runs).hasValue(3);
        assertThat(diffbot.reads("shop")).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = { "maxRecords", "num" })
    @DisplayName("A limit on the records is an error at the start")
    void refusesALimit(String option) {
        assertThatThrownBy(() -> consume("&" + option + "=2", route -> route.to("mock:end")))
                .rootCause().isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("deleteAfterCompletion").hasMessageContaining(option);
    }

    @Test
    @DisplayName("A job that received more work from the route is kept until it ends again")
    void leavesWhatWasUpdated() throws Exception {
        diffbot.ended("shop", 3);
        AtomicInteger ends = new AtomicInteger();
        consume("", route -> route.to("direct:read").choice().when(exchange -> ends.getAndIncrement() == 0)
                .setBody(constant("http://example.org/more")).to("diffbot:bulk/shop?operation=update").end());

        await().until(() -> diffbot.updates() == 1);
        isLeft("shop");
        diffbot.put("shop", 7, 3);
        diffbot.data((job, attempt) -> whole(records(job, 4)));
        int before = diffbot.calls();
        await().until(() -> diffbot.calls() > before + 3);
        diffbot.ended("shop", 4);

        await().untilAsserted(() -> assertThat(diffbot.deleted()).containsExactly("shop"));
        assertThat(ends).hasValue(2);
    }

    @Test
    @DisplayName("A suspended route deletes after it is resumed")
    void deletesAfterSuspension() throws Exception {
        consume("", route -> route.to("direct:read"));
        context.getRouteController().suspendRoute("events");
        diffbot.ended("shop", 3);
        context.getRouteController().resumeRoute("events");

        await().untilAsserted(() -> assertThat(diffbot.deleted()).containsExactly("shop"));
    }

    @Test
    @DisplayName("A route that stops while it reads keeps the job, and deletes it after the next start")
    void leavesWhenTheRouteStops() throws Exception {
        diffbot.ended("shop", 3);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch proceed = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        consume("", route -> route.process(exchange -> {
            if (runs.getAndIncrement() == 0) {
                begun.countDown();
                proceed.await();
                throw new RollbackExchangeException(exchange);
            }
        }).to("direct:read"));
        begun.await();
        CompletableFuture<Void> stop = CompletableFuture.runAsync(this::stopEvents);
        ServiceSupport consumer = (ServiceSupport) context.getRoute("events").getConsumer();
        // from now on it does not poll
        await().until(() -> consumer.isSuspendingOrSuspended() || consumer.isStoppingOrStopped());
        proceed.countDown();
        stop.join();
        isLeft("shop");
        context.getRouteController().startRoute("events");

        await().untilAsserted(() -> assertThat(diffbot.deleted()).containsExactly("shop"));
    }

    private void stopEvents() {
        try {
            context.getRouteController().stopRoute("events");
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }
}
