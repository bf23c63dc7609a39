/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.internal.client.http.ClientSettings;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Lists that one client reads again and again are compared with those of a client that knows no earlier list.
 */
@DisplayName("A list that is read again equals that of a client without an earlier one")
@Timeout(120)
class RepeatedJobListTest {

    private static final long NOW = 1_780_000_000;

    private final CloseableHttpClient http = Clients.http(5);
    private volatile String token = Clients.TOKEN;
    private volatile byte[] body = {};
    private volatile String charset = "utf-8";
    private RawServer server;
    private DiffbotClient client;
    private JobReads polls;

    @BeforeEach
    void start() throws IOException {
        server = new RawServer((request, socket) -> {
            ByteArrayOutputStream response = new ByteArrayOutputStream();
            response.writeBytes(("HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=" + charset
                                 + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            response.writeBytes(body);
            response.writeTo(socket.getOutputStream());
            return true;
        });
        client = Clients.client(
                new ClientSettings(
                        URI.create("http://localhost:" + server.port() + "/v3"), () -> token, Duration.ofSeconds(60),
                        Duration.ofSeconds(60), 0, Duration.ofMillis(2), Duration.ofMillis(20), 0, Duration.ofMillis(200)),
                () -> http);
        polls = client.reads().forPolls();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        http.close();
    }

    private static String job(String name, long objects, long now) {
        return "{\"jobStatus\":{\"status\":7,\"message\":\"Job is in progress.\"},\"type\":\"bulk\",\"currentTime\":" + now
               + ",\"objectsFound\":" + objects + ",\"customHeaders\":{\"Accept\":[\"a\",true,null]},\"currentTimeUTC\": " + now
               + ",\"apiUrl\":\"https://api.example/v3/article?fields=\\u00fc\u20ac\",\"repeat\":7.5,\"name\":\"" + name
               + "\"}";
    }

    private static String list(String... jobs) {
        return "{\"jobs\":[" + String.join(",\n", jobs) + "]}";
    }

    private List<Job> poll(String json) {
        body = json.getBytes(StandardCharsets.UTF_8);
        return polls.list();
    }

    private List<Job> read(String json) {
        body = json.getBytes(StandardCharsets.UTF_8);
        return client.reads().list();
    }

    private void assertReadLikeOthers(byte[] known, byte[] next) {
        body = known;
        outcome(polls);
        body = next;
        assertThat(outcome(polls)).as(new String(next, StandardCharsets.UTF_8)).isEqualTo(outcome(client.reads()));
    }

    private static Object outcome(JobReads reads) {
        try {
            return reads.list().stream().map(job -> List.copyOf(job.entrySet())).toList();
        } catch (DiffbotException e) {
            return e.getClass();
        }
    }

    // the same object: the job was not parsed again
    private static void assertUnchanged(Job later, Job earlier) {
        assertThat(later).isEqualTo(earlier);
        assertThat(later.get("jobStatus")).isSameAs(earlier.get("jobStatus"));
    }

    private static Job copy(Job job) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(job);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (Job) in.readObject();
        }
    }

