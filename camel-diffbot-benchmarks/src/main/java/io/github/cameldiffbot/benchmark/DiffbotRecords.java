/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.benchmark;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.data.DiffbotRecord;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;

/**
 * Reads the records of a job in a route with this component: all without access to members, all with one or three
 * members each, or only the first.
 */
final class DiffbotRecords implements Contestant {

    private final ProducerTemplate template;
    private final boolean first;
    private final Tracing tracing;
    private long records;
    private long firstAfter;

    DiffbotRecords(CamelContext context, String baseUrl, String form) throws Exception {
        first = form.equals("first");
        List<String> members = switch (form) {
            case "oursRead" -> List.of("title");
            case "oursRead3" -> List.of("pageUrl", "title", "text");
            default -> List.of();
        };
        tracing = form.startsWith("oursTraced") ? new Tracing() : null;
        if (tracing != null) {
            tracing.start(context);
        }
        Diffbot.configure(context, baseUrl);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:ours").to("diffbot:bulk?operation=data")
                        .split(body()).streaming().process(e -> take(e.getMessage().getBody(DiffbotRecord.class), members));
            }
        });
        context.start();
        if (tracing != null && form.equals("oursTracedLess")) {
            tracing.withoutUnusedEvents(context);
        }
        template = context.createProducerTemplate();
    }

    private void take(DiffbotRecord record, List<String> members) {
        if (first && records == 0) {
            firstAfter = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now())
                         - ((Number) record.get("sent")).longValue();
        }
        for (String member : members) {
            if (record.get(member) == null) {
                throw new IllegalStateException("A record without " + member);
            }
        }
        records++;
    }

    @Override
    public long run(String load) throws Exception {
        records = 0;
        Exchange done = template.request("direct:ours",
                exchange -> exchange.getMessage().setHeader(DiffbotConstants.JOB_NAME, load));
        if (done.getException() != null) {
            throw done.getException();
        }
        if (!first && records != Load.parse(load).count()) {
            throw new IOException(records + " records of " + load);
        }
        if (tracing != null && tracing.spans() == 0) {
            throw new IllegalStateException("Nothing was traced");
        }
        return records;
    }

    /**
     * Returns the microseconds from before the server sent the first record until the route received it.
     */
    @Override
    public long figure() {
        return firstAfter;
    }
}
