/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.recovery;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.cameldiffbot.FaultCase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two or three nodes with one token and a shared repository in PostgreSQL.
 * <p>
 * With a leader: each completion is handled, by one node at a time; an id is confirmed once, and handled once unless a
 * node is killed between the end of the route and the confirmation. Without one, the repository alone: each completion
 * is handled and its id confirmed once, but both nodes may handle it if they poll at the same time. With claims and
 * without a leader, one node at a time handles it.
 */
@DisplayName("Several nodes with a shared repository handle each end, whatever happens to one of them")
@Tag("kill")
class SeveralNodesTest extends RestartSupport {

    private static final List<String> JOBS = IntStream.range(0, 6).mapToObj(i -> "job-" + i).toList();
    private static EmbeddedPostgres database;

    @BeforeAll
    static void startDatabase() throws IOException {
        database = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    }

    @AfterAll
    static void stopDatabase() throws IOException {
        database.close();
    }

    @BeforeEach
    void clear() throws Exception {
        try (var connection = database.getPostgresDatabase().getConnection(); var statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS CAMEL_MESSAGEPROCESSED");
            // Camel's repository creates a missing table, and two nodes that start at the same time both try to
            statement.execute("CREATE TABLE CAMEL_MESSAGEPROCESSED (processorName VARCHAR(255), messageId VARCHAR(100),"
                              + " createdAt TIMESTAMP, PRIMARY KEY (processorName, messageId))");
        }
        sandbox().hold();
    }

    @AfterEach
    void release() {
        sandbox().release();
    }

    @Test
    @FaultCase("K1")
    @DisplayName("When the leader is killed within its route, the other node handles each event once")
    void theLeaderIsKilledInTheMiddleOfItsRoute() throws Exception {
        ChildJvm a = node("a", true, "job-3");
        ChildJvm b = node("b", true, "job-3");
        a.await("started");
        b.await("started");
        finish(JOBS);
        await().until(() -> stands(a) || stands(b));
        ChildJvm leader = stands(a) ? a : b;
        ChildJvm other = leader == a ? b : a;
        assertThat(other.said("begins")).isEmpty();

        leader.kill();

        await().until(() -> confirmed().containsAll(JOBS));
        finish(List.of("later"));
        await().until(() -> confirmed().contains("later"));
        assertThat(confirmed()).doesNotHaveDuplicates();
        assertThat(jobs("handled")).doesNotHaveDuplicates().containsAll(JOBS);
        assertThat(other.said("begins")).isNotEmpty();
    }

    @Test
    @FaultCase("K1")
    @DisplayName("Without a leader, the end that a killed node handled is handled by the other")
    void withoutALeaderOneIsKilledInTheMiddleOfItsRoute() throws Exception {
        ChildJvm a = node("a", false, "job-3");
        ChildJvm b = node("b", false, "job-3");
        a.await("started");
        b.await("started");
        finish(JOBS);
        await().until(() -> stands(a) || stands(b));

        (stands(a) ? a : b).kill();

        await().until(() -> confirmed().containsAll(JOBS));
        assertThat(confirmed()).doesNotHaveDuplicates();
        assertThat(jobs("handled")).containsAll(JOBS);
    }

    @Test
    @FaultCase("K1")
    @DisplayName("With claims each event is handled by one of three nodes that all poll: that of a killed node by one other"
                 + " node, after the claim expired")
    void withClaimsOneIsKilledInTheMiddleOfItsRoute() throws Exception {
        List<ChildJvm> nodes = Stream.of("a", "b", "c").map(name -> node(name, false, "job-3", true)).toList();
        nodes.forEach(node -> node.await("started"));
        finish(JOBS);
        await().until(() -> nodes.stream().anyMatch(SeveralNodesTest::stands));
        ChildJvm standing = nodes.stream().filter(SeveralNodesTest::stands).findFirst().orElseThrow();
        List<ChildJvm> others = nodes.stream().filter(node -> node != standing).toList();
        await().until(() -> confirmed().size() == JOBS.size() - 1);
        // longer than a claim lasts that is not extended
        int before = others.get(0).said("ticks").size();
        await().until(() -> others.get(0).said("ticks").size() >= before + 45);
        assertThat(jobs("begins")).hasSameSizeAs(JOBS).doesNotHaveDuplicates();

        standing.kill();

        await().until(() -> confirmed().containsAll(JOBS));
        finish(List.of("later"));
        await().until(() -> confirmed().contains("later"));
        assertThat(confirmed()).doesNotHaveDuplicates();
        assertThat(jobs("handled")).doesNotHaveDuplicates().containsAll(JOBS);
        assertThat(jobs("begins").stream().filter("job-3"::equals)).hasSize(2);
        assertThat(jobs("begins")).hasSize(JOBS.size() + 2);
    }

