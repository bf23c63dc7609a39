/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.operation;

import java.util.concurrent.CompletableFuture;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.error.DiffbotJobFailedException;
import io.github.cameldiffbot.error.DiffbotNoSuchJobException;
import io.github.cameldiffbot.error.DiffbotWaitStoppedException;
import io.github.cameldiffbot.error.DiffbotWaitTimeoutException;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("A run ends with the right exception")
class RunErrorsTest extends RunTestSupport {

    @AfterEach
    void release() {
        sandbox().release();
    }

    @Test
    @DisplayName("A failed job is an exception")
    void whenTheJobFails() throws Exception {
        Exchange exchange = done(send("diffbot:bulk/dead?operation=run", "http://127.0.0.1:1/unreachable"));

        DiffbotJobFailedException failure = failure(exchange, DiffbotJobFailedException.class);
        assertThat(failure.getJob().getStatus().getCode()).isEqualTo(10);
        assertThat(failure).hasMessageContaining("'dead'").hasMessageContaining("urlReport");
    }

    @Test
    @DisplayName("A timeout is an exception, and the job continues")
    void whenTheTimeoutExpiresAndTheJobContinues() throws Exception {
        sandbox().hold();

        Exchange exchange = done(send("diffbot:bulk/slow?operation=run&timeout=200", pages(2)));

        DiffbotWaitTimeoutException failure = failure(exchange, DiffbotWaitTimeoutException.class);
        assertThat(failure.getJob().getName()).isEqualTo("slow");
        assertThat(failure).hasMessageContaining("await").hasMessageContaining("attach").hasMessageContaining("timeout");
        assertThat(sandbox().job("slow").status()).isEqualTo(7);
    }

    @Test
    @DisplayName("onTimeout=pause pauses the job")
    void whenTheTimeoutExpiresAndTheJobIsPaused() throws Exception {
        sandbox().hold();

        Exchange exchange = done(send("diffbot:bulk/slow?operation=run&timeout=200&onTimeout=pause", pages(2)));

        assertThat(failure(exchange, DiffbotWaitTimeoutException.class)).hasMessageContaining("it was paused");
        assertThat(sandbox().job("slow").status()).isEqualTo(6);
    }

    @Test
    @DisplayName("onTimeout=delete deletes the job")
    void whenTheTimeoutExpiresAndTheJobIsDeleted() throws Exception {
        sandbox().hold();

        Exchange exchange = done(send("diffbot:bulk/slow?operation=run&timeout=200&onTimeout=delete", pages(2)));

        assertThat(failure(exchange, DiffbotWaitTimeoutException.class)).hasMessageContaining("it was deleted");
        assertThat(sandbox().job("slow")).isNull();
    }

    @Test
    @FaultCase("S3")
    @DisplayName("A job that is deleted during the wait is an exception")
    void whenTheJobIsDeletedMeanwhile() throws Exception {
        sandbox().hold();
        template.requestBody("diffbot:bulk/gone", pages(1));
        CompletableFuture<Exchange> wait = send("diffbot:bulk/gone?operation=await", null);
        await().until(() -> sandbox().requests().size() > 6);

        template.requestBody("diffbot:bulk/gone?operation=delete", (Object) null);

        assertThat(failure(done(wait), DiffbotNoSuchJobException.class))
                .hasMessageContaining("deleted while it was waited for");
    }

    @Test
    @DisplayName("failOnPause makes a paused job an exception")
    void whenTheJobIsPausedWithFailOnPause() throws Exception {
        sandbox().hold();
        template.requestBody("diffbot:bulk/paused", pages(1));
        template.requestBody("diffbot:bulk/paused?operation=pause", (Object) null);

        Exchange exchange = done(send("diffbot:bulk/paused?operation=await&failOnPause=true", null));

        assertThat(failure(exchange, DiffbotJobFailedException.class)).hasMessageContaining("resume");
    }

    @Test
    @DisplayName("A stopped route ends its waits, and the job continues")
    void whenTheRouteStops() throws Exception {
        sandbox().hold();
        route("direct:runs", "diffbot:bulk/stopped?operation=run");
        CompletableFuture<Exchange> run = send("direct:runs", pages(1));
        await().until(() -> sandbox().job("stopped") != null && sandbox().requests().size() > 4);

        context.getRouteController().stopRoute("runs");

        assertThat(failure(done(run), DiffbotWaitStoppedException.class)).hasMessageContaining("await");
        assertThat(sandbox().job("stopped").status()).isEqualTo(7);
    }

    @Test
    @DisplayName("A stopped context ends its waits, and onStop=pause pauses the job")
    void whenTheContextStops() throws Exception {
        sandbox().hold();
        route("direct:runs", "diffbot:bulk/stopped?operation=run&onStop=pause");
        CompletableFuture<Exchange> run = send("direct:runs", pages(1));
        await().until(() -> sandbox().job("stopped") != null && sandbox().requests().size() > 4);

        context.stop();

        assertThat(failure(done(run), DiffbotWaitStoppedException.class)).hasMessageContaining("it was paused");
        assertThat(sandbox().job("stopped").status()).isEqualTo(6);
    }
}
