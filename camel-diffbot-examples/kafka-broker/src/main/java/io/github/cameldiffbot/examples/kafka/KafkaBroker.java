/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import kafka.server.StandardFaultHandlerFactory;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.metadata.bootstrap.BootstrapDirectory;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Features;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A Kafka broker in this JVM, with its controller (KRaft). Both listen on free ports of the loopback interface. New
 * topics have three partitions. The data is in a temporary directory until {@link #close}.
 */
public final class KafkaBroker implements AutoCloseable {

    private static final int NODE = 1;
    private static final String HOST = "127.0.0.1";

    private final Path directory;
    private final ControllerServer controller;
    private final BrokerServer broker;

    private KafkaBroker(Path directory) throws Exception {
        this.directory = directory;
        KafkaConfig config = new KafkaConfig(settings(directory), false);
        format(directory);
        MetaPropertiesEnsemble properties = new MetaPropertiesEnsemble.Loader()
                .addMetadataLogDir(directory.toString()).addLogDirs(List.of(directory.toString())).load();
        CompletableFuture<Map<Integer, InetSocketAddress>> voters = new CompletableFuture<>();
        SharedServer shared = new SharedServer(
                config, properties, Time.SYSTEM, new Metrics(), voters, List.of(), new StandardFaultHandlerFactory());
        controller = new ControllerServer(
                shared, KafkaRaftServer.configSchema(),
                new BootstrapDirectory(directory.toString(), Optional.empty()).read());
        // the address of the controller is known when its socket is bound
        controller.socketServerFirstBoundPortFuture()
                .thenAccept(port -> voters.complete(Map.of(NODE, new InetSocketAddress(HOST, port))));
        broker = new BrokerServer(shared);
    }

    /** Starts a broker. */
    public static KafkaBroker start() throws Exception {
        KafkaBroker started = new KafkaBroker(Files.createTempDirectory("kafka-broker"));
        try {
            started.controller.startup();
            started.broker.startup();
        } catch (Exception e) {
            started.close();
            throw e;
        }
        return started;
    }

    /** Returns the value for the option {@code brokers}. */
    public String address() {
        return HOST + ":" + broker.boundPort(new ListenerName("CLIENT"));
    }

    @Override
    public void close() throws IOException {
        broker.shutdown(Duration.ofSeconds(5));
        controller.shutdown();
        Utils.delete(directory.toFile());
    }

    private static Map<String, String> settings(Path directory) {
        Map<String, String> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", String.valueOf(NODE));
        settings.put("listeners", "CLIENT://" + HOST + ":0,CONTROLLER://" + HOST + ":0");
        settings.put("advertised.listeners", "CLIENT://" + HOST + ":0");
        settings.put("listener.security.protocol.map", "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "CLIENT");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("controller.quorum.voters", NODE + "@0.0.0.0:0");
        settings.put("log.dirs", directory.toString());
        settings.put("num.partitions", "3");
        // one broker holds all copies
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        // it would take 128 MB of memory
        settings.put("log.cleaner.enable", "false");
        // members of a group start and fail at once
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("group.min.session.timeout.ms", "500");
        return settings;
    }

    private static void format(Path directory) throws Exception {
        new Formatter().setPrintStream(new PrintStream(OutputStream.nullOutputStream())).setNodeId(NODE)
                .setClusterId(Uuid.randomUuid().toString()).addDirectory(directory.toString())
                .setMetadataLogDirectory(directory.toString()).setControllerListenerName("CONTROLLER")
                .setSupportedFeatures(Features.PRODUCTION_FEATURES).setReleaseVersion(MetadataVersion.latestProduction()).run();
    }
}
