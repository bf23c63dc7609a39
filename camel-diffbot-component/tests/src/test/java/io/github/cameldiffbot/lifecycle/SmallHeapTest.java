/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

import java.io.BufferedInputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;

import io.github.cameldiffbot.ClassArchive;
import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.sandbox.DiffbotSandbox;
import io.github.cameldiffbot.sandbox.DiffbotSandboxExtension;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sandbox runs in this JVM; the component runs in another one with a heap of 32 MB. What it streams is several
 * times as large. With {@code -Dheap.all=true}: a gigabyte of records and a million URLs, and a heap of 64 MB.
 */
@DisplayName("Results and URLs of any size stream through a small heap")
@Tag("kill")
class SmallHeapTest {

    private static final int RECORD_BYTES = 4096;
    private static final boolean ALL = Boolean.getBoolean("heap.all");
    private static final int HEAP_BYTES = (ALL ? 64 : 32) << 20;
    private static final int RECORDS = (ALL ? 16 : 4) * (HEAP_BYTES / RECORD_BYTES);
    private static final int LINES = 2 * (HEAP_BYTES / RECORD_BYTES);
    // as strings, they would fill the heap
    private static final int URLS = ALL ? 1_000_000 : 300_000;
    private static final int LIMIT_SECONDS = 120;

    @RegisterExtension
    static final DiffbotSandboxExtension DIFFBOT
            = new DiffbotSandboxExtension(DiffbotSandbox.builder().discardBeyond(1));

    @TempDir
    Path folder;

    @Test
    @DisplayName("Records of four times the size of a small heap pass through it")
    void records(DiffbotSandbox sandbox) throws Exception {
        sandbox.generate("large", RECORDS, RECORD_BYTES);
        assertThat(run("read")).isEqualTo(RECORDS + " " + checksum(RECORDS));
    }

    @Test
    @DisplayName("JSON Lines of twice the size of a small heap pass through it")
    void jsonLines(DiffbotSandbox sandbox) throws Exception {
        sandbox.generate("large", LINES, RECORD_BYTES);

        assertThat(run("lines")).isEqualTo(LINES + " " + checksum(LINES));
    }

    @Test
    @FaultCase("J11")
    @DisplayName("A record that is larger than the heap is skipped")
    void largeRecords(DiffbotSandbox sandbox) throws Exception {
        sandbox.generate("large", 2, HEAP_BYTES / 2 * 3);
        assertThat(run("skip")).isEqualTo("0 read, 2 skipped");
    }

    @Test
    @FaultCase("H11")
    @DisplayName("URLs of a file that do not fit into a small heap are submitted")
    void urlsOfAFile(DiffbotSandbox sandbox) throws Exception {
        Path file = folder.resolve("urls.txt");
        URI site = sandbox.demoSite();
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < URLS; i++) {
                out.write(site + "notes/" + i + "\n");
            }
        }
        // its pages are not fetched
        sandbox.hold();
        assertThat(run("submitFile", file.toString())).isEqualTo("large");
        assertThat(sandbox.job("large").submitted()).isEqualTo(URLS);
    }

    @Test
    @FaultCase("H11")
    @DisplayName("URLs of an iterator that do not fit into a small heap are submitted")
    void urlsOfAnIterator(DiffbotSandbox sandbox) throws Exception {
        sandbox.hold();
        assertThat(run("submitIterator", sandbox.demoSite() + "notes/", Integer.toString(URLS))).isEqualTo("large");
        assertThat(sandbox.job("large").submitted()).isEqualTo(URLS);
    }

    /** The expected checksum of the records, computed without the component, with the token masked. */
    private static long checksum(int records) throws IOException {
        String uri = DIFFBOT.baseUrl() + "/bulk/data?name=large&token=" + DIFFBOT.token();
        CRC32 checksum = new CRC32();
        String masked = "x".repeat(DIFFBOT.token().length());
        try (InputStream in = new BufferedInputStream(URI.create(uri).toURL().openStream())) {
            for (int i = 0; i < records; i++) {
                // the bracket before the first record, comma and line feed before the others
                in.skipNBytes(i == 0 ? 1 : 2);
                String record = new String(in.readNBytes(RECORD_BYTES), StandardCharsets.ISO_8859_1);
                checksum.update(record.replace(DIFFBOT.token(), masked).getBytes(StandardCharsets.ISO_8859_1));
            }
            assertThat(in.readAllBytes()).containsExactly(']');
        }
        return checksum.getValue();
    }

    /** Runs the small JVM and returns its output after the size of the heap. */
    private String run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + HEAP_BYTES, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(ClassArchive.options());
        command.addAll(List.of(SmallHeap.class.getName(), arguments[0], DIFFBOT.baseUrl(), DIFFBOT.token()));
        command.addAll(List.of(arguments).subList(1, arguments.length));
        Path out = folder.resolve("out.txt");
        Path errors = folder.resolve("errors.txt");
        // its log goes there, too
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectOutput(out.toFile())
                .redirectError(errors.toFile()).start();
        try {
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as("ended in time").isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(() -> text(errors) + text(out)).isZero();
        String[] said = text(out).strip().split(" ", 2);
        assertThat(Long.parseLong(said[0])).isLessThanOrEqualTo(HEAP_BYTES);
        return said[1];
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
