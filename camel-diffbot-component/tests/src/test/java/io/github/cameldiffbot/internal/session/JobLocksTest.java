/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.session;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.DiffbotTestSupport;
import io.github.cameldiffbot.WireJob;
import io.github.cameldiffbot.error.DiffbotUnavailableException;
import io.github.cameldiffbot.job.Job;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Changes of one job come one after the other; those of other jobs, tokens and servers do not wait for them.
 */
@DisplayName("Changes of one job are made one after the other, and others do not wait for them")
class JobLocksTest extends DiffbotTestSupport {

    private static final URI SERVER = URI.create("http://locks.example/v3");
    private static final JobIdentity JOB = new JobIdentity(SERVER, "secret", "shop");

    @Test
    @DisplayName("A lock is kept by base URL, token and name, and removed when it is not held")
    void oneForEachJob() {
        JobIdentity token = new JobIdentity(SERVER, "other", "shop");
        JobIdentity name = new JobIdentity(SERVER, "secret", "shop2");
        try (JobLocks.Held one = JobLocks.acquire(JOB, "create", Duration.ofMillis(20));
             JobLocks.Held two = JobLocks.acquire(token, "create", Duration.ofMillis(20));
             JobLocks.Held three = JobLocks.acquire(name, "create", Duration.ofMillis(20))) {
            assertThat(one).isNotSameAs(two).isNotSameAs(three);
            assertThat(Stream.of(JOB, token, name)).allMatch(JobLocks::exists);
        }
        assertThat(Stream.of(JOB, token, name)).noneMatch(JobLocks::exists);
    }

    @Test
    @DisplayName("A wait that takes too long is an error with the job, the time and the option")
    void timeout() throws Exception {
        try (JobLocks.Held held = JobLocks.acquire(JOB, "create", Duration.ofSeconds(1))) {
            assertThat(held).isNotNull();
            CompletableFuture<?> waiting = CompletableFuture
                    .runAsync(() -> JobLocks.acquire(JOB, "delete", Duration.ofMillis(20)).close());

            assertThatThrownBy(() -> waiting.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(DiffbotUnavailableException.class)
                    .hasMessageContaining("delete of job 'shop'").hasMessageContaining("20 ms")
                    .hasMessageContaining("requestTimeout").hasMessageNotContaining("secret");
        }
        assertThat(JOB.toString()).doesNotContain("secret");
    }

    @Test
    @DisplayName("A wait can be interrupted")
    void interrupt() throws Exception {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread waiting = new Thread(() -> {
            try {
                JobLocks.acquire(JOB, "create", Duration.ZERO).close();
                failure.complete(null);
            } catch (DiffbotUnavailableException e) {
                failure.complete(Thread.currentThread().isInterrupted() ? e : null);
            }
        });
        try (JobLocks.Held held = JobLocks.acquire(JOB, "create", Duration.ofSeconds(1))) {
            assertThat(held).isNotNull();
            waiting.start();
            await().until(() -> waiting.getState() == Thread.State.WAITING);
            waiting.interrupt();

            assertThat(failure.get(30, TimeUnit.SECONDS)).hasMessageContaining("interrupted");
        }
    }

    @Test
    @DisplayName("A slow submission of one tenant does not delay another one with the same job name")
    void tenants() throws Exception {
        DiffbotComponent other = new DiffbotComponent();
        other.getConfiguration().setToken("fedcba9876543210fedcba9876543210");
        other.getConfiguration().setBaseUrl(DIFFBOT.baseUrl() + "/v3");
        context.addComponent("other", other);
        DIFFBOT.stubFor(get(urlPathEqualTo("/v3/bulk")).willReturn(noSuchJob()));
        DIFFBOT.stubFor(post(urlEqualTo("/v3/bulk")).willReturn(json(WireJob.bulk("shop").created())));
        DIFFBOT.stubFor(post(urlEqualTo("/v3/bulk")).withFormParam("token", equalTo(TOKEN))
                .willReturn(json(WireJob.bulk("shop").created()).withFixedDelay(6_000)));
        CompletableFuture<Exchange> slow
                = template.asyncSend("diffbot:bulk/shop", it -> it.getMessage().setBody("https://a.example"));
        await().until(() -> requests().stream().anyMatch(request -> request.startsWith("POST")));

        Job quick = job(call("other:bulk/shop", "https://b.example"));

        assertThat(quick.getName()).isEqualTo("shop");
        assertThat(slow).isNotDone();
    }
}
