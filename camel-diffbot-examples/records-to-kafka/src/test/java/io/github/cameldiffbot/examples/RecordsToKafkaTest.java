/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples;

import java.io.File;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.cameldiffbot.examples.kafka.KafkaBroker;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.apache.camel.main.Main;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("The example stores records once, although a node is killed")
@Tag("kill")
class RecordsToKafkaTest {

    private static final String TOPIC = "diffbot-records";
    private static final int RECORDS = 120;
    private static final int BEFORE_THE_KILL = 10;
    private static final Duration LIMIT = Duration.ofSeconds(120);

    @TempDir
    private Path logs;

    @Test
    @DisplayName("The records of a killed node are stored once by the other one")
    void theRecordsOfAKilledNodeAreStoredOnceByTheOther() throws Exception {
        try (KafkaBroker broker = KafkaBroker.start();
             Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()));
             EmbeddedPostgres postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
             Connection database = postgres.getPostgresDatabase().getConnection();
             Statement sql = database.createStatement()) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 3, (short) 1))).all().get(60, SECONDS);
            stopNodesAfterTheirFirstRecords(sql);
            List<Process> nodes = new ArrayList<>();
            Main reader = reader(broker);
            try {
                nodes.add(node("a", broker, postgres));
                nodes.add(node("b", broker, postgres));
                await().atMost(LIMIT).until(() -> bothHavePartitions(admin));
                reader.start();
                await().atMost(LIMIT).until(() -> 2 == number(sql, "SELECT COUNT(DISTINCT application_name)"
                                                                   + " FROM pg_stat_activity WHERE wait_event = 'advisory'"));
                nodes.get(0).destroyForcibly().waitFor();
                sql.execute("SELECT pg_advisory_unlock(1)");

                Map<String, String> sent = sent(broker);
                assertThat(sent).hasSize(RECORDS);
                await().atMost(LIMIT).until(() -> RECORDS == number(sql, "SELECT COUNT(*) FROM record"));
                assertThat(stored(sql)).isEqualTo(sent);
                assertThat(number(sql, "SELECT COUNT(*) FROM written WHERE node = 'a'"))
                        .isGreaterThanOrEqualTo(BEFORE_THE_KILL);
            } finally {
                nodes.forEach(Process::destroyForcibly);
                reader.stop();
            }
        }
    }

    /** Makes each node wait in the middle of its first records, until this connection gives the lock back. */
    private static void stopNodesAfterTheirFirstRecords(Statement sql) throws SQLException {
        sql.execute("SELECT pg_advisory_lock(1)");
        sql.execute("CREATE TABLE record (id VARCHAR(200) PRIMARY KEY, json TEXT)");
        sql.execute("CREATE TABLE written (node TEXT, id TEXT)");
        sql.execute("""
                CREATE FUNCTION write() RETURNS TRIGGER LANGUAGE plpgsql AS $$
                DECLARE
                  name TEXT := current_setting('application_name');
                BEGIN
                  IF (SELECT COUNT(*) FROM written WHERE node = name) >= %d THEN
                    PERFORM pg_advisory_xact_lock_shared(1);
                  END IF;
                  INSERT INTO written VALUES (name, NEW.id);
                  RETURN NEW;
                END $$""".formatted(BEFORE_THE_KILL));
        sql.execute("CREATE TRIGGER write BEFORE INSERT OR UPDATE ON record FOR EACH ROW EXECUTE FUNCTION write()");
    }

    private static Main reader(KafkaBroker broker) {
        Main reader = new Main();
        reader.addOverrideProperty("camel.component.kafka.brokers", broker.address());
        reader.addOverrideProperty("camel.main.durationMaxMessages", "0");
        reader.addOverrideProperty("camel.main.routesExcludePattern", "**/store.camel.yaml");
        reader.addOverrideProperty("example.urls", IntStream.rangeClosed(1, RECORDS)
                .mapToObj(note -> "{{diffbot.sandbox.site}}/notes/" + note).collect(Collectors.joining(" ")));
        return reader;
    }

    private Process node(String name, KafkaBroker broker, EmbeddedPostgres postgres) throws Exception {
        Map<String, String> properties = new HashMap<>();
        properties.put("camel.main.routesExcludePattern", "**/records-to-kafka.camel.yaml");
        properties.put("camel.main.durationMaxMessages", "0");
        properties.put("camel.component.diffbot.token", "none");
        properties.put("camel.component.kafka.brokers", broker.address());
        properties.put("example.database", postgres.getJdbcUrl("postgres", "postgres") + "&ApplicationName=" + name);
        properties.put("example.user", "postgres");
        properties.put("example.sessionTimeout", "4000");
        properties.put("example.heartbeat", "500");
        List<String> command = new ArrayList<>(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC", "-Xmx128m", "-cp", System.getProperty("java.class.path")));
        properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.add("org.apache.camel.main.Main");
        File log = logs.resolve(name + ".log").toFile();
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    }

    private static boolean bothHavePartitions(Admin admin) throws Exception {
        ConsumerGroupDescription group = admin.describeConsumerGroups(List.of("store")).describedGroups().get("store").get();
        return group.members().stream().filter(member -> !member.assignment().topicPartitions().isEmpty()).count() == 2;
    }

    /** Returns all records of the topic by key. Each key must be there once, and each partition must have some. */
    private static Map<String, String> sent(KafkaBroker broker) {
        List<TopicPartition> partitions = IntStream.range(0, 3).mapToObj(n -> new TopicPartition(TOPIC, n)).toList();
        Map<String, String> sent = new HashMap<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.address()), new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            assertThat(ends.values()).allSatisfy(end -> assertThat(end).isPositive());
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<String, String> message : consumer.poll(LIMIT)) {
                    assertThat(sent.put(message.key(), message.value())).as("the first %s", message.key()).isNull();
                }
            }
        }
        return sent;
    }

    private static Map<String, String> stored(Statement sql) throws SQLException {
        Map<String, String> stored = new HashMap<>();
        try (ResultSet rows = sql.executeQuery("SELECT id, json FROM record")) {
            while (rows.next()) {
                stored.put(rows.getString(1), rows.getString(2));
            }
        }
        return stored;
    }

    private static int number(Statement sql, String query) throws SQLException {
        try (ResultSet rows = sql.executeQuery(query)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
