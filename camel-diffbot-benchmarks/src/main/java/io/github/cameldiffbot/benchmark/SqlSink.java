/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.cameldiffbot.DiffbotConstants;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;

/**
 * Writes the records of a job into PostgreSQL, one by one or in groups of 500, each in a transaction. A record that is
 * there already is replaced.
 */
final class SqlSink implements Contestant {

    private static final String INSERT = "insert into record (id, title, json) values (:#${body.key}, :#${body.title}, "
                                         + ":#${body.toJson}) on conflict (id) do update set title = excluded.title, "
                                         + "json = excluded.json";

    private final HikariDataSource database;
    private final ProducerTemplate template;

    SqlSink(CamelContext context, String baseUrl, String form) throws Exception {
        // commits wait for the disk, as in production
        EmbeddedPostgres postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on").start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(postgres)));
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(postgres.getJdbcUrl("postgres", "postgres") + "&reWriteBatchedInserts=true");
        database = new HikariDataSource(pool);
        execute("create table record (id text primary key, title text, json text)");
        context.getRegistry().bind("database", database);
        Diffbot.configure(context, baseUrl);
        boolean groups = form.equals("sqlGroups");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:sink").to("diffbot:bulk?operation=data" + (groups ? "&groupSize=500" : ""))
                        .split(body()).streaming().stopOnException()
                        .to("sql:" + INSERT + (groups ? "?batch=true&batchAutoCommitDisabled=true" : ""));
            }
        });
        context.start();
        template = context.createProducerTemplate();
    }

    private static void stop(EmbeddedPostgres postgres) {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void execute(String sql) throws Exception {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public long run(String load) throws Exception {
        execute("truncate table record");
        Exchange done = template.request("direct:sink",
                exchange -> exchange.getMessage().setHeader(DiffbotConstants.JOB_NAME, load));
        if (done.getException() != null) {
            throw done.getException();
        }
        long count = Load.parse(load).count();
        if (rows() != count) {
            throw new IOException(rows() + " rows of " + load);
        }
        return count;
    }

    private long rows() throws Exception {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement();
             ResultSet result = statement.executeQuery("select count(*) from record")) {
            result.next();
            return result.getLong(1);
        }
    }
}
