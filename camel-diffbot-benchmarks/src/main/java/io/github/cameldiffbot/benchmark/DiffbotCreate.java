/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.benchmark;

import java.util.stream.IntStream;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/**
 * Creates a job with many URLs that are generated while they are sent.
 */
final class DiffbotCreate implements Contestant {

    private final ProducerTemplate template;

    DiffbotCreate(CamelContext context, String baseUrl) {
        Diffbot.configure(context, baseUrl);
        context.start();
        template = context.createProducerTemplate();
    }

    @Override
    public long run(String urls) throws Exception {
        int count = Integer.parseInt(urls);
        Exchange done = template.request("diffbot:bulk/new?operation=create", exchange -> exchange.getMessage().setBody(
                IntStream.range(0, count).mapToObj(i -> "https://news.example/articles/2026/" + i).iterator()));
        if (done.getException() != null) {
            throw done.getException();
        }
        return count;
    }
}
