/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameldiffbot.examples.kafka.KafkaBroker;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.main.Main;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The example sends events to Kafka, none lost")
class EventsToKafkaTest {

    private static final String TOPIC = "diffbot-events";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

    @Test
    @DisplayName("An event that the broker rejects is sent again, and all events arrive in order with their keys")
    void anEventThatTheBrokerRefusesComesAgainWithItsKey() throws Exception {
        try (KafkaBroker broker = KafkaBroker.start();
             Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
            NewTopic topic = new NewTopic(TOPIC, 1, (short) 1).configs(Map.of("max.message.bytes", "10"));
            admin.createTopics(List.of(topic)).all().get(60, SECONDS);
            Main main = new Main();
            main.addOverrideProperty("camel.component.kafka.brokers", broker.address());
            main.addOverrideProperty("camel.main.durationMaxMessages", "0");
            // the test is the receiver
            main.addOverrideProperty("camel.main.routesExcludePattern", "**/receiver.camel.yaml");
            main.init();
            NotifyBuilder refused
                    = new NotifyBuilder(main.getCamelContext()).fromRoute("events-to-kafka").whenFailed(1).create();
            main.start();
            try (KafkaConsumer<String, String> events = new KafkaConsumer<>(
                    Map.of("bootstrap.servers", broker.address(), "max.poll.records", "1"), new StringDeserializer(),
                    new StringDeserializer())) {
                assertThat(refused.matches(90, SECONDS)).isTrue();
                admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, TOPIC),
                        List.of(new AlterConfigOp(
                                new ConfigEntry("max.message.bytes", "1000000"), AlterConfigOp.OpType.SET))))
                        .all().get(60, SECONDS);

                events.assign(List.of(PARTITION));
                events.seekToBeginning(List.of(PARTITION));
                assertEvent(events, 0, "created", "/created");
                JsonNode job = assertEvent(events, 1, "completed", "/ended/");
                assertThat(job.path("jobStatus").path("status").asInt()).isEqualTo(9);
                assertThat(job.path("pageProcessSuccesses").asInt()).isEqualTo(2);
            } finally {
                main.stop();
            }
        }
    }

    private static JsonNode assertEvent(KafkaConsumer<String, String> events, long offset, String event, String inId)
            throws Exception {
        List<ConsumerRecord<String, String>> polled = events.poll(Duration.ofSeconds(60)).records(PARTITION);
        assertThat(polled).as("the event %s", event).hasSize(1);
        ConsumerRecord<String, String> message = polled.get(0);
        assertThat(message.offset()).isEqualTo(offset);
        assertThat(message.key()).startsWith("bulk/to-kafka/").contains(inId);
        assertThat(message.headers().lastHeader("event").value()).asString(UTF_8).isEqualTo(event);
        JsonNode job = new ObjectMapper().readTree(message.value());
        assertThat(job.path("name").asText()).isEqualTo("to-kafka");
        return job;
    }
}
