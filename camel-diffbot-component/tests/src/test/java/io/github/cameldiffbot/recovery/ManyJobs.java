/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.recovery;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.RecordedSpans;
import io.github.cameldiffbot.TestComponents;
import io.github.cameldiffbot.internal.client.RawServer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.awaitility.Awaitility;

/**
 * Follows many jobs, one group after the other: each is created, runs, ends and vanishes from the list. Prints how much
 * the live heap has grown for each.
 */
public final class ManyJobs {

    private static final int GROUP = 1_000;
    private static final int AWAITED = 100;
    // fills all memories with a limit
    private static final int GROUPS_BEFORE = 12;
    private static final int ROUTES = 2;
    /** Of each group, the ends of one in five hundred fail until the event expiring has warned of them. */
    private static final int FAILING = 500;
    private static final long START = 1_770_000_000;

    private final int groups = Integer.getInteger("groups");
    private final AtomicInteger created = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger deleted = new AtomicInteger();
    private final AtomicInteger expiring = new AtomicInteger();
    private final Set<String> warned = ConcurrentHashMap.newKeySet();
    private volatile byte[] list = jobs(0, 0);

    private ManyJobs() {
    }

    public static void main(String[] args) throws Exception {
        Thread test = new Thread(() -> {
            try {
                ChildJvm.listen();
            } catch (Exception e) {
                Runtime.getRuntime().halt(2);
            }
        });
        test.setDaemon(true);
        test.start();
        new ManyJobs().run();
    }

    private void run() throws Exception {
        try (RawServer server = RawServer.handling(request -> this::respond);
             DefaultCamelContext context = new DefaultCamelContext()) {
            DiffbotComponent component = TestComponents.of("http://127.0.0.1:" + server.port() + "/v3");
            TestComponents.pollEvery(component, 20);
            context.addComponent("diffbot", component);
            context.getRegistry().bind("handled", new MemoryIdempotentRepository());
            if (Boolean.getBoolean("traced")) {
                RecordedSpans.trace(context, SdkTracerProvider.builder().build());
            }
            context.addRoutes(routes());
            context.start();
            try (ProducerTemplate template = context.createProducerTemplate()) {
                for (int group = 1; group <= GROUPS_BEFORE; group++) {
                    follow(group, template);
                }
                long before = heap(GROUPS_BEFORE);
                for (int group = GROUPS_BEFORE + 1; group <= GROUPS_BEFORE + groups; group++) {
                    follow(group, template);
                }
                long after = heap(GROUPS_BEFORE + groups);
                ChildJvm.say("followed jobs=" + groups * GROUP + " heapBefore=" + before + " heapAfter=" + after);
            }
        }
    }

    private RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                String events
                        = "events=created,completed,expiring,deleted&retention=1&startFrom=earliest&delay=10&initialDelay=0";
                from("diffbot:bulk?" + events).process(ManyJobs.this::count);
                from("diffbot:job?idempotentRepository=#handled&" + events).process(ManyJobs.this::count);
                from("direct:await").to("diffbot:bulk?operation=await");
            }
        };
    }

    private void count(Exchange exchange) {
        switch (exchange.getMessage().getHeader(DiffbotConstants.EVENT, String.class)) {
            case "created" -> created.incrementAndGet();
            case "completed" -> complete(exchange);
            case "expiring" -> {
                warned.add(key(exchange));
                expiring.incrementAndGet();
            }
            case "deleted" -> deleted.incrementAndGet();
            default -> throw new IllegalStateException("Not requested");
        }
    }

    private void complete(Exchange exchange) {
        String job = exchange.getMessage().getHeader(DiffbotConstants.JOB_NAME, String.class);
        if (Integer.parseInt(job.substring(job.lastIndexOf('-') + 1)) % FAILING == 0 && !warned.remove(key(exchange))) {
            throw new IllegalStateException("Not yet");
        }
        ended.incrementAndGet();
    }

    private static String key(Exchange exchange) {
        return exchange.getFromRouteId() + exchange.getMessage().getHeader(DiffbotConstants.JOB_NAME);
    }

    private void follow(int group, ProducerTemplate template) {
        list = jobs(group, 7);
        int events = group * GROUP * ROUTES;
        await(created, events);
        await(deleted, events - GROUP * ROUTES);
        List<CompletableFuture<Exchange>> waits = IntStream.range(0, AWAITED)
                .mapToObj(i -> template.asyncSend("direct:await",
                        exchange -> exchange.getMessage().setHeader(DiffbotConstants.JOB_NAME, name(group, i))))
                .toList();
        list = jobs(group, 9);
        await(ended, events);
        await(expiring, events / FAILING);
        waits.forEach(wait -> {
            Exception failure = wait.join().getException();
            if (failure != null) {
                throw new IllegalStateException(failure);
            }
        });
    }

    /** Returns the live heap after the last group has vanished: polls of many jobs need memory themselves. */
    private long heap(int group) {
        list = jobs(0, 0);
        await(deleted, group * GROUP * ROUTES);
        return ManyWaits.usedHeap();
    }

    private static void await(AtomicInteger count, int expected) {
        Awaitility.await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(5))
                .until(() -> count.get() == expected);
    }

    private static String name(int group, int number) {
        return "job-" + group + "-" + number;
    }

    /** Returns the jobs of a group. */
    private static byte[] jobs(int group, int status) {
        long time = START + group * 100L;
        String text = "\",\"type\":\"bulk\",\"jobCreationTimeUTC\":" + time + ",\"jobCompletionTimeUTC\":"
                      + (status == 9 ? time + 50 : 0) + ",\"currentTimeUTC\":" + (time + (status == 9 ? 60 : 10))
                      + ",\"jobStatus\":{\"status\":" + status + ",\"message\":\"\"},\"objectsFound\":3,"
                      + "\"pageCrawlAttempts\":3,\"pageProcessAttempts\":3,\"pageProcessSuccesses\":3}";
        return IntStream.range(0, group == 0 ? 0 : GROUP).mapToObj(i -> "{\"name\":\"" + name(group, i) + text)
                .collect(Collectors.joining(",", "{\"jobs\":[", "]}")).getBytes(StandardCharsets.UTF_8);
    }

    private boolean respond(String request, Socket socket) throws IOException {
        byte[] response = list;
        OutputStream out = socket.getOutputStream();
        out.write(RawServer.head(200, "application/json", response.length).getBytes(StandardCharsets.US_ASCII));
        out.write(response);
        return true;
    }
}
