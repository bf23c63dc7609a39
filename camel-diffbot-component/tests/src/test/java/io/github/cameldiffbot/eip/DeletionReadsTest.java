/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.cameldiffbot.eip.EventDiffbot.records;
import static io.github.cameldiffbot.eip.EventDiffbot.Response.cut;
import static io.github.cameldiffbot.eip.EventDiffbot.Response.whole;
import static org.apache.camel.builder.Builder.body;
import static org.apache.camel.builder.Builder.constant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("With the event alone, deleteAfterCompletion considers each read of the job's results anywhere in the route")
class DeletionReadsTest extends EventTestSupport {

    private static final String DATA = "diffbot:bulk?operation=data";
    private static final String REPORT = "Url,Crawl Status\nhttps://a.example/0,Success\n";

    /** Ways to read the data, which breaks off, and to continue nevertheless. */
    private static final Map<String, Consumer<RouteDefinition>> WAYS = new TreeMap<>();

    static {
        WAYS.put("URL report afterwards", route -> broken(route).setHeader("CamelDiffbotJobName", constant("shop"))
                .to("diffbot:bulk?operation=urlReport").split(body()).streaming().to("mock:row").end());
        WAYS.put("another job afterwards", route -> broken(route).to("diffbot:bulk/reference?operation=data").split(body())
                .streaming().to("mock:row").end());
        WAYS.put("enrich", route -> route.enrich("direct:handled", (original, read) -> original));
        WAYS.put("split", route -> route.split(constant(List.of("a"))).to("direct:handled").end());
        WAYS.put("multicast", route -> route.multicast().to("direct:handled", "mock:other").end());
        WAYS.put("recipientList",
                route -> route.recipientList(constant("direct:handled,mock:other")).parallelProcessing().end());
        WAYS.put("loop", route -> route.loop(1).copy().to("direct:handled").end());
        WAYS.put("template", route -> route.process(DeletionReadsTest::readByTemplate));
        WAYS.put("onCompletion", route -> route.onCompletion().to("direct:handled").end());
    }

    static Stream<String> ways() {
        return WAYS.keySet().stream();
    }

    private static RouteDefinition broken(RouteDefinition route) {
        return route.to("direct:handled");
    }

    private static void readByTemplate(Exchange exchange) throws Exception {
        try (ProducerTemplate template = exchange.getContext().createProducerTemplate()) {
            assertThatThrownBy(() -> template.requestBody("diffbot:bulk/shop?operation=data", null, List.class))
                    .isInstanceOf(CamelExecutionException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    @DisplayName("A job whose data broke off is kept, wherever the route read it and whatever it read afterwards")
    void leavesWhatBrokeOff(String way) throws Exception {
        diffbot.ended("shop", 3);
        diffbot.data((job, attempt) -> !job.equals("shop") ? whole(records(job, 3))
                : attempt == 1 ? cut(records(job, 3), 90) : whole(REPORT));
        addHandledRoute();
        consume("&fetch=job", route -> {
            WAYS.get(way).accept(route);
            route.to("mock:end");
        });

        await().untilAsserted(() -> assertThat(getMockEndpoint("mock:end").getReceivedCounter()).isEqualTo(1));
        isLeft("shop");
        assertThat(diffbot.reads("shop")).isPositive();
    }

    @Test
    @DisplayName("A job that a wire tap still reads is kept if that read breaks off")
    void leavesWhatBrokeOffInATap() throws Exception {
        diffbot.ended("shop", 3);
        diffbot.data((job, attempt) -> cut(records(job, 3), 90));
        addHandledRoute();
        consume("&fetch=job", route -> route.wireTap("direct:handled").end()
                .process(exchange -> await().until(() -> diffbot.reads("shop") == 1)).to("mock:end"));

        await().untilAsserted(() -> assertThat(getMockEndpoint("mock:dead").getReceivedCounter()).isEqualTo(1));
        isLeft("shop");
    }

    @Test
    @DisplayName("A job whose data could not be requested is kept, although the route handled the error")
    void leavesWhatCouldNotBeRequested() throws Exception {
        diffbot.ended("shop", 3);
        consume("&fetch=job", route -> route.doTry().to("diffbot:bulk?operation=data&maxDownloadSize=1").split(body())
                .to("mock:row").end().endDoTry().doCatch(Exception.class).to("mock:end").end());

        isLeft("shop");
        assertThat(getMockEndpoint("mock:end").getReceivedCounter()).isPositive();
    }

    @Test
    @DisplayName("A job whose data was requested and not read is kept, also if the URL report was read")
    void leavesWhatWasRequestedOnly() throws Exception {
        diffbot.ended("shop", 3);
        diffbot.data((job, attempt) -> attempt == 1 ? whole(records(job, 3)) : whole(REPORT));
        consume("&fetch=job", route -> route.to(DATA).to("diffbot:bulk?operation=urlReport").split(body()).streaming()
                .to("mock:row").end().to("mock:end"));

        await().untilAsserted(() -> assertThat(getMockEndpoint("mock:end").getReceivedCounter()).isEqualTo(1));
        isLeft("shop");
    }

    @Test
    @DisplayName("A job of whose raw data only a number was requested is kept")
    void leavesWhatWasRequestedInPart() throws Exception {
        diffbot.ended("shop", 3);
        consume("&fetch=job", route -> route.to(DATA + "&raw=true&num=2").convertBodyTo(String.class).to("mock:end"));

        await().untilAsserted(() -> assertThat(getMockEndpoint("mock:end").getReceivedCounter()).isEqualTo(1));
        isLeft("shop");
    }

    @ParameterizedTest
    @ValueSource(strings = { "&fetch=job", "&fetch=data" })
    @DisplayName("A job whose data broke off is deleted after the same route has read it again to its end")
    void deletesAfterALaterRead(String fetch) throws Exception {
        diffbot.ended("shop", 3);
        diffbot.data((job, attempt) -> attempt == 1 ? cut(records(job, 3), 90) : whole(records(job, 3)));
        consume(fetch, route -> {
            if (fetch.equals("&fetch=job")) {
                route.to(DATA);
            }
            route.doTry().to("direct:read").doCatch(Exception.class).to("diffbot:bulk/shop?operation=data").to("direct:read")
                    .end();
        });

        await().untilAsserted(() -> assertThat(diffbot.deleted()).containsExactly("shop"));
        assertThat(handled).endsWith("shop-0", "shop-1", "shop-2");
    }

    private void addHandledRoute() throws Exception {
        add(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:handled").errorHandler(noErrorHandler()).doTry().to(DATA).split(body()).streaming()
                        .to("direct:handle").end().endDoTry().doCatch(Exception.class).to("mock:dead").end();
            }
        });
    }
}
