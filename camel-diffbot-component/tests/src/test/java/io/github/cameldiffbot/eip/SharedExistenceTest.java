/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.FakeDiffbot;
import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.QuickAwait;
import io.github.cameldiffbot.error.DiffbotNoSuchJobException;
import io.github.cameldiffbot.error.DiffbotUnauthorizedException;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.Jobs;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** The existence of jobs is queried once a tick for all exchanges, and known changes of jobs are considered. */
@DisplayName("The existence of jobs is polled once a tick for all exchanges, and known changes count")
@ExtendWith(QuickAwait.class)
class SharedExistenceTest {

    private static final Logger LOG = LoggerFactory.getLogger(SharedExistenceTest.class);

    /** With the default rate limit of 5 calls a second and the default tick of 2 s. */
    @Nested
    @Timeout(120)
    class Many extends WaitTestSupport {

        private static final int EXCHANGES = 10_000;
        private static final int JOBS = 1_000;
        private static final Duration DEFAULT_TICK = Duration.ofSeconds(2);

        @Override
        DiffbotComponent component() {
            DiffbotComponent component = super.component();
            component.setMaxRequestsPerSecond(5);
            component.setPollInterval(DEFAULT_TICK.toMillis());
            component.setMaxPollInterval(60_000);
            return component;
        }

