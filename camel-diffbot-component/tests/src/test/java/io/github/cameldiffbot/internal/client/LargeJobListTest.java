/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.sun.management.ThreadMXBean;
import io.github.cameldiffbot.error.DiffbotProtocolException;
import io.github.cameldiffbot.internal.client.form.BoundedTextReader;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("A job of any size or form in a list hides no other")
@Timeout(120)
@Tag("slow")
class LargeJobListTest {

    private static final int SEEDS = 1_300_000;
    private static final String SEED = "https://shop.example/catalog/products/item-of-the-day/";

    private static RawServer.Reply crawlWithSeeds(int seeds) {
        return (request, socket) -> {
            OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
            write(out, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"jobs\":[" + Clients.job("bulk", "first")
                       + ",{\"name\":\"large\",\"type\":\"crawl\",\"seeds\":\"");
            for (int i = 0; i < seeds; i++) {
                write(out, SEED + i % 10 + ' ');
            }
            write(out, "\",\"jobStatus\":{\"status\":9,\"message\":\"x\"},\"objectsFound\":7},"
                       + Clients.job("bulk", "last") + "]}");
            out.flush();
            return false;
        };
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    @DisplayName("A crawl with 1.3 million seeds hides no job, and its seeds are not stored")
    void millionsOfSeeds() throws IOException {
        try (RawServer server = new RawServer(crawlWithSeeds(SEEDS))) {
            DiffbotClient client = Clients.client(server.port(), 0);
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();

            List<Job> jobs = client.reads().list();

            assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(8 << 20);
            assertThat(jobs).extracting(Job::getName).containsExactly("first", "large", "last");
            assertThat(jobs.get(1).getSeeds()).isEmpty();
            assertThat(jobs.get(1).getObjectsFound()).isEqualTo(7);
            assertThat(jobs.get(1).getStatus().getCode()).isEqualTo(9);
            assertThat(client.reads().status(JobType.crawl, "large").getObjectsFound()).isEqualTo(7);
        }
    }

    @Test
    @DisplayName("The seeds of an ordinary crawl are kept")
    void theSeedsOfAnOrdinaryCrawlAreKept() throws IOException {
        try (RawServer server = new RawServer(crawlWithSeeds(200))) {
            assertThat(Clients.client(server.port(), 0).reads().status(JobType.crawl, "large").getSeeds())
                    .isEqualTo(seeds(200));
        }
    }

    private static String seeds(int count) {
        StringBuilder seeds = new StringBuilder();
        for (int i = 0; i < count; i++) {
            seeds.append(SEED).append(i % 10).append(' ');
        }
        return seeds.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "null", "1", "\"a\"", "[1,[2]]", "{}", "{\"name\":null}", "{\"name\":7,\"jobStatus\":\"x\"}",
            "{\"name\":\"n\",\"jobStatus\":{\"status\":{}}}" })
    @DisplayName("An unusual job hides no other")
    void anOddJob(String odd) throws IOException {
        assertOthersAreSeen(odd);
    }

    @Test
    @DisplayName("A job that is nested too deeply, or has a number or a text of a million characters, hides no other")
    void anExcessiveJob() throws IOException {
        assertOthersAreSeen("{\"name\":\"deep\",\"a\":" + "[".repeat(50_000) + "]".repeat(50_000) + ",\"type\":\"bulk\"}");
        assertOthersAreSeen("[" + "{\"a\":".repeat(50_000) + "1" + "}".repeat(50_000) + "]");
        assertOthersAreSeen("{\"name\":\"long\",\"objectsFound\":" + "9".repeat(1_000_000) + "}");
        assertOthersAreSeen("{\"name\":\"long\",\"" + "k".repeat(1_000_000) + "\":1}");
        assertOthersAreSeen("{\"name\":\"long\",\"apiUrl\":\"" + "\\u00e4\\n\\\\\\\"".repeat(100_000) + "\"}");
    }

    private static void assertOthersAreSeen(String odd) throws IOException {
        String list = "{\"jobs\":[" + Clients.job("bulk", "a") + "," + odd + "," + Clients.job("crawl", "b") + "]}";
        try (RawServer server = new RawServer(RawServer.ok(list))) {
            assertThat(Clients.client(server.port(), 0).reads().list()).extracting(Job::getName).contains("a", "b");
        }
    }

    @Test
    @DisplayName("A truncated list is an error")
    void aTruncatedResponseIsNotAList() throws IOException {
        String half = "{\"jobs\":[" + Clients.job("bulk", "a") + ",{\"name\":\"b\",\"seeds\":\"" + "x".repeat(100_000);
        try (RawServer server = new RawServer(RawServer.thenClose("HTTP/1.1 200 OK\r\n\r\n" + half))) {
            assertThatThrownBy(() -> Clients.client(server.port(), 0).reads().list())
                    .isInstanceOf(DiffbotProtocolException.class)
                    .hasMessageContaining("breaks off");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 3, 7, 100 })
    @DisplayName("Texts are cut between characters at any position of the buffer")
    void cutTexts(int buffer) throws IOException {
        String json
                = "{\"ab\\\\c\":\"0123456789\",\"x\\u00e4yz\":[\"01\\n3\\\"5\",\"012\\u00e4\"],\"s\":\"\\\\\\\\\\\\\\\\\",\"o\":1}";
        String cut = "{\"ab\\\\!\":\"0123!\",\"x\\u00e4!\":[\"01\\n!\",\"012\\u00e4\"],\"s\":\"\\\\\\\\!\",\"o\":1}";
        BoundedTextReader texts = new BoundedTextReader(new StringReader(json), 4);
        StringBuilder read = new StringBuilder();
        char[] chars = new char[buffer];
        for (int count = texts.read(chars, 0, buffer); count >= 0; count = texts.read(chars, 0, buffer)) {
            read.append(chars, 0, count);
        }
        assertThat(read.toString().replace(BoundedTextReader.CUT, '!')).isEqualTo(cut);
    }
}
