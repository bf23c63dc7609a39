/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

import java.util.concurrent.atomic.AtomicInteger;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.QuickAwait;
import io.github.cameldiffbot.ReservedPort;
import io.github.cameldiffbot.error.DiffbotUnavailableException;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.sandbox.DiffbotSandbox;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A service can start after the application")
@ExtendWith(QuickAwait.class)
class LateServiceStartTest {

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    private final AtomicInteger failedPolls = new AtomicInteger();

    @Test
    @DisplayName("A service that starts after the application is used without a restart")
    void thanTheApplication() throws Exception {
        ReservedPort port = new ReservedPort();
        try (port; DefaultCamelContext context = Diffbots.context("http://127.0.0.1:" + port.number() + "/v3", TOKEN)) {
            context.getRegistry().bind("failures", new FailedPolls());
            context.addRoutes(routes());
            context.start();
            assertThat(context.isStarted()).isTrue();
            LifeCycleSupport.await().until(() -> failedPolls.get() >= 2);
            assertThat(submit(context, "http://www.example.com/").getException())
                    .isInstanceOf(DiffbotUnavailableException.class);
            port.free();
            runAJob(context, port.number());
        }
    }

    private static void runAJob(DefaultCamelContext context, int port) throws InterruptedException {
        try (DiffbotSandbox sandbox = DiffbotSandbox.builder().port(port).token(TOKEN).start()) {
            // the consumer has polled that there are no jobs yet
            LifeCycleSupport.await().until(() -> sandbox.requests().size() >= 2);
            assertThat(submit(context, sandbox.demoSite() + "about").getException()).isNull();
            MockEndpoint done = context.getEndpoint("mock:done", MockEndpoint.class);
            done.expectedHeaderReceived(DiffbotConstants.EVENT, "completed");
            done.expectedMessageCount(1);
            done.assertIsSatisfied();
            assertThat(done.getReceivedExchanges().get(0).getMessage().getBody(Job.class).getObjectsFound()).isEqualTo(1);
        }
    }

    private static Exchange submit(DefaultCamelContext context, String url) {
        return context.createFluentProducerTemplate().to("direct:submit").withBody(url).send();
    }

    private static RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:submit").to("diffbot:bulk/life");
                from("diffbot:bulk/life?delay=100&initialDelay=0&pollStrategy=#failures").to("mock:done");
            }
        };
    }

    private final class FailedPolls extends DefaultPollingConsumerPollStrategy {

        @Override
        public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) {
            if (cause instanceof DiffbotUnavailableException) {
                failedPolls.incrementAndGet();
            }
            return false;
        }
    }
}
