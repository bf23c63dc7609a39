/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.recovery;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.stream.IntStream;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.TestComponents;
import io.github.cameldiffbot.error.DiffbotUnavailableException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.postgresql.ds.PGSimpleDataSource;

/** Submits a job for each of many names, all at once, with the claims in a database that other nodes share. */
public final class ClaimsApplication extends Application {

    private static final int THREADS = 8;
    private static final int REDELIVERIES = 100;

    private ExecutorService threads;

    private ClaimsApplication() {
    }

    public static void main(String[] args) throws Exception {
        new ClaimsApplication().run();
    }

    @Override
    void prepare(DefaultCamelContext context) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(setting("database"));
        context.getRegistry().bind("claims", new JdbcMessageIdRepository(database, "claims"));
        DiffbotComponent component = context.getComponent("diffbot", DiffbotComponent.class);
        // a claim of a killed node expires after 4 to 8 s
        TestComponents.setGrace(component, Duration.ofSeconds(2));
        component.setRequestTimeout(1_000);
        threads = context.getExecutorServiceManager().newFixedThreadPool(this, "submit", THREADS);
    }

    @Override
    public void configure() {
        onException(DiffbotUnavailableException.class).maximumRedeliveries(REDELIVERIES).redeliveryDelay(100);

        from("timer:submit?repeatCount=1&delay=0").routeId("submit")
                .process(exchange -> {
                    ChildJvm.say("ready");
                    ChildJvm.awaitCommand();
                    exchange.getMessage().setBody(
                            IntStream.range(0, Integer.getInteger("names")).mapToObj(i -> "job" + i).toList());
                })
                .split(body()).parallelProcessing().executorService(threads)
                .setHeader(DiffbotConstants.JOB_NAME, body())
                .setBody(constant(setting("page")))
                .to("diffbot:bulk?onExisting=attach&claimRepository=#claims")
                .process(exchange -> ChildJvm.say("has " + exchange.getMessage().getHeader(DiffbotConstants.JOB_NAME)))
                .end()
                .process(exchange -> ChildJvm.say("done"));
    }
}