    /** K2: a node that stood still for a long time continues with an event that the other one has handled meanwhile. */
    @Test
    @FaultCase("K2")
    @DisplayName("A node that was frozen continues with an event that another one has handled, and its id is stored once")
    void theLateConfirmOfANodeThatWasFrozenIsHarmless() throws Exception {
        ChildJvm a = node("a", false, "job-0");
        a.await("started");
        finish(List.of("job-0"));
        a.await("stands");
        node("b", false, "job-0").await("handled");
        await().until(() -> confirmed().contains("job-0"));

        a.send("continue");
        a.await("handled");
        finish(List.of("later"));

        await().until(() -> confirmed().contains("later"));
        await().until(() -> jobs("handled").stream().filter("job-0"::equals).count() == 2);
        assertThat(confirmed()).containsExactlyInAnyOrder("job-0", "later");
        assertThat(rows()).isEqualTo(2);
        assertThat(a.said("begins").stream().filter(id -> id.contains("job-0"))).hasSize(1);
    }

    @Test
    @FaultCase("K2")
    @EnabledOnOs({ OS.LINUX, OS.MAC })
    @DisplayName("A frozen leader keeps its file lock: no node replaces it. When it continues, each event is handled once")
    void aFrozenLeaderIsNotReplaced() throws Exception {
        ChildJvm a = node("a", true, "job-0");
        ChildJvm b = node("b", true, "job-0");
        a.await("started");
        b.await("started");
        finish(List.of("job-0"));
        await().until(() -> stands(a) || stands(b));
        ChildJvm leader = stands(a) ? a : b;
        ChildJvm other = leader == a ? b : a;

        leader.freeze();
        finish(List.of("later"));
        int before = other.said("ticks").size();
        // twice the time after which a killed leader is replaced
        await().until(() -> other.said("ticks").size() >= before + 20);
        assertThat(other.said("begins")).isEmpty();
        leader.thaw();
        leader.send("continue");

        await().until(() -> confirmed().contains("later"));
        assertThat(confirmed()).containsExactly("job-0", "later");
        assertThat(jobs("handled")).containsExactly("job-0", "later");
        assertThat(other.said("begins")).isEmpty();
    }

    private ChildJvm node(String name, boolean leader, String stopIn) {
        return node(name, leader, stopIn, false);
    }

    private ChildJvm node(String name, boolean leader, String stopIn, boolean claims) {
        return start(NodeApplication.class, "node", name, "leader", Boolean.toString(leader), "stopIn", stopIn,
                "database", database.getJdbcUrl("postgres", "postgres"), "lock", folder.resolve("lock").toString(),
                "stood", folder.resolve("stood").toString(), "claims", Boolean.toString(claims));
    }

    private static boolean stands(ChildJvm node) {
        return !node.said("stands").isEmpty();
    }

    private static void finish(List<String> jobs) throws Exception {
        try (DefaultCamelContext context = Contexts.of(DIFFBOT)) {
            context.start();
            try (var template = context.createProducerTemplate()) {
                for (String job : jobs) {
                    template.requestBody("diffbot:bulk/" + job, sandbox().demoSite() + "notes/7");
                }
            }
        }
        sandbox().release();
    }

    private List<String> confirmed() {
        return jobs("confirmed");
    }

    private List<String> jobs(String what) {
        Stream<String> lines = ledger().stream().filter(line -> line.startsWith(what + " bulk/"));
        return lines.map(line -> line.split("/")[1]).toList();
    }

    private static int rows() throws Exception {
        try (var connection = database.getPostgresDatabase().getConnection();
             var statement = connection.createStatement();
             var result = statement.executeQuery("SELECT COUNT(*) FROM CAMEL_MESSAGEPROCESSED")) {
            result.next();
            return result.getInt(1);
        }
    }
}
