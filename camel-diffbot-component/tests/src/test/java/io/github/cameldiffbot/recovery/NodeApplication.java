/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.recovery;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.TestComponents;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.cluster.FileLockClusterService;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.cluster.ClusteredRoutePolicy;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * One of several nodes with the same route, with the handled events in a shared database and, if requested, claims or
 * one leader at a time.
 */
public final class NodeApplication extends Application {

    private final FileLockClusterService cluster = new FileLockClusterService();

    private NodeApplication() {
    }

    public static void main(String[] args) throws Exception {
        new NodeApplication().run();
    }

    @Override
    void prepare(DefaultCamelContext context) throws Exception {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(setting("database"));
        context.getRegistry().bind("handled", new JdbcMessageIdRepository(database, "completions") {
            @Override
            public boolean add(String key) {
                boolean added = super.add(key);
                if (added) {
                    note("confirmed " + key);
                }
                return added;
            }
        });
        if (Boolean.getBoolean("claims")) {
            context.getRegistry().bind("claims", new JdbcMessageIdRepository(database, "claims"));
            // a claim of a killed node expires after 2 to 4 s
            TestComponents.setGrace(context.getComponent("diffbot", DiffbotComponent.class), Duration.ofSeconds(1));
        }
        if (Boolean.getBoolean("leader")) {
            cluster.setCamelContext(context);
            cluster.setId(setting("node"));
            cluster.setRoot(setting("lock"));
            cluster.setAcquireLockDelay(100);
            cluster.setAcquireLockInterval(200);
            cluster.setAcquireLockIntervalUnit(TimeUnit.MILLISECONDS);
            cluster.setAcquireLockDelayUnit(TimeUnit.MILLISECONDS);
            // Camel's policy ignores leadership that it gets before the context starts
            context.addStartupListener((starting, alreadyStarted) -> starting.addService(cluster));
        }
    }

    @Override
    public void configure() throws Exception {
        RouteDefinition route = from("diffbot:bulk?delay=100&initialDelay=0&idempotentRepository=#handled"
                                     + (Boolean.getBoolean("claims") ? "&claimRepository=#claims" : ""))
                .routeId("completions");
        if (Boolean.getBoolean("leader")) {
            route.routePolicy(ClusteredRoutePolicy.forNamespace(cluster, "diffbot"));
        }
        route.process(this::handle);
        // shows that the node runs
        from("timer:ticks?delay=0&period=100").process(exchange -> ChildJvm.say("ticks"));
    }

    private void handle(Exchange exchange) throws Exception {
        String id = exchange.getMessage().getHeader(DiffbotConstants.EVENT_ID, String.class);
        ChildJvm.say("begins " + id);
        note("begins " + id);
        if (id.startsWith("bulk/" + System.getProperty("stopIn", "-") + "/") && isFirst()) {
            ChildJvm.say("stands");
            // killed here, or continued by a command
            ChildJvm.awaitCommand();
        }
        note("handled " + id);
        ChildJvm.say("handled " + id);
    }

    /** Returns whether this is the first node. */
    private static boolean isFirst() throws Exception {
        try {
            Files.createFile(Path.of(setting("stood")));
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }
}
