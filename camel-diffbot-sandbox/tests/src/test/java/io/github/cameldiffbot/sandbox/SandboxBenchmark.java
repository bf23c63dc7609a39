/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Iterator;
import java.util.stream.IntStream;

import io.github.cameldiffbot.sandbox.model.ClockMode;

/**
 * Measures the sandbox: pages of a bulk job, the list of 1,000 jobs, a million records. Run it with a small heap,
 * {@code -Xmx128m}.
 */
public final class SandboxBenchmark {

    private static final int PAGES = 10_000;
    private static final int JOBS = 1_000;
    private static final int RECORDS = 1_000_000;

    private SandboxBenchmark() {
    }

    /** Prints the measurements. */
    public static void main(String[] args) throws IOException {
        System.out.printf("Heap: %d MB, cores: %d%n", Runtime.getRuntime().maxMemory() >> 20,
                Runtime.getRuntime().availableProcessors());
        try (DiffbotSandbox sandbox = DiffbotSandbox.start()) {
            pages(sandbox);
            list(sandbox);
            year();
            records(sandbox, "generated");
            sandbox.finished("on-disk", lines());
            records(sandbox, "on-disk");
        }
    }

    private static void pages(DiffbotSandbox sandbox) {
        Api api = new Api(sandbox);
        for (String name : new String[] { "warm-up", "pages" }) {
            StringBuilder urls = new StringBuilder();
            IntStream.range(0, PAGES).forEach(i -> urls.append(sandbox.demoSite()).append("notes/").append(i).append(' '));
            long begun = System.nanoTime();
            api.bulk(name, urls.toString());
            api.awaitStatus(name, 9);
            double seconds = (System.nanoTime() - begun) / 1e9;
            System.out.printf("%s: %,d pages in %.2f s, %,.0f pages/s%n", name, PAGES, seconds, PAGES / seconds);
        }
        sandbox.reset();
    }

    private static void list(DiffbotSandbox sandbox) {
        for (int i = 0; i < JOBS; i++) {
            sandbox.generate("job-" + i, 0, 0);
        }
        Api api = new Api(sandbox);
        double[] millis = IntStream.range(0, 60).mapToDouble(i -> {
            long begun = System.nanoTime();
            api.get("/bulk");
            return (System.nanoTime() - begun) / 1e6;
        }).skip(20).sorted().toArray();
        System.out.printf("list of %,d jobs: median %.1f ms%n", JOBS, millis[millis.length / 2]);
        sandbox.reset();
    }

    private static void year() {
        try (DiffbotSandbox virtual = DiffbotSandbox.builder().clock(ClockMode.VIRTUAL).start()) {
            new Api(virtual).crawl("weekly", virtual.demoSite().toString(), "repeat", "7");
            long begun = System.nanoTime();
            virtual.clock().advance(Duration.ofDays(365));
            System.out.printf("a crawl every week for a year: %d rounds in %.2f s%n",
                    virtual.job("weekly").roundsCompleted(), (System.nanoTime() - begun) / 1e9);
        }
    }

    private static void records(DiffbotSandbox sandbox, String name) throws IOException {
        if (name.equals("generated")) {
            sandbox.generate(name, RECORDS, 1_000);
        }
        URI data = URI.create(sandbox.baseUrl() + "/bulk/data?name=" + name + "&token=" + sandbox.token());
        long begun = System.nanoTime();
        long bytes = 0;
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = data.toURL().openStream()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                bytes += n;
            }
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf("%s: %,d records, %,d MB in %.1f s, %,.0f records/s%n", name, RECORDS, bytes >> 20, seconds,
                RECORDS / seconds);
    }

    private static Iterator<String> lines() {
        String filler = "x".repeat(950);
        return IntStream.range(0, RECORDS).mapToObj(i -> "{\"type\":\"article\",\"title\":\"" + i + "\",\"text\":\"" + filler
                                                         + "\"}")
                .iterator();
    }
}
