/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.io.BufferedReader;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.LoggedLines;
import org.apache.camel.Processor;
import org.apache.camel.builder.DeadLetterChannelBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.cameldiffbot.eip.EventDiffbot.records;
import static io.github.cameldiffbot.eip.EventDiffbot.Response.whole;
import static org.apache.camel.builder.Builder.bodyAs;
import static org.apache.camel.builder.Builder.constant;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("deleteAfterCompletion keeps a job of whose results only a part was read")
class DeletionPartialReadsTest extends EventTestSupport {

    private static final String FILE = "&raw=true&localWorkDirectory=target/work";

    /** Ways to handle the error of the step that reads a part. */
    private static final Map<String, Consumer<RouteDefinition>> HANDLED = new TreeMap<>();

    static {
        HANDLED.put("dead letter channel",
                route -> route.errorHandler(new DeadLetterChannelBuilder("mock:dead")).to("direct:part"));
        HANDLED.put("onException handled",
                route -> route.onException(Exception.class).handled(true).to("mock:dead").end().to("direct:part"));
        HANDLED.put("onException continued",
                route -> route.onException(Exception.class).continued(true).to("mock:dead").end().to("direct:part"));
        HANDLED.put("doTry", route -> route.doTry().to("direct:part").doCatch(Exception.class).to("mock:dead").end());
    }

    static Stream<String> handled() {
        return HANDLED.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("handled")
    @FaultCase("L3")
    @DisplayName("A job is kept whose file a step began to read before it failed, although the route handled the error")
    void leavesAFileThatWasReadInPart(String errorHandling) throws Exception {
        diffbot.ended("shop", 3);
        partOf(exchange -> {
            try (BufferedReader file = exchange.getMessage().getBody(BufferedReader.class)) {
                assertThat(file.read()).isEqualTo('[');
            }
            throw new IllegalStateException("disk full");
        });
        consume(FILE, HANDLED.get(errorHandling));

        await().untilAsserted(() -> assertThat(getMockEndpoint("mock:dead").getReceivedCounter()).isPositive());
        isLeft("shop");
    }

    @Test
    @DisplayName("A job is deleted whose file was moved before a later step failed, which the route handled")
    void deletesAfterAFileWasMoved() throws Exception {
        diffbot.ended("shop", 3);
        partOf(exchange -> {
            throw new IllegalStateException("later");
        });
        consume(FILE, route -> route.to("file:target/moved").doTry().to("direct:part").doCatch(Exception.class)
                .to("mock:dead").end());

        await().untilAsserted(() -> assertThat(diffbot.deleted()).containsExactly("shop"));
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    @DisplayName("A job is kept whose raw results a route only copied into a stream cache, and the log says why")
    void leavesWhatWasOnlyCached(boolean read) throws Exception {
        diffbot.ended("shop", 3);
        try (LoggedLines log = new LoggedLines()) {
            add(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:cached").streamCache("true").filter(constant(read)).convertBodyTo(String.class).end()
                            .to("mock:end");
                }
            });
            consume("&raw=true", route -> route.streamCache("false").to("direct:cached"));

            await().untilAsserted(() -> assertThat(log.lines()).anyMatch(
                    line -> line.contains("'shop' is not deleted") && line.contains("stream cache")));
            isLeft("shop");
        }
        assertThat(getMockEndpoint("mock:end").getReceivedCounter()).isOne();
    }

