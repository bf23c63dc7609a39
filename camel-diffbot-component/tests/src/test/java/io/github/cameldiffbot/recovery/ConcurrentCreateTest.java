/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.recovery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.error.DiffbotJobExistsException;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.sandbox.DiffbotSandboxExtension;
import io.github.cameldiffbot.sandbox.Fault;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** S1: a job is created once, and both creators receive it, also without knowing each other. */
@DisplayName("A job is created once, and both creators receive it")
@FaultCase("S1")
class ConcurrentCreateTest {

    @RegisterExtension
    static final DiffbotSandboxExtension DIFFBOT = new DiffbotSandboxExtension();

    private final DefaultCamelContext one = Contexts.of(DIFFBOT);
    private final DefaultCamelContext other = Contexts.of(DIFFBOT);

    @BeforeEach
    void start() {
        one.start();
        other.start();
        // without a lock, both check the name before either has created the job
        DIFFBOT.sandbox().fail(Fault.on("/v3/bulk").delay(Duration.ofMillis(200)));
    }

    @AfterEach
    void end() throws Exception {
        one.close();
        other.close();
    }

    @Test
    @DisplayName("Two threads create one job, and both receive it")
    void twoThreads() throws Exception {
        assertOneJob(make(one, "attach"), make(one, "attach"));
    }

    @Test
    @DisplayName("Two contexts create one job, and both receive it")
    void twoContexts() throws Exception {
        assertOneJob(make(one, "attach"), make(other, "attach"));
    }

    @Test
    @DisplayName("With onExisting=fail one of two creators gets an exception")
    void withoutAttachOneOfThemFails() throws Exception {
        List<Exchange> both = List.of(get(make(one, "fail")), get(make(other, "fail")));

        assertThat(both.stream().map(Exchange::getException).filter(DiffbotJobExistsException.class::isInstance)).hasSize(1);
        assertThat(both.stream().filter(exchange -> exchange.getException() == null)).hasSize(1);
        assertThat(submissions()).isEqualTo(1);
    }

    private static void assertOneJob(Future<Exchange> first, Future<Exchange> second) throws Exception {
        List<Job> jobs = Stream.of(get(first), get(second)).map(exchange -> exchange.getMessage().getBody(Job.class)).toList();

        assertThat(jobs).extracting(Job::getName).containsExactly("shop", "shop");
        assertThat(submissions()).isEqualTo(1);
    }

    private static long submissions() {
        return DIFFBOT.sandbox().requests().stream().filter(request -> request.param("urls") != null).count();
    }

    private static Future<Exchange> make(DefaultCamelContext context, String onExisting) {
        return context.createFluentProducerTemplate().to("diffbot:bulk/shop?onExisting=" + onExisting)
                .withBody(DIFFBOT.sandbox().demoSite() + "notes/7").asyncSend();
    }

    private static Exchange get(Future<Exchange> sent) throws Exception {
        return sent.get(30, TimeUnit.SECONDS);
    }
}
