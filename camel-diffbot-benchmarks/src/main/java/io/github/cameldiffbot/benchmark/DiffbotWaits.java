/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.DiffbotConstants;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;

/**
 * Waits with many exchanges for the ends of 1,000 jobs, with the component's limit of requests per second.
 */
final class DiffbotWaits implements Contestant {

    private final String baseUrl;
    private final boolean heap;
    private final Endpoint endpoint;
    private final AsyncProducer producer;
    private long figure;

    /**
     * @param heap whether to measure the heap, not the time
     */
    DiffbotWaits(CamelContext context, String baseUrl, boolean heap) throws Exception {
        this.baseUrl = baseUrl;
        this.heap = heap;
        DiffbotComponent component = Diffbot.configure(context, baseUrl);
        component.setMaxRequestsPerSecond(new DiffbotComponent().getMaxRequestsPerSecond());
        component.setPollInterval(500);
        component.setMaxPollInterval(500);
        context.start();
        endpoint = context.getEndpoint("diffbot:bulk?operation=await");
        endpoint.start();
        producer = endpoint.createAsyncProducer();
        producer.start();
    }

    @Override
    public long run(String waits) throws Exception {
        int count = Integer.parseInt(waits);
        String names = "start" + get("start") + "-";
        List<Exchange> exchanges = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Exchange exchange = endpoint.createExchange();
            exchange.getMessage().setHeader(DiffbotConstants.JOB_NAME, names + i % RawServer.JOBS);
            exchanges.add(exchange);
        }
        CountDownLatch ended = new CountDownLatch(count);
        AtomicInteger early = new AtomicInteger();
        long heapBefore = heap ? LiveHeap.now() : 0;
        long start = System.nanoTime();
        for (Exchange exchange : exchanges) {
            if (producer.process(exchange, doneSync -> ended.countDown())) {
                early.incrementAndGet();
            }
        }
        figure = heap ? (LiveHeap.now() - heapBefore) / count : TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start);
        if (early.get() > 0 || ended.getCount() < count) {
            throw new IllegalStateException(
                    count - ended.getCount() + " waits ended early: " + exchanges.get(0).getException());
        }
        get("finish");
        ended.await();
        for (Exchange exchange : exchanges) {
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
        }
        return count;
    }

    private String get(String path) throws IOException {
        try (InputStream in = URI.create(baseUrl + "/" + path).toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    /**
     * Returns the time in microseconds until all exchanges wait, or the bytes of heap for each of them.
     */
    @Override
    public long figure() {
        return figure;
    }
}
