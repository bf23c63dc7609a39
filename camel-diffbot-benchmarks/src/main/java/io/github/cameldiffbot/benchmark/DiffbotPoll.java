/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.benchmark;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.PollingConsumerPollStrategy;

/**
 * Measures the CPU time of the consumer's polls on the polling thread, which does all of the work.
 */
final class DiffbotPoll implements Contestant, PollingConsumerPollStrategy {

    private final BlockingQueue<Long> polls = new LinkedBlockingQueue<>();
    private long begun;
    private long median;

    DiffbotPoll(CamelContext context, String baseUrl) throws Exception {
        Diffbot.configure(context, baseUrl);
        context.getRegistry().bind("stopwatch", this);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("diffbot:bulk/*?delay=20&initialDelay=0&pollStrategy=#stopwatch")
                        .throwException(new IllegalStateException("A job has changed"));
            }
        });
        context.start();
    }

    @Override
    public long run(String count) throws Exception {
        int number = Integer.parseInt(count);
        polls.clear();
        long[] nanos = new long[number];
        for (int i = 0; i < number; i++) {
            nanos[i] = polls.take();
        }
        Arrays.sort(nanos);
        median = nanos[number / 2];
        return number;
    }

    /**
     * Returns the median of the polls in nanoseconds of CPU.
     */
    @Override
    public long figure() {
        return median;
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        begun = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        return true;
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        polls.add(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begun);
    }

    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) {
        cause.printStackTrace();
        return false;
    }
}