    @Test
    @DisplayName("A search of the job does not make up for its data that broke off")
    void searchIsNoRead() throws Exception {
        diffbot.ended("shop", 3);
        diffbot.data((job, attempt) -> EventDiffbot.Response.cut(records(job, 3), 90));
        consume("&fetch=job", route -> route.doTry().to("diffbot:bulk/shop?operation=data").to("direct:read")
                .doCatch(Exception.class).to("diffbot:bulk/shop?operation=search&query=type:article")
                .split(bodyAs(Object.class))
                .to("mock:found").end().end().to("mock:end"));

        await().untilAsserted(() -> assertThat(getMockEndpoint("mock:end").getReceivedCounter()).isEqualTo(1));
        isLeft("shop");
        assertThat(getMockEndpoint("mock:found").getReceivedCounter()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = { "maxRecords=2", "num=2", "num=2&raw=true", "maxRecords=2&format=csv" })
    @DisplayName("A job is kept of whose data the route itself reads a limited number")
    void leavesWhatWasLimited(String limit) throws Exception {
        diffbot.ended("shop", 3);
        diffbot.data((job, attempt) -> whole(limit.contains("csv") ? "id\n1\n2\n3\n" : records(job, 3)));
        consume("&fetch=job", route -> route.to("diffbot:bulk/shop?operation=data&" + limit)
                .choice().when(exchange -> limit.contains("raw")).convertBodyTo(String.class)
                .otherwise().split(bodyAs(Object.class)).streaming().to("mock:record").end().end().to("mock:end"));

        await().untilAsserted(() -> assertThat(getMockEndpoint("mock:end").getReceivedCounter()).isEqualTo(1));
        isLeft("shop");
    }

    @Test
    @DisplayName("A job is deleted whose URL report was read to its end, also when only some of its rows were selected")
    void deletesAfterASelection() throws Exception {
        diffbot.ended("shop", 3);
        diffbot.data((job, attempt) -> whole("Url,Crawl Status\nhttps://a.example/0,Success\nhttps://a.example/1,Timeout\n"));
        consume("&fetch=urlReport&urlStatus=failed",
                route -> route.split(bodyAs(Object.class)).streaming().to("mock:row").end());

        await().untilAsserted(() -> assertThat(diffbot.deleted()).containsExactly("shop"));
        assertThat(getMockEndpoint("mock:row").getReceivedCounter()).isOne();
    }

    @Test
    @DisplayName("A job is kept whose incremental read could not begin, although the route handled the error")
    void leavesWhatCouldNotBegin() throws Exception {
        diffbot.ended("shop", 3);
        context.getRegistry().bind("positions", new BrokenRepository(true, false));
        add(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:part").errorHandler(noErrorHandler())
                        .to("diffbot:bulk/shop?operation=data&incremental=true&stateRepository=#positions").to("direct:read");
            }
        });
        consume("&fetch=job", route -> route.doTry().to("direct:part").doCatch(Exception.class).to("mock:dead").end());

        await().untilAsserted(() -> assertThat(getMockEndpoint("mock:dead").getReceivedCounter()).isPositive());
        isLeft("shop");
    }

    @Test
    @DisplayName("A job is deleted of which all was read, although the checkpoint could not be saved")
    void deletesWithoutACheckpoint() throws Exception {
        diffbot.ended("shop", 3);
        context.getRegistry().bind("positions", new BrokenRepository(false, true));
        consume("&incremental=true&stateRepository=#positions", route -> route.to("direct:read"));

        await().untilAsserted(() -> assertThat(diffbot.deleted()).containsExactly("shop"));
        assertThat(handled).containsExactly("shop-0", "shop-1", "shop-2");
    }

    private void partOf(Processor step) throws Exception {
        add(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:part").errorHandler(noErrorHandler()).process(step);
            }
        });
    }

    /** A repository of checkpoints that fails. */
    private static final class BrokenRepository extends MemoryStateRepository implements StateRepository<String, String> {

        private final boolean onRead;
        private final boolean onSave;

        BrokenRepository(boolean onRead, boolean onSave) {
            this.onRead = onRead;
            this.onSave = onSave;
        }

        @Override
        public String getState(String key) {
            if (onRead) {
                throw new IllegalStateException("no connection");
            }
            return super.getState(key);
        }

        @Override
        public void setState(String key, String value) {
            if (onSave) {
                throw new IllegalStateException("no connection");
            }
            super.setState(key, value);
        }
    }
}
