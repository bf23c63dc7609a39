/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.benchmark;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameldiffbot.data.DiffbotRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Operations on one record.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RecordBenchmark {

    @Param({ "4096", "102400" })
    public int size;

    private final ObjectMapper mapper = new ObjectMapper();
    private byte[] json;
    private Map<?, ?> parsed;
    private DiffbotRecord untouched;

    @Setup
    public void make() throws IOException {
        json = Samples.bytes(Samples.article(1, size));
        parsed = mapper.readValue(json, Map.class);
        untouched = DiffbotRecord.of(json, mapper);
    }

    /** Reads all members, like a usual route. */
    @Benchmark
    public Map<?, ?> parseAll() throws IOException {
        return mapper.readValue(json, Map.class);
    }

    /** Reads the key of a new record, one of its first members. */
    @Benchmark
    public String key() {
        return DiffbotRecord.of(json, mapper).getKey();
    }

    /** Reads the title of a new record. */
    @Benchmark
    public String title() {
        return DiffbotRecord.of(json, mapper).getTitle();
    }

    /** Reads the longest and last member of a new record. */
    @Benchmark
    public Object text() {
        return DiffbotRecord.of(json, mapper).get("text");
    }

    /** Reads three members of a new record, among them the longest. */
    @Benchmark
    public void three(Blackhole blackhole) {
        DiffbotRecord record = DiffbotRecord.of(json, mapper);
        blackhole.consume(record.getPageUrl());
        blackhole.consume(record.getTitle());
        blackhole.consume(record.get("text"));
    }

    /** Reads all members of a new record. */
    @Benchmark
    public int all() {
        return DiffbotRecord.of(json, mapper).size();
    }

    /** Writes an unchanged record. */
    @Benchmark
    public byte[] marshal() throws IOException {
        return mapper.writeValueAsBytes(untouched);
    }

    /** Writes the same members from a map. */
    @Benchmark
    public byte[] marshalMap() throws IOException {
        return mapper.writeValueAsBytes(parsed);
    }
}
