/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.job;

import java.math.BigInteger;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

@DisplayName("Values of a job are read leniently")
class JobValuesTest {

    static Stream<Arguments> numbers() {
        return Stream.of(
                arguments(42, 42L), arguments(42L, 42L), arguments("42", 42L), arguments(" 42 ", 42L), arguments(42.9, 42L),
                arguments("4.2e1", 42L), arguments("1e999", Long.MAX_VALUE), arguments("-1e999", Long.MIN_VALUE),
                arguments("1e9999", 0L), arguments("0".repeat(39) + "7", 7L), arguments("0".repeat(40) + "7", 0L),
                arguments(BigInteger.TWO.pow(70), Long.MAX_VALUE), arguments(Double.NaN, 0L), arguments("many", 0L),
                arguments(true, 0L), arguments(Map.of(), 0L));
    }

    @ParameterizedTest
    @MethodSource("numbers")
    @DisplayName("A number can be an integer, a decimal or a text; anything else counts as missing")
    void number(Object value, long expected) {
        assertThat(Job.of(Map.of("objectsFound", value)).getObjectsFound()).isEqualTo(expected);
    }

    static Stream<Arguments> decimals() {
        return Stream.of(
                arguments(2, 2.0), arguments(2L, 2.0), arguments(0.25, 0.25), arguments("0.250000", 0.25), arguments(0.5f, 0.5),
                arguments(Double.POSITIVE_INFINITY, -1.0), arguments("NaN", -1.0));
    }

    @ParameterizedTest
    @MethodSource("decimals")
    @DisplayName("A decimal can be an integer, a decimal or a text; anything else counts as missing")
    void decimal(Object value, double expected) {
        assertThat(Job.of(Map.of("crawlDelay", value)).getCrawlDelay()).isEqualTo(expected);
    }

    static Stream<Arguments> flags() {
        return Stream.of(
                arguments(true, true), arguments(false, false), arguments("true", true), arguments("false", false),
                arguments(1, true), arguments(0, false), arguments("1", true), arguments("0", false), arguments("yes", false));
    }

    @ParameterizedTest
    @MethodSource("flags")
    @DisplayName("A flag can be a boolean, a number or a text")
    void flag(Object value, boolean expected) {
        assertThat(Job.of(Map.of("useProxies", value)).isUseProxies()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
            "running,false,false", "waiting,false,false", "finished,true,false", "failed,true,false", "paused,false,true",
            "suspended,false,true", "halted,false,true", "unknown,false,false" })
    @DisplayName("Some groups are ends, and others are pauses")
    void groups(JobStatusGroup group, boolean end, boolean pause) {
        assertThat(group.isEnd()).isEqualTo(end);
        assertThat(group.isPause()).isEqualTo(pause);
    }

    @ParameterizedTest
    @CsvSource({ "bulk,bulk,true", "bulk,crawl,false", "crawl,crawl,true", "crawl,bulk,false", "job,bulk,true", "job,kg,true" })
    @DisplayName("The type job includes all others")
    void types(JobType type, String reported, boolean included) {
        assertThat(type.includes(reported)).isEqualTo(included);
    }

    @ParameterizedTest
    @CsvSource({ "bulk,bulk", "crawl,crawl", "kg,job", "'',job" })
    @DisplayName("The type of another kind of job is unknown")
    void reportedTypes(String reported, JobType type) {
        assertThat(JobType.of(reported)).isEqualTo(type);
    }

    @Test
    @DisplayName("A job has its key, its times and its status")
    void identity() {
        Job job = Jobs.crawl("news").created(5).completed(6).status(9).job();

        assertThat(job.getKey()).isEqualTo(new JobKey("crawl", "news")).hasToString("crawl/news");
        assertThat(job.getType()).isEqualTo("crawl");
        assertThat(job.getJobCreationTimeUTC()).isEqualTo(5);
        assertThat(job.getJobCompletionTimeUTC()).isEqualTo(6);
        assertThat(job.getStatus().getCode()).isEqualTo(9);
        assertThat(job.getStatus().getGroup()).isEqualTo(JobStatusGroup.finished);
        assertThat(job.containsKey("name")).isTrue();
        assertThat(job.containsKey("seeds")).isFalse();
        assertThat(Job.backedBy(Map.of("name", "news")).getName()).isEqualTo("news");
    }

    @Test
    @DisplayName("A text of 280 characters is whole, a longer one is cut before a character, not within")
    void cutText() {
        assertThat(new JobStatus(7, "x".repeat(280)).getShortMessage()).isEqualTo("x".repeat(280));
        assertThat(new JobStatus(7, "x".repeat(281)).getShortMessage()).isEqualTo("x".repeat(277) + "...");
        String smile = "\ud83d\ude00";
        assertThat(new JobStatus(7, "x".repeat(276) + smile + "y".repeat(9)).getShortMessage())
                .isEqualTo("x".repeat(276) + "...");
        assertThat(new JobStatus(7, "x".repeat(275) + smile + "y".repeat(9)).getShortMessage())
                .isEqualTo("x".repeat(275) + smile + "...");
        assertThat(new JobStatus(7, " ".repeat(1_990) + "x".repeat(20)).getShortMessage()).isEqualTo("x".repeat(10));
    }
}
