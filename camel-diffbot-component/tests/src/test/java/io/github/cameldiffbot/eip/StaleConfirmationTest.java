/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.TestComponents;
import io.github.cameldiffbot.eip.InterceptingProxy.Request;
import io.github.cameldiffbot.eip.InterceptingProxy.Response;
import io.github.cameldiffbot.error.DiffbotOutcomeUnknownException;
import io.github.cameldiffbot.job.Job;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("A response that is older than a change does not confirm it")
class StaleConfirmationTest extends ProxyTestSupport {

    private static final Predicate<Request> STATUS = request -> request.method().equals("GET")
            && !request.target().matches(".*[?&](pause|restart|roundStart|delete)=.*") && request.has("name=");

    private Response old;

    @BeforeEach
    void routes() throws Exception {
        // a busy machine shows the new job in time
        TestComponents.setGrace(context.getComponent("diffbot", DiffbotComponent.class), Duration.ofSeconds(60));
        context.addComponent("impatient", newComponent());
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(DiffbotOutcomeUnknownException.class).maximumRedeliveries(0);
                onException(Exception.class).maximumRedeliveries(2).redeliveryDelay(0);
                for (String change : new String[] { "pause", "resume", "restart" }) {
                    from("direct:" + change).to("diffbot:bulk/shop?operation=" + change).process(redeliveredOnce());
                }
                from("direct:replace").to("diffbot:bulk/shop?operation=run&onExisting=replace");
                from("direct:replaceOnce").to("impatient:bulk/shop?operation=run&onExisting=replace");
            }

            private Processor redeliveredOnce() {
                AtomicInteger failures = new AtomicInteger(1);
                return exchange -> {
                    if (failures.getAndDecrement() > 0) {
                        throw new IllegalStateException("This step is redelivered");
                    }
                };
            }
        });
    }

    /** Confirms a change without the job, and shows the previous state of the job in some polls. */
    private InterceptingProxy.Rule confirmedButStale(String parameter, int polls) {
        AtomicInteger left = new AtomicInteger(polls);
        return (request, handOn) -> {
            if (request.has(parameter)) {
                handOn.ask();
                return new Response(200, "{\"response\":\"Successfully changed job.\"}");
            }
            return STATUS.test(request) && left.getAndDecrement() > 0 ? old : null;
        };
    }

    private void remember(int status) throws Exception {
        AtomicReference<Response> response = new AtomicReference<>();
        proxy.rule((request, handOn) -> {
            response.set(handOn.ask());
            return response.get();
        });
        assertThat(job(send("diffbot:bulk/shop?operation=status", null)).getStatus().getCode()).isEqualTo(status);
        old = response.get();
    }

    @Test
    @DisplayName("A pause that is confirmed without the job returns the paused job, not its previous state")
    void pauseAndResume() throws Exception {
        sandbox().hold();
        job(send("diffbot:bulk/shop", page()));
        awaitRunning();
        remember(7);
        proxy.rule(confirmedButStale("pause=1", 2));
        assertThat(job(send("direct:pause", null)).getStatus().getCode()).isEqualTo(6);

        remember(6);
        proxy.rule(confirmedButStale("pause=0", 2));
        assertThat(job(send("direct:resume", null)).getStatus().getCode()).isEqualTo(7);
    }

    private void awaitRunning() {
        await().until(() -> sandbox().job("shop").status() == 7);
    }

    @Test
    @DisplayName("A restart that is confirmed without the job returns the job with its new creation time")
    void restart() throws Exception {
        oldJob("shop");
        remember(9);
        proxy.rule(confirmedButStale("restart=1", 2));

        Job job = job(send("direct:restart", null));

        assertThat(job.getJobCreationTimeUTC()).isEqualTo(job.getCurrentTimeUTC());
        assertThat(proxy.requests(request -> request.has("restart=1"))).hasSize(1);
    }

    @Test
    @DisplayName("A change that is confirmed, but never visible, returns a job without a status and no error")
    void neverSeen() throws Exception {
        sandbox().hold();
        job(send("diffbot:bulk/shop", page()));
        awaitRunning();
        remember(7);
        proxy.rule(confirmedButStale("pause=1", 1000));

        Job job = job(send("direct:pause", null));

        assertThat(job.getName()).isEqualTo("shop");
        assertThat(job.getStatus().getCode()).isEqualTo(-1);
        assertThat(proxy.requests(request -> request.has("pause=1"))).hasSizeLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = { 502, 504, 204 })
    @DisplayName("replace: the deleted job, still visible after the response to the create was lost, is not the new one")
    void replaced(int status) throws Exception {
        oldJob("shop");
        remember(9);
        AtomicInteger stale = new AtomicInteger(3);
        proxy.rule((request, handOn) -> {
            if (request.has("urls=")) {
                handOn.ask();
                return new Response(status, "");
            }
            boolean created = !proxy.requests(sent -> sent.has("urls=")).isEmpty();
            return created && STATUS.test(request) && stale.getAndDecrement() > 0 ? old : null;
        });

        Exchange exchange = send("direct:replace", page());

        Job job = job(exchange);
        assertThat(job.getJobCreationTimeUTC()).isEqualTo(sandbox().job("shop").toJson().get("jobCreationTimeUTC").asLong());
        assertThat(job.getObjectsFound()).isNotEqualTo(3);
        assertThat(proxy.requests(request -> request.has("urls="))).hasSize(1);
        assertThat(proxy.requests(request -> request.has("delete=1"))).hasSize(1);
    }

    @Test
    @DisplayName("replace: if only the deleted job is ever visible, the outcome is unknown and nothing is sent again")
    void onlyTheDeletedJob() throws Exception {
        oldJob("shop");
        remember(9);
        proxy.rule((request, handOn) -> {
            if (request.has("urls=")) {
                return new Response(502, "");
            }
            boolean created = !proxy.requests(sent -> sent.has("urls=")).isEmpty();
            return created && STATUS.test(request) ? old : null;
        });

        Exchange exchange = send("direct:replaceOnce", page());

        assertThat(exchange.getException()).isInstanceOf(DiffbotOutcomeUnknownException.class);
        assertThat(proxy.requests(request -> request.has("urls="))).hasSize(1);
        assertThat(proxy.requests(request -> request.has("delete=1"))).hasSize(1);
    }
}
