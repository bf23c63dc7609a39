/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import org.apache.camel.Consumer;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.spi.ScheduledPollConsumerScheduler;
import org.apache.camel.support.service.ServiceSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Consumers with another scheduler than Camel's default, such as quartz or spring with cron.
 */
@DisplayName("Consumers run on other schedulers than Camel's default")
class ConsumerSchedulerTest extends DiffbotTestSupport {

    private final ManualScheduler scheduler = new ManualScheduler();

    @Test
    @DisplayName("Each tick of another scheduler receives the current jobs, regardless of the delay")
    void ageFollowsTheScheduler() throws Exception {
        inTurn("/bulk?name=shop", WireJob.bulk("shop").status(7).response(), WireJob.bulk("shop").status(9).response());
        MockEndpoint events = consume();
        events.expectedMessageCount(1);

        scheduler.tick();
        scheduler.tick();

        events.assertIsSatisfied(0);
        assertThat(requests()).hasSize(2);
    }

    @Test
    @DisplayName("Consumers of one tick share a poll")
    void oneTickIsOnePoll() throws Exception {
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(7).response()));
        consume();
        ManualScheduler second = new ManualScheduler();
        context.getRegistry().bind("second", second);
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("diffbot:bulk/shop?scheduler=#second").to("mock:second");
            }
        });

        scheduler.tick();
        second.tick();

        assertThat(requests()).hasSize(1);
    }

    private MockEndpoint consume() throws Exception {
        context.getRegistry().bind("manual", scheduler);
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("diffbot:bulk/shop?scheduler=#manual").to("mock:events");
            }
        });
        return getMockEndpoint("mock:events");
    }

    /** Polls when a test requests it. */
    private static final class ManualScheduler extends ServiceSupport implements ScheduledPollConsumerScheduler {

        private org.apache.camel.CamelContext camelContext;
        private Runnable task;

        void tick() {
            task.run();
        }

        @Override
        public void onInit(Consumer consumer) {
            // polls each consumer
        }

        @Override
        public void scheduleTask(Runnable poll) {
            task = poll;
        }

        @Override
        public void unscheduleTask() {
            task = null;
        }

        @Override
        public void startScheduler() {
            // polls only on request
        }

        @Override
        public boolean isSchedulerStarted() {
            return true;
        }

        @Override
        public void setCamelContext(org.apache.camel.CamelContext context) {
            camelContext = context;
        }

        @Override
        public org.apache.camel.CamelContext getCamelContext() {
            return camelContext;
        }
    }
}
