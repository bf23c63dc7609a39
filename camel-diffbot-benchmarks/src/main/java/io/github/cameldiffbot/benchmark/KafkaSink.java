/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.examples.kafka.KafkaBroker;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.processor.aggregate.GroupedMessageAggregationStrategy;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Sends the records of a job to a topic of Kafka, one by one or in groups of 500, with the key of the record as key of
 * the message. The broker is in the same JVM.
 */
final class KafkaSink implements Contestant {

    private static final String TOPIC = "records";

    private final Admin admin;
    private final ProducerTemplate template;

    KafkaSink(CamelContext context, String baseUrl, String form) throws Exception {
        KafkaBroker broker = KafkaBroker.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(broker)));
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.address()));
        admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        context.getComponent("kafka", KafkaComponent.class).getConfiguration().setBrokers(broker.address());
        Diffbot.configure(context, baseUrl);
        context.addRoutes(form.equals("kafkaGroups") ? groups() : single());
        context.start();
        template = context.createProducerTemplate();
    }

    private static RouteBuilder single() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:sink").to("diffbot:bulk?operation=data")
                        .split(body()).streaming().stopOnException()
                        .setHeader(KafkaConstants.KEY, simple("${body.key}")).to("kafka:" + TOPIC);
            }
        };
    }

    private static RouteBuilder groups() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:sink").to("diffbot:bulk?operation=data&groupSize=500")
                        .split(body()).streaming().stopOnException().to("direct:group");
                // a list of messages, which camel-kafka sends at once
                from("direct:group").split(body(), new GroupedMessageAggregationStrategy())
                        .setHeader(KafkaConstants.KEY, simple("${body.key}")).end()
                        .to("kafka:" + TOPIC);
            }
        };
    }

    private static void stop(KafkaBroker broker) {
        try {
            broker.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public long run(String load) throws Exception {
        long before = messages();
        Exchange done = template.request("direct:sink",
                exchange -> exchange.getMessage().setHeader(DiffbotConstants.JOB_NAME, load));
        if (done.getException() != null) {
            throw done.getException();
        }
        long count = Load.parse(load).count();
        if (messages() - before != count) {
            throw new IOException(messages() - before + " messages of " + load);
        }
        return count;
    }

    private long messages() throws Exception {
        TopicPartition partition = new TopicPartition(TOPIC, 0);
        return admin.listOffsets(Map.of(partition, OffsetSpec.latest())).partitionResult(partition).get().offset();
    }
}
