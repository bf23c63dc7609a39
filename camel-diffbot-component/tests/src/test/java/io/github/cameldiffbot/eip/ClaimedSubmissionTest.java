/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.TestComponents;
import io.github.cameldiffbot.error.DiffbotJobExistsException;
import io.github.cameldiffbot.error.DiffbotUnavailableException;
import io.github.cameldiffbot.internal.client.http.ClientSettings;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.sandbox.Fault;
import org.apache.camel.Exchange;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Submissions with claimRepository, beside another node that has or had the claim of the name. */
@DisplayName("One node submits a name if nodes share a claimRepository")
class ClaimedSubmissionTest extends SubmissionTestSupport {

    private static final String CREATE = "diffbot:bulk/job?claimRepository=#claims&onExisting=";

    private final Claims claims = new Claims();

    /** A repository in which another node may have the claim, and which may fail. */
    private static final class Claims extends MemoryIdempotentRepository {

        private final AtomicInteger refused = new AtomicInteger();
        private volatile boolean claimedByOther;
        private volatile boolean failing;

        @Override
        public boolean add(String key) {
            if (failing) {
                throw new IllegalStateException("no connection");
            }
            if (claimedByOther) {
                refused.incrementAndGet();
                return false;
            }
            return super.add(key);
        }

        @Override
        public boolean contains(String key) {
            if (failing) {
                throw new IllegalStateException("no connection");
            }
            return super.contains(key);
        }
    }

    @BeforeEach
    void bind() {
        context.getRegistry().bind("claims", claims);
        TestComponents.setGrace(context.getComponent("diffbot", DiffbotComponent.class), ClientSettings.GRACE);
    }

    @ParameterizedTest
    @ValueSource(strings = { "fail", "attach", "update", "replace" })
    @DisplayName("A submission releases the claim, so that the name can be used again")
    void released(String onExisting) throws Exception {
        Exchange first = send(CREATE + onExisting, page());
        send("diffbot:bulk/job?operation=delete", null);
        Exchange second = send(CREATE + onExisting, page());

        assertThat(first.getException()).isNull();
        assertThat(second.getException()).isNull();
        assertThat(submissions()).isEqualTo(2);
        assertThat(claims.getCacheSize()).isZero();
    }

    @Test
    @DisplayName("While another node has the claim, attach waits for the job and continues with it")
    void attach() throws Exception {
        claims.claimedByOther = true;
        sandbox().hold();

        Future<Exchange> waiting = start("attach");
        otherNodeSubmits();

        assertThat(waiting.get(30, TimeUnit.SECONDS).getMessage().getBody(Job.class).getName()).isEqualTo("job");
        assertThat(submissions()).isEqualTo(1);
    }

    @Test
    @DisplayName("While another node has the claim, fail waits for the job and fails")
    void fail() throws Exception {
        claims.claimedByOther = true;

        Future<Exchange> waiting = start("fail");
        otherNodeSubmits();

        assertThat(waiting.get(30, TimeUnit.SECONDS).getException()).isInstanceOf(DiffbotJobExistsException.class);
        assertThat(submissions()).isEqualTo(1);
    }

    @Test
    @DisplayName("When the claim of another node ends without a job, the waiting node submits")
    void ended() throws Exception {
        claims.claimedByOther = true;

        Future<Exchange> waiting = start("fail");
        claims.claimedByOther = false;

        assertThat(waiting.get(30, TimeUnit.SECONDS).getException()).isNull();
        assertThat(submissions()).isEqualTo(1);
    }

    @Test
    @DisplayName("The wait for a claim is bounded, and nothing is sent")
    void bounded() throws Exception {
        claims.claimedByOther = true;
        TestComponents.setGrace(context.getComponent("diffbot", DiffbotComponent.class), Duration.ofMillis(50));

        Exchange exchange = send(CREATE + "fail", page());

        assertThat(exchange.getException()).isInstanceOf(DiffbotUnavailableException.class)
                .hasMessageContaining("nothing was sent");
        assertThat(submissions()).isZero();
    }

    @Test
    @DisplayName("If the repository fails, nothing is sent, and the error names the option")
    void failingRepository() throws Exception {
        claims.failing = true;

        Exchange exchange = send(CREATE + "attach", page());

        assertThat(exchange.getException()).isInstanceOf(DiffbotUnavailableException.class)
                .hasMessageContainingAll("claimRepository", "no connection", "nothing was sent");
        assertThat(submissions()).isZero();
        claims.failing = false;
        assertThat(send(CREATE + "attach", page()).getException()).isNull();
    }

    @Test
    @DisplayName("A rejected submission releases the claim")
    void rejected() throws Exception {
        sandbox().fail(Fault.on("/v3/bulk").method("POST").status(400).times(1));

        assertThat(send(CREATE + "fail", page()).getException()).isNotNull();

        assertThat(claims.getCacheSize()).isZero();
    }

    /** Submits without the lock of the name, which the waiting exchange of this process has. */
    private static void otherNodeSubmits() throws Exception {
        String form = "token=" + DIFFBOT.token() + "&name=job&apiUrl="
                      + URLEncoder.encode("https://api.diffbot.com/v3/article", StandardCharsets.UTF_8) + "&urls="
                      + URLEncoder.encode(page(), StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create(DIFFBOT.baseUrl() + "/bulk"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)).build();
        assertThat(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    private Future<Exchange> start(String onExisting) {
        Future<Exchange> waiting
                = template.asyncSend(CREATE + onExisting, exchange -> exchange.getMessage().setBody(page()));
        Awaitility.await().until(() -> claims.refused.get() > 0);
        return waiting;
    }
}