        @ParameterizedTest
        @ValueSource(strings = { "operation=await", "operation=run&onExisting=attach" })
        @DisplayName("10,000 exchanges on 1,000 jobs are parked with at most one call a tick, and one more, without a thread each")
        void parked(String options) throws Exception {
            names(JOBS).forEach(diffbot::create);
            routes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in").setBody(constant("http://example.org/1")).to("diffbot:bulk?" + options);
                }
            });
            List<String> names = new ArrayList<>();
            for (int i = 0; i < EXCHANGES / JOBS; i++) {
                names.addAll(names(JOBS));
            }
            long begun = System.nanoTime();
            List<CompletableFuture<Exchange>> sent = sendAll("direct:in", names);
            awaitParked(EXCHANGES);
            // one for the first job alone, before there are others
            assertCalls(begun, 1, 1, EXCHANGES + " exchanges for " + JOBS + " jobs with " + options + " are parked");
            assertThat(diffbotThreads()).hasSizeLessThanOrEqualTo(2);
            diffbot.endAll();
            assertAllSucceed(sent);
        }

        @ParameterizedTest
        @ValueSource(strings = { "operation=await", "operation=run&onExisting=attach" })
        @DisplayName("2,000 exchanges after a start, half of them for jobs that have ended, cost at most two calls a tick")
        void afterAStart(String options) throws Exception {
            List<String> names = names(2 * JOBS);
            names.forEach(diffbot::create);
            names.subList(0, JOBS).forEach(diffbot::end);
            routes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in").setBody(constant("http://example.org/1")).to("diffbot:bulk?" + options);
                }
            });
            long begun = System.nanoTime();
            List<CompletableFuture<Exchange>> sent = sendAll("direct:in", names);
            assertAllSucceed(sent.subList(0, JOBS));
            awaitParked(JOBS);

            diffbot.endAll();

            assertAllSucceed(sent);
            // one for the first job alone, and one for all jobs
            assertCalls(begun, 0, 2, sent.size() + " exchanges with " + options + " have ended");
        }

        private void assertCalls(long begun, int once, int eachTick, String what) {
            long calls = diffbot.calls().size();
            Duration taken = Duration.ofNanos(System.nanoTime() - begun);
            long ticks = taken.dividedBy(DEFAULT_TICK) + 1;
            LOG.info("{} in {} ms with {} calls in {} ticks", what, taken.toMillis(), calls, ticks);
            assertThat(calls).isLessThanOrEqualTo(once + eachTick * ticks);
            assertThat(diffbot.calls(FakeDiffbot.Call::submits)).isZero();
        }
    }

    @Nested
    @Timeout(120)
    class Single extends WaitTestSupport {

        private Exchange call(String uri, Object body) throws Exception {
            return done(template.asyncSend(uri, exchange -> exchange.getMessage().setBody(body)));
        }

        @Test
        @DisplayName("A job that does not exist is an error at the next poll")
        void missing() throws Exception {
            assertThat(call("diffbot:bulk/none?operation=await", null).getException())
                    .isInstanceOf(DiffbotNoSuchJobException.class).hasMessageContaining("no such job");
            assertThat(diffbot.calls()).hasSize(1);
        }

        @Test
        @DisplayName("A rejected token is an error immediately")
        void refused() throws Exception {
            diffbot.refuse(401, call -> true);

            assertThat(call("diffbot:bulk/none?operation=await", null).getException())
                    .isInstanceOf(DiffbotUnauthorizedException.class);
        }

        @Test
        @DisplayName("Either type: the wait is for the job with the name")
        void eitherType() throws Exception {
            diffbot.put(Jobs.crawl("job0").status(9).completed(1770000009));

            assertThat(call("diffbot:job/job0?operation=await", null).getMessage().getBody(Job.class).getType())
                    .isEqualTo("crawl");
        }

        @Test
        @FaultCase("H6")
        @DisplayName("A job that was created just before need not be listed yet")
        void createdAMomentAgo() throws Exception {
            assertThat(call("diffbot:bulk/job0", "http://example.org/1").getException()).isNull();
            Job created = call("diffbot:bulk/job0?operation=status", null).getMessage().getBody(Job.class);
            diffbot.remove("job0");
            CompletableFuture<Exchange> wait = send("diffbot:bulk?operation=await", "job0");
            long polls = diffbot.polls();
            Awaitility.await().until(() -> diffbot.polls() > polls + 3);
            assertThat(wait).isNotDone();

            diffbot.put(Jobs.bulk("job0").created(created.getJobCreationTimeUTC()).status(9).completed(1770009999));

            assertThat(done(wait).getException()).isNull();
        }

        @Test
        @FaultCase("S3")
        @DisplayName("A job that was deleted just before is created, not attached to")
        void deletedAMomentAgo() throws Exception {
            diffbot.create("job0");
            diffbot.create("other");
            CompletableFuture<Exchange> other = send("diffbot:bulk?operation=await", "other");
            awaitParked(1);
            call("diffbot:bulk/job0?operation=delete", null);

            CompletableFuture<Exchange> run = template.asyncSend("diffbot:bulk/job0?operation=run&onExisting=attach",
                    exchange -> exchange.getMessage().setBody("http://example.org/1"));
            awaitParked(2);

            assertThat(diffbot.calls(FakeDiffbot.Call::submits)).isEqualTo(1);
            diffbot.endAll();
            assertThat(done(run).getException()).isNull();
            assertThat(done(other).getException()).isNull();
        }

        @Test
        @DisplayName("update and await as two steps wait for the new end while Diffbot still reports the old one")
        void updateThenAwait() throws Exception {
            Jobs old = Jobs.bulk("job0").status(9).completed(1770000500).with("pageCrawlAttempts", 4);
            diffbot.put(old);
            diffbot.lag(true);
            routes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in").setBody(constant("http://example.org/2")).to("diffbot:bulk/job0?operation=update")
                            .to("diffbot:bulk/job0?operation=await");
                }
            });

            CompletableFuture<Exchange> sent = send("direct:in", "job0");
            long polls = diffbot.polls();
            Awaitility.await().until(() -> diffbot.polls() > polls + 5);
            assertThat(sent).isNotDone();
            diffbot.lag(false);
            diffbot.put(Jobs.bulk("job0").status(9).completed(1770000900).with("pageCrawlAttempts", 8));

            assertThat(done(sent).getMessage().getBody(Job.class).getJobCompletionTimeUTC()).isEqualTo(1770000900);
        }

        @Test
        @DisplayName("run with onExisting=replace waits for the new job while Diffbot still reports the deleted one")
        void replace() throws Exception {
            diffbot.put(Jobs.bulk("job0").created(1769999999).status(9).completed(1770000500));
            CompletableFuture<Exchange> run = template.asyncSend("diffbot:bulk/job0?operation=run&onExisting=replace",
                    exchange -> exchange.getMessage().setBody("http://example.org/1"));
            awaitParked(1);
            diffbot.put(Jobs.bulk("job0").created(1769999999).status(9).completed(1770000500));
            long polls = diffbot.polls();
            Awaitility.await().until(() -> diffbot.polls() > polls + 5);
            assertThat(run).isNotDone();

            diffbot.put(Jobs.bulk("job0").created(1770000999).status(9).completed(1770001500));

            assertThat(done(run).getMessage().getBody(Job.class).getJobCreationTimeUTC()).isEqualTo(1770000999);
        }
    }
}
