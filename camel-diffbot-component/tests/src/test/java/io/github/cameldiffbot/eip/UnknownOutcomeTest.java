/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.TestComponents;
import io.github.cameldiffbot.eip.InterceptingProxy.Request;
import io.github.cameldiffbot.error.DiffbotNoSuchJobException;
import io.github.cameldiffbot.error.DiffbotOutcomeUnknownException;
import io.github.cameldiffbot.job.Job;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

@DisplayName("A change is carried out and paid once, with any response and any error handling")
class UnknownOutcomeTest extends ProxyTestSupport {

    private static final Predicate<Request> CREATE = request -> request.has("urls=");

    @BeforeEach
    void routes() throws Exception {
        // a change that was not carried out is polled for that long
        TestComponents.setGrace(context.getComponent("diffbot", DiffbotComponent.class), Duration.ofMillis(60));
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                // as recommended by the FAQ
                onException(DiffbotOutcomeUnknownException.class).maximumRedeliveries(0);
                onException(Exception.class).maximumRedeliveries(2).redeliveryDelay(0);
                for (String operation : List.of("create", "update", "restart", "pause", "resume", "delete")) {
                    from("direct:" + operation).to("diffbot:bulk?operation=" + operation);
                }
                from("direct:startRound").to("diffbot:crawl?operation=startRound");
            }
        });
    }

    /** One row for each unusual response, sent instead of the real one and without carrying the change out. */
    private static Stream<DynamicTest> table(Row row) {
        return Arrays.stream(InvalidResponse.values()).flatMap(odd -> Stream.of(true, false).map(
                carriedOut -> dynamicTest(odd + (carriedOut ? ", carried out" : ", not carried out"),
                        () -> row.check(odd, carriedOut, odd + (carriedOut ? "-done" : "-undone")))));
    }

    private interface Row {
        void check(InvalidResponse odd, boolean carriedOut, String jobName) throws Exception;
    }

    @TestFactory
    @FaultCase("H17")
    @DisplayName("restart, startRound and an update with URLs are sent once, and the error reports an unknown outcome")
    Stream<DynamicTest> sentOnce() throws Exception {
        oldJob("old");
        job(send("diffbot:crawl/news", page()));
        return table((odd, carriedOut, name) -> {
            once(odd, carriedOut, "restart", "restart=1", null, "old");
            once(odd, carriedOut, "startRound", "roundStart=1", null, "news");
            once(odd, carriedOut, "update", "urls=", page(), "old");
        });
    }

    private void once(
            InvalidResponse odd, boolean carriedOut, String operation, String parameter, Object body, String name)
            throws Exception {
        proxy.oddly(request -> request.has(parameter), odd, carriedOut, 1);

        Exchange exchange = send("direct:" + operation, body, Map.of("CamelDiffbotJobName", name));

        assertThat(exchange.getException()).as(operation).isInstanceOf(DiffbotOutcomeUnknownException.class);
        assertThat(proxy.requests(request -> request.has(parameter))).as(operation).hasSize(1);
    }

    @TestFactory
    @FaultCase("H17")
    @DisplayName("A job is created once, and found by its name if the response does not contain it")
    Stream<DynamicTest> createdOnce() {
        return table((odd, carriedOut, name) -> {
            proxy.oddly(CREATE, odd, carriedOut, 1);

            Job job = job(send("direct:create", page(), Map.of("CamelDiffbotJobName", name)));

            assertThat(job.getName()).isEqualTo(name);
            assertThat(sandbox().job(name).submitted()).isEqualTo(1);
            assertThat(proxy.requests(CREATE)).hasSize(carriedOut ? 1 : 2);
        });
    }

    @TestFactory
    @FaultCase("H17")
    @DisplayName("pause, resume and delete are repeated only if a poll shows that they have no effect")
    Stream<DynamicTest> repeatedWhereNeeded() {
        sandbox().hold();
        return table((odd, carriedOut, name) -> {
            job(send("direct:create", page(), Map.of("CamelDiffbotJobName", name)));
            repeated(odd, carriedOut, "pause", "pause=1", name);
            assertThat(sandbox().job(name).status()).isEqualTo(6);
            repeated(odd, carriedOut, "resume", "pause=0", name);
            assertThat(sandbox().job(name).status()).isNotEqualTo(6);
            repeated(odd, carriedOut, "delete", "delete=1", name);
            assertThat(send("diffbot:bulk?operation=status", null, Map.of("CamelDiffbotJobName", name)).getException())
                    .isInstanceOf(DiffbotNoSuchJobException.class);
        });
    }

    private void repeated(InvalidResponse odd, boolean carriedOut, String operation, String parameter, String name)
            throws Exception {
        proxy.oddly(request -> request.has(parameter), odd, carriedOut, 1);

        Exchange exchange = send("direct:" + operation, null, Map.of("CamelDiffbotJobName", name));

        assertThat(exchange.getException()).as(operation).isNull();
        assertThat(proxy.requests(request -> request.has(parameter))).as(operation).hasSize(carriedOut ? 1 : 2);
    }

    @Test
    @DisplayName("A delete with a lost response does not affect the job that was created meanwhile")
    void deletedAndCreatedMeanwhile() throws Exception {
        oldJob("name");
        proxy.rule(replacing("delete=1"));

        Exchange exchange = send("direct:delete", null, Map.of("CamelDiffbotJobName", "name"));

        assertThat(exchange.getException()).isNull();
        assertThat(proxy.requests(request -> request.has("delete=1"))).hasSize(1);
        assertThat(sandbox().job("name").submitted()).isEqualTo(1);
    }

    @Test
    @DisplayName("A pause with a lost response does not affect the job that was created meanwhile")
    void pausedAndCreatedMeanwhile() throws Exception {
        oldJob("name");
        proxy.rule(replacing("pause=1"));

        Exchange exchange = send("diffbot:job/name?operation=pause", null);

        assertThat(exchange.getException()).isInstanceOf(DiffbotOutcomeUnknownException.class)
                .hasMessageContaining("another job of this name");
        assertThat(proxy.requests(request -> request.has("pause=1"))).hasSize(1);
        assertThat(sandbox().job("name").status()).isNotEqualTo(6);
    }

    /** Another process deletes the job and takes its name; then the response is lost. */
    private InterceptingProxy.Rule replacing(String parameter) {
        String direct = "?baseUrl=" + DIFFBOT.baseUrl();
        AtomicBoolean once = new AtomicBoolean();
        return (request, handOn) -> {
            if (!request.has(parameter) || !once.compareAndSet(false, true)) {
                return null;
            }
            sandbox().clock().advance(Duration.ofSeconds(5));
            try {
                send("diffbot:bulk/name" + direct + "&operation=delete", null);
                job(send("diffbot:bulk/name" + direct, page()));
            } catch (Exception e) {
                throw new IOException(e);
            }
            return new InterceptingProxy.Response(502, "");
        };
    }
}
