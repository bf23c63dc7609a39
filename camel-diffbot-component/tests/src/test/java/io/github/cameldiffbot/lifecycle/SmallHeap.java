/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

import io.github.cameldiffbot.data.DiffbotRecord;
import io.github.cameldiffbot.data.ResultIterator;
import io.github.cameldiffbot.job.Job;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** Runs in a separate JVM with little memory. It prints one line with the size of the heap and the result. */
final class SmallHeap {

    private final CRC32 checksum = new CRC32();
    private long records;

    private SmallHeap() {
    }

    public static void main(String[] args) throws Exception {
        try (DefaultCamelContext context = Diffbots.context(args[1], args[2])) {
            SmallHeap heap = new SmallHeap();
            context.addRoutes(heap.routes());
            context.start();
            String result = switch (args[0]) {
                case "read" -> heap.read(context);
                case "lines" -> heap.lines(context);
                case "skip" -> skip(context);
                case "submitFile" -> submit(context, new File(args[3]));
                case "submitIterator" -> submit(context, urls(args[3], Integer.parseInt(args[4])));
                default -> throw new IllegalArgumentException(args[0]);
            };
            System.out.println(Runtime.getRuntime().maxMemory() + " " + result);
        }
    }

    private RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:read").to("diffbot:bulk/large?operation=data").split(body()).streaming().process(exchange -> {
                    checksum.update(exchange.getMessage().getBody(DiffbotRecord.class).toBytes());
                    records++;
                });
                from("direct:lines").to("diffbot:bulk/large?operation=data&format=jsonl").process(exchange -> {
                    try (BufferedReader lines = new BufferedReader(
                            new InputStreamReader(exchange.getMessage().getBody(InputStream.class), StandardCharsets.UTF_8))) {
                        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                            checksum.update(line.getBytes(StandardCharsets.UTF_8));
                            records++;
                        }
                    }
                });
                from("direct:skip").to("diffbot:bulk/large?operation=data&onBadRecord=skip").process(exchange -> {
                    ResultIterator<?> all = exchange.getMessage().getBody(ResultIterator.class);
                    long count = 0;
                    for (; all.hasNext(); all.next()) {
                        count++;
                    }
                    exchange.getMessage().setBody(count + " read, " + all.skipped() + " skipped");
                });
                from("direct:submit").to("diffbot:bulk/large");
            }
        };
    }

    private String read(DefaultCamelContext context) throws Exception {
        send(context, "direct:read", null);
        return records + " " + checksum.getValue();
    }

    private String lines(DefaultCamelContext context) throws Exception {
        send(context, "direct:lines", null);
        return records + " " + checksum.getValue();
    }

    private static String skip(DefaultCamelContext context) throws Exception {
        return send(context, "direct:skip", null).getMessage().getBody(String.class);
    }

    private static String submit(DefaultCamelContext context, Object urls) throws Exception {
        return send(context, "direct:submit", urls).getMessage().getBody(Job.class).getName();
    }

    private static Exchange send(DefaultCamelContext context, String route, Object body) throws Exception {
        Exchange exchange = context.createFluentProducerTemplate().to(route).withBody(body).send();
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        return exchange;
    }

    private static Iterator<String> urls(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).iterator();
    }
}
