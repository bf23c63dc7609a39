/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.cameldiffbot.DiffbotConstants;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;

/**
 * Writes the records of a job to a file, or only reads them in the form that a sink wants.
 */
final class RecordSink implements Contestant {

    private final ProducerTemplate template;
    private final Path folder;
    private final boolean raw;

    RecordSink(CamelContext context, String baseUrl, String form) throws Exception {
        raw = form.startsWith("raw");
        folder = Files.createTempDirectory("benchmark");
        folder.toFile().deleteOnExit();
        Diffbot.configure(context, baseUrl);
        // raw results are streams, not copies of them
        context.setStreamCaching(false);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                String file = "file:" + folder + "?fileName=records";
                switch (form) {
                    case "groups" -> from("direct:sink").to("diffbot:bulk?operation=data&groupSize=100")
                            .split(body()).streaming().process(exchange -> {
                                // only receives the group
                            });
                    case "raw" -> from("direct:sink").to("diffbot:bulk?operation=data&raw=true").process(RecordSink::drain);
                    case "lines" -> from("direct:sink").to("diffbot:bulk?operation=data&format=jsonl")
                            .process(RecordSink::drain);
                    case "rawFile" -> from("direct:sink").to("diffbot:bulk?operation=data&raw=true").to(file);
                    case "linesFile" -> from("direct:sink").to("diffbot:bulk?operation=data&format=jsonl").to(file);
                    case "linesSplit" -> from("direct:sink").to("diffbot:bulk?operation=data&format=jsonl")
                            .split(body()).streaming().to(file + "&fileExist=Append&appendChars=\\n");
                    default -> throw new IllegalArgumentException(form);
                }
            }
        });
        context.start();
        template = context.createProducerTemplate();
    }

    private static void drain(Exchange exchange) throws IOException {
        try (InputStream in = exchange.getMessage().getBody(InputStream.class)) {
            byte[] buffer = new byte[64 << 10];
            while (in.read(buffer) >= 0) {
                continue;
            }
        }
    }

    @Override
    public long run(String load) throws Exception {
        Files.deleteIfExists(folder.resolve("records"));
        Exchange done = template.request("direct:sink",
                exchange -> exchange.getMessage().setHeader(DiffbotConstants.JOB_NAME, load));
        if (done.getException() != null) {
            throw done.getException();
        }
        long count = Load.parse(load).count();
        // raw results are not counted
        Long received = done.getMessage().getHeader(DiffbotConstants.RECORDS_RECEIVED, Long.class);
        if (!raw && (received == null || received != count)) {
            throw new IOException(received + " records of " + load);
        }
        return count;
    }
}
