/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.error.DiffbotJobFailedException;
import io.github.cameldiffbot.error.DiffbotOutcomeUnknownException;
import io.github.cameldiffbot.error.DiffbotWaitTimeoutException;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.sandbox.Fault;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("A message that Camel redelivers continues with the job that it has submitted")
@FaultCase("L4")
class SubmissionRedeliveryTest extends SubmissionTestSupport {

    private static final String OUTER = "direct:outer";

    @ParameterizedTest
    @ValueSource(strings = { "fail", "attach", "update", "replace" })
    @DisplayName("A wait that times out is continued, with any value of onExisting")
    void timeoutOfTheWait(String onExisting) throws Exception {
        sandbox().hold();
        redelivered("diffbot:bulk/job?operation=run&timeout=60&onExisting=" + onExisting);

        Exchange exchange = send(OUTER, page());

        assertThat(exchange.getException()).isInstanceOf(DiffbotWaitTimeoutException.class);
        assertThat(submissions()).isEqualTo(1);
        assertThat(deletions()).isZero();
        assertThat(sandbox().job("job").status()).isIn(0, 7);
    }

    @Test
    @DisplayName("A job that existed before is replaced once")
    void replacedOnce() throws Exception {
        sandbox().generate("job", 1, 100);
        sandbox().hold();
        redelivered(SHORT_RUN);

        send(OUTER, page());

        assertThat(submissions()).isEqualTo(1);
        assertThat(deletions()).isEqualTo(1);
    }

    @Test
    @DisplayName("URLs are added once to a job that existed before")
    void updatedOnce() throws Exception {
        sandbox().hold();
        send("diffbot:bulk/job", page());
        redelivered("diffbot:bulk/job?operation=run&onExisting=update&timeout=60");

        Exchange exchange = send(OUTER, pages(2));

        assertThat(exchange.getException()).isInstanceOf(DiffbotWaitTimeoutException.class);
        assertThat(submissions()).isEqualTo(2);
    }

    @Test
    @DisplayName("A job that failed fails again, and is not paid again")
    void failedJob() throws Exception {
        redelivered(RUN);

        Exchange exchange = send(OUTER, "http://127.0.0.1:1/unreachable");

        assertThat(exchange.getException()).isInstanceOf(DiffbotJobFailedException.class);
        assertThat(submissions()).isEqualTo(1);
        assertThat(deletions()).isZero();
    }

    @Test
    @DisplayName("Results that broke off are read again")
    void brokenDownload() throws Exception {
        sandbox().fail(Fault.on("/v3/bulk/data").truncateAfter(20).times(1));
        redelivered(RUN + "&fetch=data&localWorkDirectory=target/work");

        Exchange exchange = send(OUTER, page());

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isInstanceOf(Iterator.class);
        assertThat(submissions()).isEqualTo(1);
        assertThat(deletions()).isZero();
    }

