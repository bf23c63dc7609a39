/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.benchmark;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.dataformat.JsonLibrary;

/**
 * The routes that read a JSON array with Camel's own means. The body is not cached, which is faster and smaller than
 * the default.
 */
final class UsualRoute implements Contestant {

    private final ProducerTemplate template;
    private long records;

    UsualRoute(CamelContext context, String baseUrl, String form) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                ProcessorDefinition<?> downloaded
                        = from("direct:usual").to(baseUrl + "/bulk/data?disableStreamCache=true");
                switch (form) {
                    case "jsonpath" -> downloaded.split().jsonpath("$[*]").streaming().process(e -> count(e, Map.class));
                    case "jsonpathText" -> downloaded.split().jsonpathWriteAsString("$[*]").streaming()
                            .process(e -> count(e, String.class));
                    case "unmarshal" -> downloaded.unmarshal().json(JsonLibrary.Jackson, List.class).split(body())
                            .streaming().process(e -> count(e, Map.class));
                    case "tokenize" -> downloaded.split().tokenize("\n").streaming().process(e -> count(e, String.class));
                    default -> throw new IllegalArgumentException(form);
                }
            }
        });
        context.start();
        template = context.createProducerTemplate();
    }

    private void count(Exchange exchange, Class<?> type) {
        if (!type.isInstance(exchange.getMessage().getBody())) {
            throw new IllegalStateException("A record of " + exchange.getMessage().getBody().getClass());
        }
        records++;
    }

    @Override
    public long run(String load) throws Exception {
        records = 0;
        Exchange done = template.request("direct:usual", exchange -> exchange.getMessage().setHeader(Exchange.HTTP_QUERY,
                "token=" + Samples.TOKEN + "&name=" + load));
        if (done.getException() != null) {
            throw done.getException();
        }
        if (records != Load.parse(load).count()) {
            throw new IOException(records + " records of " + load);
        }
        return records;
    }
}
