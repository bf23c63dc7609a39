/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.github.cameldiffbot.ComponentGrace;
import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.eip.InterceptingProxy.Request;
import io.github.cameldiffbot.error.DiffbotNoSuchJobException;
import io.github.cameldiffbot.error.DiffbotOutcomeUnknownException;
import io.github.cameldiffbot.job.Job;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** K7: with any response to a change and any error handling of Camel, the change is carried out and paid once. */
class UnknownOutcomeTest extends ProxyTestSupport {

    private static final Predicate<Request> CREATE = request -> request.has("urls=");

    @BeforeEach
    void routes() throws Exception {
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

    @ParameterizedTest
    @EnumSource(names = { "html", "noContent", "clientClosed", "gatewayTimeout" })
    @DisplayName("A dead letter channel that redelivers everything receives one dead letter, and nothing is sent again")
    void deadLetterChannel(InvalidResponse odd) throws Exception {
        oldJob("old");
        proxy.oddly(request -> request.has("restart=1"), odd, true, 1);
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(deadLetterChannel("mock:dead").maximumRedeliveries(3).redeliveryDelay(0));
                from("direct:dlc").to("diffbot:bulk/old?operation=restart");
            }
        });
        MockEndpoint dead = context.getEndpoint("mock:dead", MockEndpoint.class);
        dead.expectedMessageCount(1);

        send("direct:dlc", null);

        dead.assertIsSatisfied();
        assertThat(dead.getExchanges().get(0).getProperty(Exchange.EXCEPTION_CAUGHT))
                .isInstanceOf(DiffbotOutcomeUnknownException.class);
        assertThat(proxy.requests(request -> request.has("restart=1"))).hasSize(1);
    }

    @Test
    @DisplayName("doTry catches the unknown outcome, and a poll decides")
    void doTry() throws Exception {
        oldJob("old");
        proxy.oddly(request -> request.has("restart=1"), InvalidResponse.noContent, true, 1);
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:try").doTry().to("diffbot:bulk/old?operation=restart")
                        .doCatch(DiffbotOutcomeUnknownException.class).to("diffbot:bulk/old?operation=status").end();
            }
        });

        Exchange exchange = send("direct:try", null);

        assertThat(job(exchange).getJobCreationTimeUTC()).isEqualTo(job(exchange).getCurrentTimeUTC());
        assertThat(proxy.requests(request -> request.has("restart=1"))).hasSize(1);
    }

    @Test
    @DisplayName("onException with continued continues after one request, and each pass of a loop is a separate request")
    void continuedInALoop() throws Exception {
        oldJob("old");
        proxy.oddly(request -> request.has("restart=1"), InvalidResponse.emptyObject, true, 3);
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(DiffbotOutcomeUnknownException.class).continued(true);
                from("direct:loop").loop(3).to("diffbot:bulk/old?operation=restart").to("mock:passes").end();
            }
        });
        MockEndpoint passes = context.getEndpoint("mock:passes", MockEndpoint.class);
        passes.expectedMessageCount(3);

        assertThat(send("direct:loop", null).getException()).isNull();

        passes.assertIsSatisfied();
        assertThat(proxy.requests(request -> request.has("restart=1"))).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = { "multicast", "recipientList", "wireTap", "seda" })
    @DisplayName("Branches that change different jobs at the same time send one request each")
    void branches(String eip) throws Exception {
        oldJob("one");
        oldJob("two");
        proxy.oddly(request -> request.has("restart=1"), InvalidResponse.list, true, 2);
        CountDownLatch failed = new CountDownLatch(2);
        AtomicInteger passed = new AtomicInteger();
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(DiffbotOutcomeUnknownException.class).maximumRedeliveries(0)
                        .handled(true).process(exchange -> failed.countDown());
                onException(Exception.class).maximumRedeliveries(2).redeliveryDelay(0);
                from("direct:one").to("diffbot:bulk/one?operation=restart").process(e -> passed.incrementAndGet());
                from("direct:two").to("diffbot:bulk/two?operation=restart").process(e -> passed.incrementAndGet());
                from("seda:one").to("direct:one");
                from("seda:two").to("direct:two");
                from("direct:multicast").multicast().parallelProcessing().to("direct:one", "direct:two");
                from("direct:recipientList").recipientList(constant("direct:one,direct:two")).parallelProcessing();
                from("direct:wireTap").wireTap("direct:one").wireTap("direct:two");
                from("direct:seda").multicast().to("seda:one", "seda:two");
            }
        });

        send("direct:" + eip, null);

        assertThat(failed.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(passed).hasValue(0);
        assertThat(proxy.requests(request -> request.has("restart=1"))).hasSize(2);
    }

    @Test
    @FaultCase("N13")
    @DisplayName("A submission that takes Diffbot longer than requestTimeout is paid once")
    void slowCreate() throws Exception {
        DiffbotComponent impatient = newComponent();
        impatient.setRequestTimeout(200);
        ComponentGrace.set(impatient, Duration.ofSeconds(10));
        context.addComponent("impatient", impatient);
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0));
                from("direct:impatient").to("impatient:bulk/slow?operation=run&onExisting=replace");
            }
        });
        CountDownLatch lookedInVain = new CountDownLatch(3);
        proxy.rule((request, handOn) -> {
            if (CREATE.test(request)) {
                await(lookedInVain);
                return handOn.ask();
            }
            lookedInVain.countDown();
            return null;
        });

        Job job = job(send("direct:impatient", page()));

        assertThat(job.getStatus().getCode()).isEqualTo(9);
        assertThat(proxy.requests(CREATE)).hasSize(1);
        assertThat(sandbox().job("slow").submitted()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 502, 503 })
    @FaultCase("N4")
    @DisplayName("A submission whose connection broke immediately, and that Diffbot still carries out, is paid once")
    void lateAfterABreak(int status) throws Exception {
        DiffbotComponent patient = newComponent();
        ComponentGrace.set(patient, Duration.ofSeconds(60));
        patient.setMaxRetries(1);
        context.addComponent("patient", patient);
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0));
                from("direct:patient").to("patient:bulk/late" + status + "?operation=run&onExisting=replace");
            }
        });
        AtomicReference<InterceptingProxy.HandOn> atWork = new AtomicReference<>();
        AtomicInteger looks = new AtomicInteger();
        proxy.rule((request, handOn) -> {
            if (CREATE.test(request)) {
                atWork.set(handOn);
                return status == 0 ? InterceptingProxy.Answer.BREAK : new InterceptingProxy.Answer(status, "");
            }
            if (atWork.get() != null && looks.incrementAndGet() == 4) {
                atWork.get().ask();
            }
            return null;
        });

        Job job = job(send("direct:patient", page()));

        assertThat(job.getStatus().getCode()).isEqualTo(9);
        assertThat(proxy.requests(CREATE)).hasSize(1);
        assertThat(sandbox().job("late" + status).submitted()).isEqualTo(1);
    }

    @Test
    @FaultCase("N4")
    @DisplayName("A redelivery of a submission with an unknown outcome polls until its job appears, and pays nothing again")
    void lateAfterAnUnknownOutcome() throws Exception {
        DiffbotComponent patient = newComponent();
        ComponentGrace.set(patient, Duration.ofSeconds(20));
        // no poll of the first delivery has a response
        patient.setRequestTimeout(200);
        patient.setMaxRetries(0);
        context.addComponent("patient", patient);
        AtomicBoolean redelivered = new AtomicBoolean();
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0)
                        .onRedelivery(exchange -> redelivered.set(true)));
                from("direct:patient").to("patient:bulk/unknown?operation=run");
            }
        });
        AtomicReference<InterceptingProxy.HandOn> atWork = new AtomicReference<>();
        AtomicInteger looks = new AtomicInteger();
        proxy.rule((request, handOn) -> {
            if (CREATE.test(request)) {
                atWork.set(handOn);
                return InterceptingProxy.Answer.BREAK;
            }
            if (atWork.get() != null && !redelivered.get()) {
                return InterceptingProxy.Answer.BREAK;
            }
            if (redelivered.get() && looks.incrementAndGet() == 3) {
                atWork.get().ask();
            }
            return null;
        });

        Job job = job(send("direct:patient", page()));

        assertThat(job.getStatus().getCode()).isEqualTo(9);
        assertThat(proxy.requests(CREATE)).hasSize(1);
        assertThat(sandbox().job("unknown").submitted()).isEqualTo(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
            return new InterceptingProxy.Answer(502, "");
        };
    }
}