    @Test
    @DisplayName("A redelivery receives the job when it ends in time")
    void secondWaitSucceeds() throws Exception {
        sandbox().hold();
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(50).redeliveryDelay(0).onRedelivery(releasing()));
                from(OUTER).to(RUN + "&timeout=300");
            }
        });

        Exchange exchange = send(OUTER, page());

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(Job.class).getStatus().getCode()).isEqualTo(9);
        assertThat(submissions()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = { "none", "before", "after", "both" })
    @DisplayName("A redelivered call of the route around the step continues with the job, also if headers were removed")
    void redeliveredCaller(String removals) throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from(OUTER).errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0)).to("direct:inner");
                from("direct:inner").errorHandler(noErrorHandler())
                        .choice().when(e -> List.of("before", "both").contains(removals)).removeHeaders("*").end()
                        .to(RUN)
                        .choice().when(e -> List.of("after", "both").contains(removals)).removeHeaders("*").end()
                        .process(failing(2));
            }
        });

        Exchange exchange = send(OUTER, page());

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(Job.class).getName()).isEqualTo("job");
        assertThat(submissions()).isEqualTo(1);
        assertThat(deletions()).isZero();
    }

    @Test
    @DisplayName("A redelivered call continues with the job, also if each attempt fails with the same exception")
    void sameException() throws Exception {
        IllegalStateException same = new IllegalStateException("This step fails");
        AtomicInteger left = new AtomicInteger(3);
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from(OUTER).errorHandler(defaultErrorHandler().maximumRedeliveries(3).redeliveryDelay(0)).to("direct:inner");
                from("direct:inner").errorHandler(noErrorHandler()).to(RUN).process(exchange -> {
                    if (left.getAndDecrement() > 0) {
                        throw same;
                    }
                });
            }
        });

        assertThat(send(OUTER, page()).getException()).isNull();
        assertThat(submissions()).isEqualTo(1);
    }

    @Test
    @DisplayName("Two submissions of one job in a redelivered route are each sent once")
    void redeliveredSequence() throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from(OUTER).errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0)).to("direct:inner");
                from("direct:inner").errorHandler(noErrorHandler())
                        .to("diffbot:bulk/first")
                        .setBody(constant(page())).to("diffbot:bulk/job?onExisting=update")
                        .setBody(constant(pages(2))).to("diffbot:bulk/job?onExisting=update")
                        .setBody(constant(pages(3))).to("diffbot:bulk/job?operation=update")
                        .process(failing(2));
            }
        });

        assertThat(send(OUTER, page()).getException()).isNull();
        assertThat(submissions()).isEqualTo(4);
        assertThat(sandbox().job("job").submitted()).isEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource({ "restart, restart", "startRound, roundStart" })
    @DisplayName("A job is restarted, and a round started, once per message")
    void restartedOnce(String operation, String parameter) throws Exception {
        send("diffbot:crawl/job?operation=run", page());
        redeliveredWithFailure("diffbot:crawl/job?operation=" + operation);

        assertThat(send(OUTER, null).getException()).isNull();
        assertThat(calls(parameter)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({ "restart, restart", "startRound, roundStart" })
    @DisplayName("A change whose outcome is unknown is not sent again by a redelivery")
    void unknownOutcome(String operation, String parameter) throws Exception {
        send("diffbot:crawl/job?operation=run", page());
        sandbox().fail(Fault.on("/v3/crawl").when(request -> request.param(parameter) != null).hangUp());
        redelivered("diffbot:crawl/job?operation=" + operation);

        assertThat(send(OUTER, null).getException()).isInstanceOf(DiffbotOutcomeUnknownException.class)
                .hasMessageContaining("not sent again");
        assertThat(calls(parameter)).isEqualTo(1);
    }

    @Test
    @DisplayName("A job that is deleted and created again is deleted once and created once")
    void deletedAndCreatedAgain() throws Exception {
        send("diffbot:bulk/job", page());
        redeliveredWithFailure("diffbot:bulk/job?operation=delete", "direct:urls", "diffbot:bulk/job");
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:urls").setBody(constant(page()));
            }
        });

        assertThat(send(OUTER, null).getException()).isNull();
        assertThat(deletions()).isEqualTo(1);
        assertThat(submissions()).isEqualTo(2);
        assertThat(sandbox().job("job")).isNotNull();
    }

    @Test
    @DisplayName("A job that the message submitted and restarted is still its job")
    void submittedAndRestarted() throws Exception {
        sandbox().hold();
        redeliveredWithFailure("diffbot:bulk/job?onExisting=replace", "direct:later",
                "diffbot:bulk/job?operation=restart");
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                // creation times are whole seconds
                from("direct:later").process(exchange -> await().until(() -> Instant.now().getEpochSecond() > exchange
                        .getMessage().getBody(Job.class).getJobCreationTimeUTC()));
            }
        });

        assertThat(send(OUTER, page()).getException()).isNull();
        assertThat(submissions()).isEqualTo(1);
        assertThat(calls("restart")).isEqualTo(1);
        assertThat(deletions()).isZero();
    }

    @Test
    @DisplayName("A create with a lost response is found again and not replaced")
    void lostAnswerOfAReplace() throws Exception {
        sandbox().generate("job", 1, 100);
        sandbox().hold();
        // the response is lost, and so are the following polls, until the redelivery
        AtomicBoolean redelivered = new AtomicBoolean();
        sandbox().fail(Fault.on("/v3/bulk").method("POST").truncateAfter(5).times(1));
        sandbox().fail(Fault.on("/v3/bulk").when(request -> request.method().equals("GET")
                && !redelivered.get() && submissions() > 0).hangUp());
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0)
                        .onRedelivery(exchange -> redelivered.set(true)));
                from(OUTER).to("diffbot:bulk/job?onExisting=replace");
            }
        });

        Exchange exchange = send(OUTER, page());

        assertThat(exchange.getException()).isNull();
        assertThat(submissions()).isEqualTo(1);
        assertThat(deletions()).isEqualTo(1);
    }

    @Test
    @DisplayName("A redelivery waits for no permit: its job is running already")
    void redeliveryNeedsNoPermit() throws Exception {
        context.getComponent("diffbot", DiffbotComponent.class).setMaxActiveJobs(1);
        sandbox().hold();
        redelivered(SHORT_RUN);

        assertThat(send(OUTER, page()).getException()).isInstanceOf(DiffbotWaitTimeoutException.class);
        assertThat(submissions()).isEqualTo(1);
    }

    private void redelivered(String uri) throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0));
                from(OUTER).to(uri);
            }
        });
    }

    private void redeliveredWithFailure(String... uris) throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from(OUTER).errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0)).to("direct:inner");
                from("direct:inner").errorHandler(noErrorHandler()).to(uris).process(failing(2));
            }
        });
    }
}
