/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.lang.management.ManagementFactory;
import java.util.Date;
import java.util.Map;
import java.util.Set;

import javax.management.MBeanServer;
import javax.management.ObjectName;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * JMX shows the attributes for operators, in addition to those of Camel.
 */
@DisplayName("JMX shows attributes for operators")
class ManagedAttributesTest extends DiffbotTestSupport {

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    @Override
    public void configureTest(TestExecutionConfiguration configuration) {
        super.configureTest(configuration);
        configuration.withEnableJMX();
    }

    @Test
    @DisplayName("A consumer shows its jobs, events and polls")
    void ofAConsumer() throws Exception {
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(7).response()));
        events("diffbot:bulk/shop");

        ObjectName consumer = bean("type=consumers,name=DiffbotConsumer*");

        await().untilAsserted(() -> assertThat(server.getAttribute(consumer, "TrackedJobs")).isEqualTo(1));
        assertThat(server.getAttribute(consumer, "WaitingEvents")).isEqualTo(0);
        assertThat((Date) server.getAttribute(consumer, "LastGoodPoll")).isBeforeOrEqualTo(new Date());
        assertThat((long) server.getAttribute(consumer, "LastGoodPollAge")).isBetween(0L, 60_000L);
        assertThat(server.getAttribute(consumer, "LastPollError")).isNull();
        assertThat(server.getAttribute(consumer, "Delay")).isEqualTo(30L);
        assertThat(server.getAttribute(consumer, "RouteId")).isEqualTo("events");
    }

    @Test
    @DisplayName("The last end of a job is delivered again by an operation of the consumer")
    void redeliver() throws Exception {
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(9).response()));
        MockEndpoint events = events("diffbot:bulk/shop?startFrom=earliest");
        events.expectedMessageCount(1);
        events.assertIsSatisfied();
        ObjectName consumer = bean("type=consumers,name=DiffbotConsumer*");
        await().untilAsserted(() -> assertThat(server.getAttribute(consumer, "WaitingEvents")).isEqualTo(0));
        events.reset();
        events.expectedMessageCount(1);

        assertThat(redeliver(consumer, "shop")).isEqualTo(true);

        events.assertIsSatisfied();
        assertThat(redeliver(consumer, "other")).isEqualTo(false);
        await().untilAsserted(() -> assertThat(server.getAttribute(consumer, "WaitingEvents")).isEqualTo(0));
        String id = events.getExchanges().get(0).getMessage().getHeader(DiffbotConstants.EVENT_ID, String.class);
        events.reset();
        events.expectedMessageCount(1);
        assertThat(redeliverEvent(consumer, id)).isEqualTo(true);
        events.assertIsSatisfied();
        assertThat(redeliverEvent(consumer, id + "0")).isEqualTo(false);
    }

    @Test
    @DisplayName("The component has the credits of ended jobs, in all and for each job under the name of the session")
    void credits() throws Exception {
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(9).with("pageProcessSuccesses", 3).response()));
        events("diffbot:bulk/shop?startFrom=earliest");
        ObjectName component = bean("type=components,name=\"diffbot\"");

        await().untilAsserted(() -> assertThat(server.getAttribute(component, "SpentCredits")).isEqualTo(3L));
        assertThat((Map<?, ?>) server.getAttribute(component, "SpentCreditsByJob")).hasSize(1)
                .allSatisfy((job, spent) -> {
                    assertThat(job).asString().matches("diffbot-\\d+/bulk/shop");
                    assertThat(spent).isEqualTo(3L);
                });
    }

    private Object redeliver(ObjectName consumer, String name) throws Exception {
        return server.invoke(consumer, "redeliver", new Object[] { "bulk", name },
                new String[] { String.class.getName(), String.class.getName() });
    }

    private Object redeliverEvent(ObjectName consumer, String id) throws Exception {
        return server.invoke(consumer, "redeliverEvent", new Object[] { id }, new String[] { String.class.getName() });
    }

    @Test
    @DisplayName("The last errors of a consumer and of the component do not contain the token")
    void theLastErrorIsWithoutTheToken() throws Exception {
        onGet("/bulk?name=shop", json("{\"errorCode\":401,\"error\":\"Not authorized " + TOKEN + ".\"}").withStatus(401));
        events("diffbot:bulk/shop");

        ObjectName consumer = bean("type=consumers,name=DiffbotConsumer*");
        ObjectName component = bean("type=components,name=\"diffbot\"");

        await().untilAsserted(() -> assertThat((String) server.getAttribute(consumer, "LastPollError"))
                .contains("Not authorized").doesNotContain(TOKEN));
        assertThat((String) server.getAttribute(component, "LastError")).contains("Not authorized").doesNotContain(TOKEN);
        assertThat((long) server.getAttribute(component, "Errors")).isPositive();
    }

    @Test
    @DisplayName("A producer and the component show the waits")
    void ofAProducerAndTheComponent() throws Exception {
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(7).response()));
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:await").to("diffbot:bulk/shop?operation=await");
            }
        });
        ObjectName producer = bean("type=producers,name=DiffbotProducer*");
        ObjectName component = bean("type=components,name=\"diffbot\"");

        template.asyncRequestBody("direct:await", null);

        await().untilAsserted(() -> assertThat(server.getAttribute(producer, "PendingWaits")).isEqualTo(1));
        assertThat(server.getAttribute(producer, "AwaitedJobs")).isEqualTo(1);
        assertThat(server.getAttribute(producer, "FailedPolls")).isEqualTo(0);
        assertThat(server.getAttribute(producer, "State")).isEqualTo("Started");
        assertThat(server.getAttribute(component, "PendingWaits")).isEqualTo(1L);
        // the wait begins before its first poll
        await().untilAsserted(() -> assertThat((long) server.getAttribute(component, "Calls")).isPositive());
        assertThat(server.getAttribute(component, "Retries")).isEqualTo(0L);
        assertThat(server.getAttribute(component, "Throttles")).isEqualTo(0L);
        assertThat(server.getAttribute(component, "ReceivedBytes")).isEqualTo(0L);
        assertThat(server.getAttribute(component, "LastError")).isNull();
        assertThat(server.getAttribute(component, "ComponentName")).isEqualTo("diffbot");
    }

    private ObjectName bean(String name) throws Exception {
        Set<ObjectName> beans = server.queryNames(
                new ObjectName("org.apache.camel:context=" + context.getManagementName() + "," + name), null);
        assertThat(beans).hasSize(1);
        return beans.iterator().next();
    }
}
