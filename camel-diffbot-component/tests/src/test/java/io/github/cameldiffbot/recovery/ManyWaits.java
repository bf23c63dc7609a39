/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.DiffbotConstants;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** Starts many waits and prints their cost: heap after garbage collection, and threads. */
public final class ManyWaits {

    private final int exchanges = Integer.getInteger("exchanges");
    private final int jobs = Integer.getInteger("jobs");
    private final AtomicInteger failed = new AtomicInteger();
    private final CountDownLatch parked = new CountDownLatch(exchanges);
    private final CountDownLatch finished = new CountDownLatch(exchanges);

    private ManyWaits() {
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
        new ManyWaits().run();
    }

    private void run() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            DiffbotComponent component = new DiffbotComponent();
            component.getConfiguration().setBaseUrl(System.getProperty("baseUrl"));
            component.getConfiguration().setToken(System.getProperty("token"));
            component.setMaxRequestsPerSecond(0);
            component.setPollInterval(500);
            component.setMaxPollInterval(500);
            context.addComponent("diffbot", component);
            context.addRoutes(route());
            context.start();
            Endpoint in = context.getEndpoint("direct:in");
            AsyncProcessor route = in.createAsyncProducer();
            AsyncProcessor creation = context.getEndpoint("direct:create").createAsyncProducer();
            context.addService(route);
            context.addService(creation);
            // one-time initialization does not count
            warmUp(creation, in);

            int threads = Thread.getAllStackTraces().size();
            List<Exchange> messages = new ArrayList<>(exchanges);
            for (int i = 0; i < exchanges; i++) {
                messages.add(message(in, "job-" + i % jobs));
            }
            long before = usedHeap();
            park(route, messages);
            long after = usedHeap();
            ChildJvm.say("parked heapPerWait=" + (after - before) / exchanges + " moreThreads="
                         + (Thread.getAllStackTraces().size() - threads) + " threads=" + diffbotThreads());
            finished.await();
            ChildJvm.say("finished failed=" + failed + " bodies="
                         + messages.stream().filter(message -> message.getMessage().getBody() instanceof java.util.Map)
                                 .count());
        }
    }

    private static RouteBuilder route() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("diffbot:bulk?operation=run&onExisting=attach");
                from("direct:create").to("diffbot:bulk?operation=create&onExisting=attach");
            }
        };
    }

    private static Exchange message(Endpoint in, String job) {
        Exchange exchange = in.createExchange();
        exchange.getMessage().setHeader(DiffbotConstants.JOB_NAME, job);
        exchange.getMessage().setBody(System.getProperty("page"));
        return exchange;
    }

    private static void warmUp(AsyncProcessor route, Endpoint in) throws Exception {
        CountDownLatch done = new CountDownLatch(20);
        for (int i = 0; i < 20; i++) {
            route.process(message(in, "job-0"), doneSync -> done.countDown());
        }
        done.await();
    }

    private void park(AsyncProcessor route, List<Exchange> messages) throws InterruptedException {
        ExecutorService senders = Executors.newFixedThreadPool(4);
        for (Exchange message : messages) {
            senders.execute(() -> {
                route.process(message, doneSync -> ended(message));
                parked.countDown();
            });
        }
        senders.shutdown();
        senders.awaitTermination(5, TimeUnit.MINUTES);
        parked.await();
    }

    private void ended(Exchange message) {
        if (message.getException() != null) {
            System.out.println(message.getException());
            failed.incrementAndGet();
        }
        finished.countDown();
    }

    private static String diffbotThreads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).filter(name -> name.contains("Diffbot"))
                .map(name -> name.replaceAll(".* - ", "")).sorted().toList().toString().replace(" ", "");
    }

    /** Returns the live heap. */
    static long usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        long used = Long.MAX_VALUE;
        // until it no longer shrinks
        for (int i = 0; i < 10; i++) {
            System.gc();
            used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
        }
        return used;
    }
}
