/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.recovery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.QuickAwait;
import io.github.cameldiffbot.TestComponents;
import io.github.cameldiffbot.sandbox.DiffbotSandbox;
import io.github.cameldiffbot.sandbox.DiffbotSandboxExtension;
import io.github.cameldiffbot.sandbox.Fault;
import io.github.cameldiffbot.sandbox.model.ClockMode;
import io.github.cameldiffbot.sandbox.model.CreditUse;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.apache.camel.support.processor.state.FileStateRepository;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Weekly crawls on the sandbox's clock, with failing calls and routes and with three restarts. A whole year with
 * {@code -Dcredits.weeks=52}.
 */
@DisplayName("The meter of credits counts each credit of repeating crawls once, through failures and restarts")
@ExtendWith(QuickAwait.class)
class CreditsMeterYearTest {

    @RegisterExtension
    static final DiffbotSandboxExtension DIFFBOT
            = new DiffbotSandboxExtension(DiffbotSandbox.builder().clock(ClockMode.VIRTUAL));

    private static final int WEEKS = Integer.getInteger("credits.weeks", 12);
    private static final Set<Integer> RESTARTS = Set.of(WEEKS / 4, WEEKS / 2, WEEKS * 3 / 4);
    private static final Duration WEEK = Duration.ofDays(7);

    @TempDir
    Path folder;
    private final List<MeterRegistry> registries = new ArrayList<>();
    private final Random random = new Random(15);
    private DefaultCamelContext context;

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    @DisplayName("The meter counts the credits of all jobs exactly: repeating ones, one a week, with proxies, over restarts")
    void year() throws Exception {
        start();
        submit("create", "plain", "repeat=7&maxHops=0&onlyProcessIfNew=false", 3);
        submit("create", "proxies", "repeat=7&maxHops=0&onlyProcessIfNew=false&useProxies=true", 2);
        fail();
        for (int week = 0; week < WEEKS; week++) {
            if (RESTARTS.contains(week)) {
                context.stop();
                DIFFBOT.sandbox().clock().advance(WEEK.multipliedBy(2));
                start();
            }
            submit("create", "week-" + week, "maxHops=0", 1 + random.nextInt(4));
            DIFFBOT.sandbox().clock().advance(WEEK);
            Awaitility.await("week " + week).atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(5))
                    .untilAsserted(() -> assertThat(counted()).isEqualTo(charged()));
        }
        assertThat(charged()).isGreaterThan(WEEKS * 8);
        assertThat(registries).hasSize(1 + RESTARTS.size());
    }

    private static void fail() {
        DiffbotSandbox sandbox = DIFFBOT.sandbox();
        sandbox.fail(Fault.on("/v3/crawl").probability(0.02, 1).status(503));
        sandbox.fail(Fault.on("/v3/crawl").probability(0.02, 2).reset());
        sandbox.fail(Fault.on("/v3/crawl").probability(0.01, 3).body("{}"));
    }

    private void start() throws Exception {
        context = Contexts.of(DIFFBOT);
        // how long a submission without a response is searched for
        TestComponents.setGrace(context.getComponent("diffbot", DiffbotComponent.class), Duration.ofMillis(400));
        MeterRegistry registry = new SimpleMeterRegistry();
        registries.add(registry);
        context.getRegistry().bind("metricsRegistry", registry);
        context.getRegistry().bind("handled",
                FileIdempotentRepository.fileIdempotentRepository(folder.resolve("handled.txt").toFile()));
        context.getRegistry().bind("contexts",
                FileStateRepository.fileStateRepository(folder.resolve("contexts.txt").toFile()));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(20).redeliveryDelay(5));

                from("direct:submit")
                        .toD("diffbot:crawl?onExisting=attach&contextRepository=#contexts&operation=${header.operation}"
                             + "&${header.options}");

                from("diffbot:crawl?delay=20&initialDelay=0&startFrom=earliest&idempotentRepository=#handled"
                     + "&contextRepository=#contexts")
                        .errorHandler(noErrorHandler()).process(this::handle);
            }

            private void handle(Exchange exchange) {
                if (random.nextInt(10) == 0) {
                    throw new IllegalStateException("The store is full");
                }
            }
        });
        context.start();
    }

    private void submit(String operation, String job, String options, int pages) {
        List<String> seeds
                = IntStream.rangeClosed(1, pages).mapToObj(i -> DIFFBOT.sandbox().demoSite() + "notes/" + i).toList();
        Exchange exchange = context.createFluentProducerTemplate().to("direct:submit")
                .withHeader(DiffbotConstants.JOB_NAME, job).withHeader("operation", operation).withHeader("options", options)
                .withBody(seeds).send();
        assertThat(exchange.getException()).as(job).isNull();
    }

    private long counted() {
        return registries.stream().map(registry -> registry.find("camel.diffbot.credits").counter())
                .mapToLong(counter -> counter == null ? 0 : (long) counter.count()).sum();
    }

    private static long charged() {
        return DIFFBOT.sandbox().ledger().stream().mapToLong(CreditUse::credits).sum();
    }
}