    private void assertReadLikeOthers(String known, String next) {
        assertReadLikeOthers(known.getBytes(StandardCharsets.UTF_8), next.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("A poll of a single job lets the last list go")
    void singleJob() {
        Job first = poll(list(job("a", 1, NOW))).get(0);
        assertThat(poll(list(job("a", 1, NOW + 1))).get(0).get("jobStatus")).isSameAs(first.get("jobStatus"));
        body = list(job("a", 1, NOW + 2)).getBytes(StandardCharsets.UTF_8);

        assertThat(polls.find(JobType.bulk, "a")).isPresent();

        Job later = poll(list(job("a", 1, NOW + 3))).get(0);
        assertThat(later.get("jobStatus")).isEqualTo(first.get("jobStatus")).isNotSameAs(first.get("jobStatus"));
    }

    @Test
    @DisplayName("The same bytes are the same job")
    void sameBytes() {
        List<Job> first = poll(list(job("a", 1, NOW), job("b", 2, NOW)));
        List<Job> second = poll(list(job("a", 1, NOW), job("b", 2, NOW)));

        assertThat(second).hasSize(2);
        assertThat(second.get(0)).isSameAs(first.get(0));
        assertThat(second.get(1)).isSameAs(first.get(1));
    }

    @Test
    @DisplayName("An unchanged job is not parsed again, but has the time of the new list")
    void laterTime() throws Exception {
        Job first = poll(list(job("a", 1, NOW))).get(0);
        for (long now : new long[] { NOW + 1, 2_200_000_000L, 2_200_000_001L }) {
            Job later = poll(list(job("a", 1, now))).get(0);
            Job parsed = read(list(job("a", 1, now))).get(0);

            assertThat(later.get("jobStatus")).isSameAs(first.get("jobStatus"));
            assertThat(later.getCurrentTimeUTC()).isEqualTo(now);
            assertThat(later).isEqualTo(parsed).hasSameHashCodeAs(parsed).hasToString(parsed.toString()).isEqualTo(copy(later));
            assertThat(List.copyOf(later.entrySet())).isEqualTo(List.copyOf(parsed.entrySet()));
            assertThat(later.get(null)).isNull();
            assertThat(later.containsKey("currentTime")).isTrue();
            assertThat(later.containsKey("maxHops")).isFalse();
        }
        assertThat(first.getCurrentTimeUTC()).isEqualTo(NOW);
    }

    @Test
    @DisplayName("A job with the time of a later list is read-only")
    void readOnly() {
        poll(list(job("a", 1, NOW)));
        Job later = poll(list(job("a", 1, NOW + 5))).get(0);

        assertThatThrownBy(() -> later.put("name", "b")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> later.entrySet().iterator().next().setValue("b"))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> later.entrySet().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    @DisplayName("A changed job is parsed, and the next list is compared with it")
    void changed() {
        List<Job> first = poll(list(job("a", 1, NOW), job("b", 2, NOW), job("c", 3, NOW)));
        List<Job> second = poll(list(job("a", 1, NOW), job("b", 4, NOW), job("c", 3, NOW)));
        List<Job> third = poll(list(job("a", 1, NOW), job("b", 4, NOW), job("c", 5, NOW)));

        assertThat(second).extracting(Job::getObjectsFound).containsExactly(1L, 4L, 3L);
        assertThat(third).extracting(Job::getObjectsFound).containsExactly(1L, 4L, 5L);
        assertUnchanged(second.get(0), first.get(0));
        assertUnchanged(second.get(2), first.get(2));
        assertUnchanged(third.get(1), second.get(1));
    }

    @Test
    @DisplayName("Jobs that appear, vanish, return or change places are found; those after them are not parsed again")
    void otherOrder() {
        String[] jobs = IntStream.range(0, 6).mapToObj(i -> job("job" + i, i, NOW)).toArray(String[]::new);
        List<Job> first = poll(list(jobs));

        List<Job> fewer = poll(list(jobs[0], jobs[3], jobs[4]));
        assertThat(fewer).isEqualTo(List.of(first.get(0), first.get(3), first.get(4)));
        assertUnchanged(fewer.get(2), first.get(4));

        List<Job> more = poll(list(job("new", 0, NOW), jobs[0], jobs[1], jobs[3], jobs[4], jobs[5]));
        assertThat(more).extracting(Job::getName).containsExactly("new", "job0", "job1", "job3", "job4", "job5");
        assertUnchanged(more.get(1), first.get(0));
        assertUnchanged(more.get(4), first.get(4));

        assertThat(poll(list(jobs))).isEqualTo(first);
        Collections.reverse(Arrays.asList(jobs));
        assertThat(poll(list(jobs))).extracting(Job::getName)
                .containsExactly("job5", "job4", "job3", "job2", "job1", "job0");
        assertThat(poll("{}")).isEmpty();
        assertThat(poll(list(jobs))).hasSize(6);
    }

    @Test
    @DisplayName("Unchanged jobs are masked for the current token and secrets")
    void otherSecrets() {
        String json = list(job("a", 1, NOW).replace("article?", "secondtoken/webhooksecret?"));
        assertThat(poll(json).get(0).getApiUrl()).contains("secondtoken/webhooksecret");

        token = "secondtoken";
        assertThat(poll(json).get(0).getApiUrl()).contains("xxxxxx/webhooksecret").doesNotContain("secondtoken");
        client.addSecret("webhooksecret");
        assertThat(poll(json).get(0).getApiUrl()).contains("xxxxxx/xxxxxx");
        token = Clients.TOKEN;
        assertThat(poll(json).get(0).getApiUrl()).contains("secondtoken/xxxxxx");
    }

    @Test
    @DisplayName("After a failed list, jobs are compared with those of the last complete list")
    void afterAFailure() {
        Job first = poll(list(job("a", 1, NOW))).get(0);
        assertThatThrownBy(() -> poll("{\"jobs\":[" + job("a", 2, NOW) + "],\"error\":\"no\"}"))
                .isInstanceOf(DiffbotException.class);
        assertThatThrownBy(() -> poll("{\"jobs\":[" + job("a", 2, NOW))).isInstanceOf(DiffbotException.class);

        assertThat(poll(list(job("a", 1, NOW))).get(0)).isSameAs(first);
    }

    @Test
    @DisplayName("A list that is longer than the buffer has all jobs")
    void longList() {
        String[] jobs = IntStream.range(0, 2_000).mapToObj(i -> job("job" + i, i, NOW)).toArray(String[]::new);
        List<Job> first = poll(list(jobs));
        List<Job> second = poll(list(jobs));

        assertThat(first).extracting(Job::getObjectsFound)
                .isEqualTo(IntStream.range(0, 2_000).mapToObj(i -> (long) i).toList());
        assertThat(second).usingElementComparator((a, b) -> a == b ? 0 : 1).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(ints = { 1_000, 20_000, JobListBuffer.MAX_JOB, 200_000 })
    @DisplayName("A job of any size is read as in a first list, and hides no other")
    void largeJob(int length) {
        String large = job("large", 1, NOW).replace("article?", "?" + "s".repeat(length));
        String json = list(job("a", 1, NOW), large, job("b", 1, NOW));

        List<Job> first = poll(json);
        assertThat(first).isEqualTo(read(json)).extracting(Job::getName).containsExactly("a", "large", "b");
        assertThat(first.get(1).getApiUrl().isEmpty()).isEqualTo(length > JobParser.MAX_TEXT_LENGTH);
        assertThat(poll(json)).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", " ", "null", "[]", "{}", "{\"jobs\":null}", "{\"jobs\":{}}", "{\"jobs\":[]}", "{\"jobs\":[,J]}",
            "{\"jobs\":[J,]}",
            "{\"jobs\":[J J]}", "{\"jobs\":[J,,J]}", "{\"jobs\":[J;J]}", "{\"jobs\":[J}", "{\"jobs\":[J]", "{\"jobs\":[J],}",
            "{\"jobs\":[J,K],\"jobs\":[L]}", "{\"jobs\":[J],\"error\":\"no\",\"errorCode\":500}", "{\"jobs\":[J]}{}",
            "{\"response\":\"ok\",\"jobs\":[J,K]}", " { \"jobs\" :\r\n[ J\t, K ] , \"x\" : [ L ] } ", "\ufeff{\"jobs\":[J]}",
            "{\"jobs\":[null,J,1,[K],\"L\",{},L]}", "{\"jobs\":[J,{\"name\":\"a\",},K]}", "{\"jobs\":[J,{name:1},K]}",
            "{\"jobs\":[J,{\"a\":[{\"b\":NaN}]},K]}", "{\"job\":[J]}", "{\"jobs\":[{\"jobs\":[J]},K]}", "{\"jobs\":\"[J]\"}" })
    @DisplayName("A list of any form is read like a first list")
    void otherForms(String form) {
        String json = form.replace("J", job("a", 1, NOW)).replace("K", job("b", 2, NOW)).replace("L", job("c", 3, NOW));

        assertReadLikeOthers(list(job("a", 1, NOW), job("b", 2, NOW)), json);
    }

    @Test
    @Tag("slow")
    @DisplayName("A list that is cut somewhere is an error")
    void cutList() {
        String json = list(job("a", 1, NOW), job("b", 2, NOW));
        for (int end = 0; end < json.length(); end += 3) {
            assertReadLikeOthers(json, json.substring(0, end));
        }
    }

    @Test
    @Tag("slow")
    @DisplayName("A list with one other byte is read like a first list")
    void changedByte() {
        String json = list(job("a", 1, NOW), job("b", 2, NOW));
        byte[] marks = "019-.\"{}[],:\\ eA\n\u00fc".getBytes(StandardCharsets.UTF_8);
        Random random = new Random(1);
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        for (int place = 0; place < bytes.length; place += 1 + random.nextInt(5)) {
            byte[] changed = bytes.clone();
            changed[place] = marks[random.nextInt(marks.length)];
            assertReadLikeOthers(bytes, changed);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "0", "1", "-1", "1.5", "1e9", "\"1780000001\"", "null", "9999999999", "123456789012345678901" })
    @DisplayName("A time of any form is read like in a first list")
    void oddTimes(String time) {
        for (String name : List.of("currentTime", "currentTimeUTC")) {
            String odd = list("{\"name\":\"a\",\"" + name + "\":" + time + ",\"" + name + "\":" + time + "}");
            String usual = list("{\"name\":\"a\",\"" + name + "\":1780000000,\"" + name + "\":1780000001}");
            assertReadLikeOthers(usual, odd);
            assertReadLikeOthers(odd, usual);
            assertReadLikeOthers(odd, odd.replace('1', '2'));
            assertReadLikeOthers(usual, usual.replace('7', '9'));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "ISO-8859-1", "UTF-16", "UTF-8", "unknown" })
    @DisplayName("A list in any charset is read like a first list")
    void otherCharset(String name) throws IOException {
        charset = name;
        String json = list(job("a", 1, NOW), job("b", 2, NOW));
        for (String sent : new String[] { "ISO-8859-1", "UTF-16", "UTF-8" }) {
            assertReadLikeOthers(json.getBytes(sent), json.getBytes(sent));
        }
    }

    @Test
    @DisplayName("Bytes that are not UTF-8 become replacement characters, as in a first list")
    void invalidBytes() {
        for (String sequence : new String[] {
                "\u00c3", "\u00e2\u0082", "\u00ff", "\u00f0\u009f\u0098", "\u00ed\u00a0\u0080" }) {
            String json = list(job("a" + sequence, 1, NOW), job("b" + sequence + "b", 2, NOW));
            byte[] bytes = json.replace("\u20ac", "").getBytes(StandardCharsets.ISO_8859_1);
            assertReadLikeOthers(bytes, bytes);
        }
    }
}
