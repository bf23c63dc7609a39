/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.benchmark;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameldiffbot.data.OnBadRecord;
import io.github.cameldiffbot.data.ResultIterator;
import io.github.cameldiffbot.internal.client.http.ResultStream;
import io.github.cameldiffbot.internal.data.RecordOptions;
import io.github.cameldiffbot.internal.data.Records;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Reads a download that is already in memory.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RecordsBenchmark {

    private static final int RECORDS = 200;

    @Param({ "512", "4096", "12288", "102400" })
    public int size;

    private final ObjectMapper mapper = new ObjectMapper();
    private final byte[] buffer = new byte[64 << 10];
    private byte[] download;

    @Setup
    public void make() {
        download = Samples.download(size, RECORDS);
    }

    /** Reads the bytes. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public long drain() throws IOException {
        long sum = 0;
        try (InputStream in = new ByteArrayInputStream(download)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sum += buffer[read - 1];
            }
        }
        return sum;
    }

    /** Skips through the records with Jackson. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public long skip() throws IOException {
        return BareHttp.skip(new ByteArrayInputStream(download));
    }

    /** Reads each record. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public void ours(Blackhole blackhole) {
        RecordOptions options = new RecordOptions(mapper, null, OnBadRecord.fail, 0, Samples.TOKEN, 0, null);
        try (ResultIterator<Object> records = Records.read(
                () -> new ResultStream(new ByteArrayInputStream(download), new NoConnection(), "data", "any"), options)) {
            while (records.hasNext()) {
                blackhole.consume(records.next());
            }
        }
    }

    private static final class NoConnection implements ResultStream.Connection {

        @Override
        public void release() {
            // nothing to release
        }

        @Override
        public void abort() {
            throw new IllegalStateException("Not read to its end");
        }
    }
}
