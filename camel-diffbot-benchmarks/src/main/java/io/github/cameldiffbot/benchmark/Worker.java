/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.benchmark;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.DefaultConfiguration;

/**
 * A JVM with one contestant. Each input line is a command: {@code run LOAD}, {@code heap LOAD} or {@code profile LOAD}.
 * The response is one line: an {@link Outcome}, or the joined lines of a profile.
 */
final class Worker {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean SYSTEM
            = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Contestant contestant;

    private Worker(Contestant contestant) {
        this.contestant = contestant;
    }

    /**
     * Runs the contestant of a name against the server of an address.
     */
    public static void main(String[] args) throws Exception {
        // the tests log every call
        Configurator.initialize(new DefaultConfiguration());
        CamelContext context = new DefaultCamelContext();
        Worker worker = new Worker(Contestants.start(context, args[0], args[1]));
        System.out.println("ready");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ");
            System.out.println(switch (words[0]) {
                case "run" -> worker.run(words[1]).print();
                case "heap" -> worker.heap(words[1]).print();
                case "profile" -> Profile.of(worker.contestant, words[1]);
                default -> throw new IllegalArgumentException(order);
            });
        }
        context.stop();
    }

    private Outcome run(String load) throws Exception {
        long allocated = allocated();
        long cpu = SYSTEM.getProcessCpuTime();
        long start = System.nanoTime();
        long units = contestant.run(load);
        long nanos = System.nanoTime() - start;
        return new Outcome(
                units, nanos, SYSTEM.getProcessCpuTime() - cpu, allocated() - allocated, contestant.figure());
    }

    private Outcome heap(String load) throws Exception {
        try (LiveHeap heap = new LiveHeap()) {
            Outcome outcome = run(load);
            return new Outcome(outcome.units(), outcome.nanos(), 0, 0, heap.highest());
        }
    }

    private static long allocated() {
        return Arrays.stream(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())).filter(bytes -> bytes > 0).sum();
    }
}
