/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.recovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.sandbox.model.RecordedRequest;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Several nodes with the claims in PostgreSQL submit the same names at the same time, and one of them is killed at
 * random moments. More with {@code -Dclaims.names=1000 -Dclaims.nodes=4 -Dclaims.kills=10 -Dclaims.seed=2}.
 */
@DisplayName("Several nodes that submit the same names pay each once, although one is killed")
@Tag("kill")
class ClaimedNamesTest extends RestartSupport {

    private static final int NAMES = Integer.getInteger("claims.names", 40);
    private static final int NODES = Integer.getInteger("claims.nodes", 3);
    private static final int KILLS = Integer.getInteger("claims.kills", 1);
    private static final long SEED = Long.getLong("claims.seed", 15);

    private static final Duration LIMIT = Duration.ofSeconds(60 + NAMES);

    // by identity: equal requests count as two
    private final Set<RecordedRequest> submissions = Collections.newSetFromMap(new IdentityHashMap<>());
    private EmbeddedPostgres database;

    @Test
    @FaultCase({ "S1", "K1" })
    @DisplayName("Each name is submitted once, although all nodes submit it and one of them is killed again and again")
    void oneSubmissionPerName() throws Exception {
        try (EmbeddedPostgres started = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start()) {
            database = started;
            createTable();
            List<ChildJvm> nodes = new ArrayList<>();
            for (int i = 0; i < NODES; i++) {
                nodes.add(node());
            }
            for (ChildJvm node : nodes) {
                awaitReady(node);
            }
            for (ChildJvm node : nodes) {
                node.send("go");
            }
            Random random = new Random(SEED);
            for (int kill = 0; kill < KILLS; kill++) {
                int moment = NAMES * kill / KILLS + random.nextInt(Math.max(1, NAMES / KILLS));
                awaitSubmissions(moment);
                nodes.get(0).kill();
                ChildJvm next = node();
                awaitReady(next);
                next.send("go");
                nodes.set(0, next);
            }
            for (ChildJvm node : nodes) {
                await().atMost(LIMIT).pollInterval(Duration.ofMillis(50))
                        .until(() -> record() >= 0 && !node.said("done").isEmpty());
                assertThat(node.said("has")).containsExactlyInAnyOrderElementsOf(names());
            }
        }
        record();
        assertThat(submissions.stream().map(request -> request.param("name")))
                .containsExactlyInAnyOrderElementsOf(names());
    }

    private ChildJvm node() {
        return start(ClaimsApplication.class, "database", database.getJdbcUrl("postgres", "postgres"),
                "names", Integer.toString(NAMES), "page", sandbox().demoSite() + "notes/7");
    }

    private static List<String> names() {
        return IntStream.range(0, NAMES).mapToObj(i -> "job" + i).toList();
    }

    /** Waits for the start of a JVM, which is slow while the others submit. */
    private static void awaitReady(ChildJvm node) {
        await().atMost(LIMIT).until(() -> !node.said("ready").isEmpty());
    }

    private void awaitSubmissions(int count) {
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(20)).until(() -> record() >= count);
    }

    /** Records the submissions of the journal, which keeps only the last requests, and returns their number. */
    private int record() {
        submissions.addAll(sandbox().requests(request -> request.method().equals("POST") && request.param("urls") != null));
        return submissions.size();
    }

    private void createTable() throws Exception {
        try (var connection = database.getPostgresDatabase().getConnection(); var statement = connection.createStatement()) {
            // Camel's repository creates a missing table, and nodes that start at the same time all try to
            statement.execute("CREATE TABLE CAMEL_MESSAGEPROCESSED (processorName VARCHAR(255), messageId VARCHAR(100),"
                              + " createdAt TIMESTAMP, PRIMARY KEY (processorName, messageId))");
        }
    }
}
