/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.benchmark;

import java.io.IOException;

import io.github.cameldiffbot.DiffbotConstants;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;

/**
 * Posts the records of a job as JSON arrays to an HTTP endpoint, one by one or in groups.
 */
final class HttpSink implements Contestant {

    private final ProducerTemplate template;
    // guarded by the single thread of the split
    private long received;

    HttpSink(CamelContext context, String baseUrl, String form) throws Exception {
        Diffbot.configure(context, baseUrl);
        boolean groups = form.equals("httpGroups");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:sink").to("diffbot:bulk?operation=data" + (groups ? "&groupSize=500" : ""))
                        .split(body()).streaming().stopOnException()
                        .marshal().json().removeHeaders("*").to(baseUrl + "/sink")
                        .process(exchange -> received += Long.parseLong(exchange.getMessage().getBody(String.class)));
            }
        });
        context.start();
        template = context.createProducerTemplate();
    }

    @Override
    public long run(String load) throws Exception {
        received = 0;
        Exchange done = template.request("direct:sink",
                exchange -> exchange.getMessage().setHeader(DiffbotConstants.JOB_NAME, load));
        if (done.getException() != null) {
            throw done.getException();
        }
        long count = Load.parse(load).count();
        if (received != count) {
            throw new IOException(received + " records of " + load);
        }
        return count;
    }
}
