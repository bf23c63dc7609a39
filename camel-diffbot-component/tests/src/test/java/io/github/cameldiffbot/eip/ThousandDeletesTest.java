/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.apache.camel.Exchange;
import org.apache.camel.builder.AggregationStrategies;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.github.cameldiffbot.eip.EventDiffbot.records;
import static io.github.cameldiffbot.eip.EventDiffbot.Response.cut;
import static io.github.cameldiffbot.eip.EventDiffbot.Response.whole;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Routes of several kinds delete a thousand jobs while downloads break, lack records, have bad ones or are empty, and
 * while routes fail, filter and roll back. The faults are random with a seed.
 */
@DisplayName("Of a thousand jobs only those whose results were read completely are deleted")
class ThousandDeletesTest extends EventTestSupport {

    private static final int DELETES = 1_000;
    private static final int AT_A_TIME = 200;
    private static final int RECORDS = 5;
    /** Routes whose events are delivered again after a failure, because they delete each job in the end. */
    private static final List<String> KINDS
            = List.of("plain", "again", "group", "list", "rollback", "dead", "handled", "caught",
                    "plain", "again", "group", "list", "rollback", "seda", "skip", "filter");

    private final long seed = Long.getLong("diffbot.seed", System.nanoTime());
    private final Map<String, Set<String>> read = new ConcurrentHashMap<>();
    private final AtomicInteger faults = new AtomicInteger();
    private int made;

    @Test
    @DisplayName("None of a thousand jobs that are deleted under faults was read incompletely")
    void deletesOnlyWhatWasRead() throws Exception {
        diffbot.data(this::response);
        add(routes());
        await().atMost(Duration.ofSeconds(300)).until(() -> {
            // more than two thirds of them are deleted in the end
            while (made < diffbot.deleted().size() * 3 / 2 + AT_A_TIME) {
                diffbot.ended(KINDS.get(made % KINDS.size()) + "-" + made++, RECORDS);
            }
            return diffbot.deleted().size() >= DELETES;
        });

        List<String> all = IntStream.range(0, RECORDS).mapToObj(Integer::toString).toList();
        for (String job : diffbot.deleted()) {
            assertThat(read.getOrDefault(job, Set.of())).as("records of %s, seed %s", job, seed)
                    .containsAll(all.stream().map(i -> job + "-" + i).toList());
        }
        assertThat(faults.get()).as("faults, seed %s", seed).isGreaterThan(DELETES / 2);
    }

    /** A complete response in 40 of 100 cases; later attempts at a job are better than the first. */
    private EventDiffbot.Response response(String job, int attempt) {
        Random random = new Random(seed ^ job.hashCode() * 31L + attempt);
        String whole = records(job, RECORDS);
        int dice = random.nextInt(100) + 20 * (attempt - 1);
        if (dice < 60) {
            faults.incrementAndGet();
        }
        if (dice < 30) {
            return cut(whole, 1 + random.nextInt(whole.length() - 1));
        } else if (dice < 40) {
            return whole(records(job, random.nextInt(RECORDS)));
        } else if (dice < 50) {
            return whole(whole.substring(0, whole.length() - 1));
        } else if (dice < 60) {
            return whole(whole.replaceFirst("\\{[^}]*}", "17"));
        }
        return whole(whole);
    }

    private RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:read").split(body()).streaming().to("direct:note");
                from("direct:note").process(ThousandDeletesTest.this::note);
                from("seda:read?concurrentConsumers=4&size=2000").errorHandler(deadLetterChannel("mock:dead"))
                        .to("direct:read");

                job("plain").to("direct:read");
                job("again").errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(1)).to("direct:read");
                job("dead").errorHandler(deadLetterChannel("mock:dead").maximumRedeliveries(1).redeliveryDelay(1))
                        .to("direct:read");
                job("handled").onException(Exception.class).handled(true).end().to("direct:read");
                job("caught").doTry().to("direct:read").doCatch(Exception.class).to("mock:dead").end();
                job("seda").to("seda:read");
                job("group").split(body(), AggregationStrategies.groupedBody()).streaming().to("direct:note").end();
                job("list").recipientList(constant("direct:read"));
                from(uri("skip", "&onBadRecord=skip")).to("direct:read");
                job("filter").filter(exchange -> random(exchange) < 70).to("direct:read").end();
                job("rollback").to("direct:read").choice().when(exchange -> random(exchange) < 30).markRollbackOnly().end();
            }

            private RouteDefinition job(String kind) {
                return from(uri(kind, ""));
            }
        };
    }

    private static int random(Exchange exchange) {
        return Math.floorMod(exchange.getExchangeId().hashCode(), 100);
    }

    private String uri(String kind, String options) {
        return "diffbot:bulk/" + kind + "-*?fetch=data&deleteAfterCompletion=true" + options
               + "&startFrom=earliest&delay=100&initialDelay=0";
    }

    private void note(Exchange exchange) {
        String id = exchange.getMessage().getBody(Map.class).get("id").toString();
        read.computeIfAbsent(id.substring(0, id.lastIndexOf('-')), job -> ConcurrentHashMap.newKeySet()).add(id);
    }
}
