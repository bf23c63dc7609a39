/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.scan;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import io.github.cameldiffbot.data.ResultIterator;
import io.github.cameldiffbot.internal.client.http.DownloadErrors;
import io.github.cameldiffbot.internal.client.http.ResultStream;
import io.github.cameldiffbot.internal.data.FakeResponse;
import io.github.cameldiffbot.internal.data.Reading;
import io.github.cameldiffbot.internal.data.Records;
import io.github.cameldiffbot.internal.text.SecretByteMasker;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Records need limited memory")
class RecordMemoryTest {

    private static final long TOTAL = 300L << 20;

    @Test
    @DisplayName("A download of any length needs the same memory")
    void aDownloadOfAnyLengthNeedsTheSameMemory() {
        Generated body = new Generated();
        ResultIterator<Object> records = Records.read(new FakeResponse(body), Reading.strict());
        long before = used();
        long highest = 0;
        long count = 0;
        while (records.hasNext()) {
            records.next();
            if (++count % 20_000 == 0) {
                highest = Math.max(highest, used());
            }
        }
        assertThat(body.given).isGreaterThan(TOTAL);
        assertThat(count).isEqualTo(body.records);
        // unique member names would fill the parser's table of names
        assertThat(highest - before).isLessThan(16L << 20);
    }

    @Test
    @DisplayName("The memory of a huge record is released after it")
    void theMemoryOfAHugeRecordIsReleased() {
        String small = "{\"type\":\"a\",\"text\":\"" + "y".repeat(1000) + "\"},";
        String body = "[" + small.repeat(100) + "{\"type\":\"a\",\"text\":\"" + "x".repeat(5_000_000) + "\"},"
                      + small.repeat(200) + "{\"type\":\"a\"}]";
        ResultStream stream = new FakeResponse(body).open();
        RecordDocument document = new RecordDocument(stream, new DownloadErrors(stream, new SecretByteMasker(null)), 64 << 20);
        int largest = 0;
        while (document.next(0)) {
            largest = Math.max(largest, document.bufferCapacity());
        }
        assertThat(largest).isGreaterThan(5_000_000);
        assertThat(document.bufferCapacity()).isEqualTo(ScanBuffer.CAPACITY);
    }

    @Test
    @DisplayName("The buffer does not grow for records over the limit")
    void theWindowDoesNotGrowWithRecordsThatAreNotKept() {
        String body = "[" + " ".repeat(1_000_000) + "{\"text\":\"" + "x".repeat(5_000_000) + "\"},{\"id\":2}]";
        ResultStream stream = new FakeResponse(body).open();
        RecordDocument document = new RecordDocument(stream, new DownloadErrors(stream, new SecretByteMasker(null)), 10_000);
        while (document.next(0)) {
            assertThat(document.bufferCapacity()).isEqualTo(ScanBuffer.CAPACITY);
        }
        assertThat(document.count()).isEqualTo(2);
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /**
     * Records of 4 KB, each with unique names.
     */
    private static final class Generated extends InputStream {

        private static final String NAME = "How many of them are in it ".repeat(20);

        private final String text = "lorem ipsum ".repeat(330);
        private byte[] piece = { '[' };
        private int at;
        private long given;
        private long records;

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (at == piece.length && !turn()) {
                return -1;
            }
            int taken = Math.min(length, piece.length - at);
            System.arraycopy(piece, at, buffer, offset, taken);
            at += taken;
            given += taken;
            return taken;
        }

        private boolean turn() {
            at = 0;
            if (given > TOTAL) {
                boolean open = piece.length > 1 || given == 1;
                piece = new byte[] { ']' };
                return open;
            }
            String separator = records == 0 ? "" : ",\n";
            String n = Long.toString(records++);
            piece = (separator + "{\"id\":" + n + ",\"type\":\"product\",\"specs\":{\"" + NAME + n + "\":1},\"text\":\""
                     + text + "\"}")
                    .getBytes(StandardCharsets.US_ASCII);
            return true;
        }
    }
}
