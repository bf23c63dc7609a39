/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.error.DiffbotWaitTimeoutException;
import io.github.cameldiffbot.sandbox.Fault;
import io.github.cameldiffbot.sandbox.model.RecordedRequest;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.converter.stream.InputStreamCache;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

@DisplayName("URLs that can be read only once are submitted completely or not at all")
class SingleUseUrlsTest extends SubmissionTestSupport {

    private static final int COUNT = 5;

    static Stream<Arguments> sources() {
        return Stream.of("Iterator", "Stream", "Iterable", "InputStream", "Reader").map(Arguments::arguments);
    }

    private static Object source(String kind) {
        String text = String.join("\n", pages(COUNT));
        return switch (kind) {
            case "Iterator" -> pages(COUNT).iterator();
            case "Stream" -> pages(COUNT).stream();
            case "Iterable" -> (Iterable<String>) pages(COUNT)::iterator;
            case "InputStream" -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
            default -> new StringReader(text);
        };
    }

    @ParameterizedTest
    @MethodSource("sources")
    @DisplayName("A redelivery does not submit the rest: it fails, with the failure of the first attempt")
    void redelivery(String kind) throws Exception {
        sandbox().fail(Fault.on("/v3/bulk").method("POST").status(400).body("{\"errorCode\":400,\"error\":\"no\"}").times(1));
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0).logExhausted(false));
                from("direct:in").streamCache("false").to("diffbot:bulk/job");
            }
        });

        Exchange exchange = send("direct:in", source(kind));

        usedUp(exchange.getException());
        assertThat(exchange.getException()).hasCauseInstanceOf(DiffbotException.class);
        assertThat(posts()).hasSize(1);
    }

    @Test
    @DisplayName("A message goes to the dead letter channel once, and its URLs are not read again there")
    void deadLetterChannel() throws Exception {
        sandbox().fail(Fault.on("/v3/bulk").method("POST").status(400).body("{\"errorCode\":400,\"error\":\"no\"}").times(1));
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(deadLetterChannel("direct:dead").maximumRedeliveries(1).redeliveryDelay(0).logExhausted(false));
                from("direct:in").to("diffbot:bulk/job");
                from("direct:dead").errorHandler(noErrorHandler()).to("mock:dead").to("diffbot:bulk/other");
            }
        });
        MockEndpoint dead = getMockEndpoint("mock:dead");
        dead.expectedMessageCount(1);

        send("direct:in", pages(COUNT).iterator());

        dead.assertIsSatisfied();
        assertThat(posts()).hasSize(1);
    }

    @Test
    @DisplayName("A source that fails in the middle and could continue creates no job, and the rest is not submitted")
    void sourceThatBreaks() throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0).logExhausted(false));
                from("direct:in").to("diffbot:bulk/job");
            }
        });

        usedUp(send("direct:in", new BreakingOnce(pages(COUNT).iterator())).getException());

        assertThat(sandbox().job("job")).isNull();
    }

    @Test
    @DisplayName("doTry and onException do not read the URLs again")
    void caught() throws Exception {
        sandbox().fail(Fault.on("/v3/bulk").method("POST").status(400).body("{\"errorCode\":400,\"error\":\"no\"}").times(2));
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(DiffbotException.class).onWhen(exchange -> "direct:handled".equals(
                        exchange.getFromEndpoint().getEndpointKey().replace("//", ""))).handled(true).to("diffbot:bulk/other");
                from("direct:tried").doTry().to("diffbot:bulk/job").doCatch(DiffbotException.class).to("diffbot:bulk/other");
                from("direct:handled").to("diffbot:bulk/job");
            }
        });

        usedUp(send("direct:tried", pages(COUNT).iterator()).getException());
        usedUp(send("direct:handled", pages(COUNT).iterator()).getException());
        assertThat(posts()).hasSize(2);
    }

    @Test
    @DisplayName("Of several steps with one source, one receives all URLs and the others an error")
    void severalSteps() throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:multicast").multicast().to("diffbot:bulk/a", "diffbot:bulk/b");
                from("direct:parallel").multicast().parallelProcessing().to("diffbot:bulk/c", "diffbot:bulk/d");
                from("direct:recipients").recipientList(constant("diffbot:bulk/e,diffbot:bulk/f"));
                from("direct:dynamic").loop(2).toD("diffbot:bulk/g${exchangeProperty.CamelLoopIndex}", 1);
                from("direct:slip").routingSlip(constant("diffbot:bulk/h,direct:restored,diffbot:bulk/i"));
                from("direct:restored").setBody(exchangeProperty("urls"));
                from("direct:split").split(constant(List.of(1, 2))).setBody(exchangeProperty("urls"))
                        .toD("diffbot:bulk/j${exchangeProperty.CamelSplitIndex}");
            }
        });

        for (String entry : List.of("multicast", "parallel", "recipients", "dynamic", "slip", "split")) {
            int before = posts().size();
            Iterator<String> urls = pages(COUNT).iterator();
            Exchange exchange = template.request("direct:" + entry, message -> {
                message.getMessage().setBody(urls);
                message.setProperty("urls", urls);
            });

            assertThat(posts().size() - before).as(entry).isEqualTo(1);
            if (!entry.equals("dynamic")) {
                assertThat(exchange.getException()).as(entry).hasStackTraceContaining("only once");
            }
        }
        assertThat(posts()).allSatisfy(SingleUseUrlsTest::hasAllUrls);
    }

    @Test
    @DisplayName("A redelivery that attaches to a job needs no URLs, and waits for it again")
    void attached() throws Exception {
        sandbox().hold();
        send("diffbot:bulk/job", pages(COUNT));
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0).logExhausted(false));
                from("direct:in").to("diffbot:bulk/job?operation=run&onExisting=attach&timeout=60");
                from("direct:other").to("diffbot:bulk/missing?operation=run&onExisting=attach&timeout=60");
            }
        });
        Iterator<String> urls = pages(COUNT).iterator();

        assertThat(send("direct:in", urls).getException()).isInstanceOf(DiffbotWaitTimeoutException.class);
        usedUp(send("direct:other", urls).getException());
        assertThat(posts()).hasSize(1);
    }

    static Stream<Arguments> repeatable() {
        byte[] bytes = String.join(" ", pages(COUNT)).getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                arguments("List", pages(COUNT)), arguments("array", pages(COUNT).toArray()), arguments("bytes", bytes),
                arguments("String", String.join(" ", pages(COUNT))), arguments("stream cache", new InputStreamCache(bytes)),
                arguments("member of a Map", Map.of("urls", pages(COUNT))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("repeatable")
    @DisplayName("A repeatable source is submitted completely by a redelivery")
    void repeatable(String kind, Object body) throws Exception {
        sandbox().fail(Fault.on("/v3/bulk").method("POST").status(400).body("{\"errorCode\":400,\"error\":\"no\"}").times(1));
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0));
                from("direct:in").to("diffbot:bulk/job");
            }
        });

        assertThat(send("direct:in", body).getException()).isNull();
        assertThat(posts()).hasSize(2).allSatisfy(SingleUseUrlsTest::hasAllUrls);
    }

    @Test
    @DisplayName("An InputStream becomes repeatable in a route with stream caching")
    void cachedStream() throws Exception {
        sandbox().fail(Fault.on("/v3/bulk").method("POST").status(400).body("{\"errorCode\":400,\"error\":\"no\"}").times(1));
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0));
                from("direct:in").streamCache("true").to("diffbot:bulk/job");
            }
        });

        assertThat(send("direct:in", source("InputStream")).getException()).isNull();
        assertThat(posts()).hasSize(2).allSatisfy(SingleUseUrlsTest::hasAllUrls);
    }

    private static void usedUp(Throwable error) {
        assertThat(error).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("only once")
                .hasMessageContaining("List, an array or a File");
    }

    private static List<RecordedRequest> posts() {
        return sandbox().requests(request -> request.method().equals("POST"));
    }

    private static void hasAllUrls(RecordedRequest request) {
        assertThat(request.param("urls").split(" ")).containsExactlyElementsOf(pages(COUNT));
    }

    /**
     * Fails once, at its third element, and would continue after it.
     */
    private static final class BreakingOnce implements Iterator<String> {

        private final Iterator<String> urls;
        private int read;

        BreakingOnce(Iterator<String> urls) {
            this.urls = urls;
        }

        @Override
        public boolean hasNext() {
            return urls.hasNext();
        }

        @Override
        public String next() {
            if (!urls.hasNext()) {
                throw new NoSuchElementException();
            }
            if (++read == 3) {
                throw new UncheckedIOException(new IOException("The cursor broke"));
            }
            return urls.next();
        }
    }
}
