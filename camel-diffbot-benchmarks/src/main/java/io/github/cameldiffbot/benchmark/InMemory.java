/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * The benchmarks of JMH, and their tables.
 */
final class InMemory {

    private final Report report;
    private final Map<String, RunResult> results = new HashMap<>();

    InMemory(Report report) {
        this.report = report;
    }

    void run() throws RunnerException, IOException {
        results.putAll(run(RecordsBenchmark.class));
        report.table("In memory: µs per record, and bytes allocated", "record", "drain (a)", "skip (b)", "ours",
                "ours / (b)");
        for (int size : Samples.SIZES) {
            report.add(Report.kilobytes(size), cell("drain", size), cell("skip", size), cell("ours", size),
                    Report.format("%.2f", micros("skip", size) / micros("ours", size)));
        }
        results.putAll(run(RecordBenchmark.class));
        report.table("One record: µs, and bytes allocated", "record", "parse all", "its key", "its title", "its text",
                "three members", "all members", "marshal untouched", "marshal a map");
        for (int size : new int[] { 4096, 102400 }) {
            report.add(Report.kilobytes(size), cell("parseAll", size), cell("key", size), cell("title", size),
                    cell("text", size), cell("three", size), cell("all", size), cell("marshal", size),
                    cell("marshalMap", size));
        }
    }

    private static Map<String, RunResult> run(Class<?> benchmark) throws RunnerException, IOException {
        Path log = Files.createTempFile("benchmark", ".log");
        Options options = new OptionsBuilder().include(benchmark.getName() + "\\.").forks(1)
                .warmupIterations(Settings.pick(3, 1)).warmupTime(TimeValue.milliseconds(Settings.pick(1000, 300)))
                .measurementIterations(Settings.pick(3, 1)).measurementTime(TimeValue.milliseconds(Settings.pick(1000, 300)))
                .addProfiler(GCProfiler.class).jvmArgsAppend("-Xmx512m").output(log.toString()).build();
        Collection<RunResult> all = new Runner(options).run();
        Files.delete(log);
        Map<String, RunResult> named = new HashMap<>();
        for (RunResult result : all) {
            named.put(result.getPrimaryResult().getLabel() + result.getParams().getParam("size"), result);
        }
        return named;
    }

    private double micros(String name, int size) {
        return results.get(name + size).getPrimaryResult().getScore();
    }

    private String cell(String name, int size) {
        Map<String, ? extends Result<?>> secondary = secondary(results.get(name + size));
        return Report.format("%.2f (%,.0f)", micros(name, size), secondary.get("gc.alloc.rate.norm").getScore());
    }

    @SuppressWarnings({ "unchecked", "rawtypes" })
    private static Map<String, ? extends Result<?>> secondary(RunResult result) {
        return (Map) result.getSecondaryResults();
    }
}
