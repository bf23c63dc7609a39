/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import io.github.cameldiffbot.internal.request.BaseUrl;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

@DisplayName("Long values in a message need at most linear time and do not fill the log")
class LongInputTest extends DiffbotTestSupport {

    private static final int LONG = 1_000_000;
    private static final String URL = "https://shop.example/1";

    private interface Message {
        Map<String, Object> of(String text);
    }

    static Stream<Arguments> values() {
        IntFunction<String> blankAtTheEnd = length -> "http://" + "a".repeat(length) + " b";
        IntFunction<String> letters = "a"::repeat;
        IntFunction<String> digits = "1"::repeat;
        IntFunction<String> parentheses = length -> "(".repeat(length / 2) + "a" + ")".repeat(length / 2);
        return Stream.of(
                arguments("CamelDiffbotApiUrl", blankAtTheEnd, header("CamelDiffbotApiUrl")),
                arguments("CamelDiffbotApiUrl name", letters, header("CamelDiffbotApiUrl")),
                arguments("CamelDiffbotJobName", letters, header("CamelDiffbotJobName")),
                arguments("CamelDiffbotJobType", letters, header("CamelDiffbotJobType")),
                arguments("CamelDiffbotOperation", letters, header("CamelDiffbotOperation")),
                arguments("CamelDiffbotNum", digits,
                        (Message) text -> Map.of("CamelDiffbotOperation", "data", "CamelDiffbotNum",
                                text)),
                arguments("CamelDiffbotFormat", letters, (Message) text -> Map.of("CamelDiffbotOperation", "data",
                        "CamelDiffbotFormat", text)),
                arguments("apiUrl", blankAtTheEnd, setting("apiUrl")),
                arguments("notifyWebhook", blankAtTheEnd, setting("notifyWebhook")),
                arguments("useProxies", letters, setting("useProxies")),
                arguments("maxRounds", digits, setting("maxRounds")),
                arguments("repeat", digits, setting("repeat")),
                arguments("urlCrawlRegEx", parentheses, setting("urlCrawlRegEx")),
                arguments("customHeaders", letters, setting("customHeaders")),
                arguments("name of a setting", letters, (Message) text -> Map.of("CamelDiffbotSettings", Map.of(text, 1))));
    }

    private static Message header(String name) {
        return text -> Map.of(name, text);
    }

    private static Message setting(String name) {
        return text -> Map.of("CamelDiffbotSettings", Map.of(name, text));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    @DisplayName("A text of a megabyte is rejected in linear time, and shortened in the message")
    void isRefusedQuickly(String place, IntFunction<String> value, Message message) {
        long shorter = nanos(message.of(value.apply(LONG / 100)));
        // the least of three: another process may delay one
        long longer = LongStream.generate(() -> nanos(message.of(value.apply(LONG)))).limit(3).min().orElseThrow();

        // a quadratic check needs 10,000 times the time for 100 times the length
        assertThat((double) longer / Math.max(shorter, 2_000_000)).isLessThan(1_000);
    }

    private long nanos(Map<String, Object> headers) {
        String uri = headers.containsKey("CamelDiffbotJobType") ? "diffbot:job" : "diffbot:crawl";
        long start = System.nanoTime();
        Exchange exchange = callWith(uri, in -> {
            in.getMessage().setBody(URL);
            in.getMessage().setHeader("CamelDiffbotJobName", "news");
            headers.forEach(in.getMessage()::setHeader);
        });
        long taken = System.nanoTime() - start;
        assertThat(exchange.getException()).isInstanceOf(IllegalArgumentException.class);
        assertThat(exchange.getException().getMessage()).hasSizeLessThan(1_000);
        assertThat(requests()).isEmpty();
        return taken;
    }

    @Test
    @DisplayName("The URL check reads each character a few times, regardless of their order")
    void urlCheckIsLinear() {
        for (String url : List.of("http://" + "a".repeat(LONG) + " b", "http://" + "a".repeat(LONG) + "/ b",
                "http://" + "a/".repeat(LONG / 2) + " ")) {
            CountedText text = new CountedText(url, new AtomicLong());

            assertThat(BaseUrl.isHttp(text)).isFalse();
            assertThat(text.reads().get()).isLessThan(4L * url.length());
        }
    }

    @Test
    @DisplayName("A number of any size is rejected before it is converted to digits")
    void hugeNumbers() {
        for (Object number : List.of(new BigDecimal("1e999999999"), new BigDecimal("1e-999999999"),
                BigInteger.ONE.shiftLeft(8 * LONG), new BigDecimal(BigInteger.ONE.shiftLeft(8 * LONG)))) {
            for (String setting : List.of("repeat", "maxRounds")) {
                Exchange exchange = callWith("diffbot:bulk/shop", in -> {
                    in.getMessage().setBody(URL);
                    in.getMessage().setHeader("CamelDiffbotSettings", Map.of(setting, number));
                });

                assertThat(exchange.getException()).isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining(setting).message().hasSizeLessThan(1_000);
            }
        }
    }

    private record CountedText(String text, AtomicLong reads) implements CharSequence {

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            reads.incrementAndGet();
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }
    }
}
