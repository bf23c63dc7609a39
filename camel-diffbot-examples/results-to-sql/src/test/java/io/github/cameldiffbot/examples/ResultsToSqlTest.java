/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameldiffbot.data.DiffbotRecord;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The example stores records in a database")
class ResultsToSqlTest {

    @Test
    @DisplayName("Each record is stored once in H2")
    void recordsAreInH2Once() throws Exception {
        recordsAreThereOnce("jdbc:h2:mem:results-to-sql;DB_CLOSE_DELAY=-1", "sa");
    }

    @Test
    @DisplayName("Each record is stored once in PostgreSQL")
    void recordsAreInPostgresqlOnce() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start()) {
            recordsAreThereOnce(postgres.getJdbcUrl("postgres", "postgres"), "postgres");
        }
    }

    private static void recordsAreThereOnce(String database, String user) throws Exception {
        Main main = new Main();
        main.addOverrideProperty("example.database", database);
        main.addOverrideProperty("example.user", user);
        // to check the database afterwards
        main.addOverrideProperty("camel.main.durationMaxMessages", "0");
        main.init();
        NotifyBuilder done = new NotifyBuilder(main.getCamelContext()).fromRoute("results")
                .filter(exchange -> exchange.getProperty("CamelSplitIndex") == null).whenCompleted(1).create();
        main.start();
        try {
            assertThat(done.matches(90, SECONDS)).isTrue();

            assertThat(rows(main, "SELECT type, json FROM record WHERE job = 'pages-to-sql'")).hasSize(3)
                    .allSatisfy(row -> assertThat(row.get("json").toString()).contains("\"type\":\"" + row.get("type") + "\""));
            assertThat(rows(main, "SELECT messageId FROM CAMEL_MESSAGEPROCESSED")).singleElement().asString()
                    .contains("bulk/pages-to-sql/");

            write(main, "{\"id\":7,\"title\":\"Once\"}");
            write(main, "{\"id\":7,\"title\":\"Twice\"}");
            assertThat(rows(main, "SELECT CAST(title AS VARCHAR) AS title FROM record WHERE id = '7'")).singleElement()
                    .asString()
                    .contains("Twice");
        } finally {
            main.stop();
        }
    }

    private static void write(Main main, String json) throws Exception {
        DiffbotRecord record = DiffbotRecord.of(json.getBytes(UTF_8), new ObjectMapper());
        main.getCamelTemplate().sendBodyAndHeader("sql:classpath:sql/record.sql?batch=true&batchAutoCommitDisabled=true",
                List.of(record), "CamelDiffbotJobName", "other");
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> rows(Main main, String query) throws Exception {
        return main.getCamelTemplate().requestBody("sql:" + query, null, List.class);
    }
}
