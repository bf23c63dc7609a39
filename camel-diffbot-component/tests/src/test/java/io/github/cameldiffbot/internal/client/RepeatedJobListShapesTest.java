/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.job.Job;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A later list of any form is read as by a client without an earlier one")
class RepeatedJobListShapesTest extends RepeatedJobListSupport {

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

    private void assertReadLikeOthers(String known, String next) {
        assertReadLikeOthers(known.getBytes(StandardCharsets.UTF_8), next.getBytes(StandardCharsets.UTF_8));
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
