/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.benchmark;

import io.github.cameldiffbot.job.Job;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;

/**
 * Requests the status of a job with the component's producer.
 */
final class DiffbotCall implements Contestant {

    private final Endpoint endpoint;
    private final AsyncProducer producer;

    DiffbotCall(CamelContext context, String baseUrl) throws Exception {
        Diffbot.configure(context, baseUrl);
        context.start();
        endpoint = context.getEndpoint("diffbot:bulk/nightly?operation=status");
        endpoint.start();
        producer = endpoint.createAsyncProducer();
        producer.start();
    }

    @Override
    public long run(String calls) throws Exception {
        for (int i = 0; i < Integer.parseInt(calls); i++) {
            Exchange exchange = endpoint.createExchange();
            // like a route
            producer.process(exchange, doneSync -> {
            });
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            if (!exchange.getMessage().getBody(Job.class).getName().equals("nightly")) {
                throw new IllegalStateException("Another job");
            }
        }
        return Integer.parseInt(calls);
    }
}
