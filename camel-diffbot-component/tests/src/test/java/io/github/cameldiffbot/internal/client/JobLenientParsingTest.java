/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobStatus;
import io.github.cameldiffbot.job.JobStatusGroup;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Members of a job are read from any JSON type")
class JobLenientParsingTest {

    static Stream<Arguments> numbers() {
        return Stream.of(
                Arguments.of(7, 7L), Arguments.of("7", 7L), Arguments.of(7.0, 7L), Arguments.of("7.0", 7L),
                Arguments.of(4_000_000_000L, 4_000_000_000L), Arguments.of("4000000000", 4_000_000_000L),
                Arguments.of(-3, -3L), Arguments.of(1e30, Long.MAX_VALUE), Arguments.of("1e999999999", 0L),
                Arguments.of("NaN", 0L), Arguments.of(Double.NaN, 0L), Arguments.of("many", 0L), Arguments.of(List.of(), 0L),
                Arguments.of(null, 0L));
    }

    @ParameterizedTest
    @MethodSource("numbers")
    @FaultCase("J3")
    @DisplayName("A counter is read from any JSON type")
    void aCounterIsReadInWhateverFormItComes(Object wire, long expected) {
        Map<String, Object> members = new HashMap<>();
        members.put("objectsFound", wire);

        assertThat(Job.of(members).getObjectsFound()).isEqualTo(expected);
    }

    @Test
    @FaultCase("J3")
    @DisplayName("A decimal number can be an integer or a text")
    void aFloatMayBeAnIntOrAText() {
        assertThat(job("repeat", 7).getRepeat()).isEqualTo(7.0);
        assertThat(job("repeat", "7.5").getRepeat()).isEqualTo(7.5);
        assertThat(job("crawlDelay", "0.250000").getCrawlDelay()).isEqualTo(0.25);
    }

    @Test
    @DisplayName("A flag can be a number, a text or a boolean")
    void aFlagMayBeANumberATextOrABoolean() {
        for (Object yes : Arrays.<Object> asList(1, "1", 1.0, true, "true")) {
            assertThat(job("obeyRobots", yes).isObeyRobots()).as("%s", yes).isTrue();
        }
        for (Object no : Arrays.<Object> asList(0, "0", false, "false", "")) {
            assertThat(job("obeyRobots", no).isObeyRobots()).as("%s", no).isFalse();
        }
    }

    @Test
    @FaultCase("J2")
    @DisplayName("A missing member has the documented value and is not in the map")
    void aMissingMemberHasADocumentedValueAndIsKnownToBeMissing() {
        Job job = Job.of(Map.of("name", "a"));

        assertThat(job.getMaxHops()).isEqualTo(-1);
        assertThat(job.getRepeat()).isZero();
        assertThat(job.getNotifyEmail()).isEmpty();
        assertThat(job.getCustomHeaders()).isEmpty();
        assertThat(job.containsKey("maxHops")).isFalse();
        assertThat(job.getStatus().getGroup()).isEqualTo(JobStatusGroup.unknown);
    }

    @Test
    @DisplayName("An unknown member is kept")
    void anUnknownMemberIsKept() {
        assertThat(job("somethingNew", List.of(1, 2))).containsEntry("somethingNew", List.of(1, 2));
    }

    @Test
    @FaultCase("J2")
    @DisplayName("A status is read from any JSON type")
    void aStatusMayComeInAnyForm() {
        assertThat(status(9).getCode()).isEqualTo(9);
        assertThat(status("9").getCode()).isEqualTo(9);
        assertThat(status(9.0).getCode()).isEqualTo(9);
        assertThat(status(42).getGroup()).isEqualTo(JobStatusGroup.unknown);
        assertThat(job("jobStatus", "9").getStatus().getCode()).isEqualTo(JobStatus.NONE);
        Map<String, Object> withoutCode = new HashMap<>();
        withoutCode.put("status", null);
        assertThat(job("jobStatus", withoutCode).getStatus().getCode()).isEqualTo(JobStatus.NONE);
    }

    private static JobStatus status(Object code) {
        return job("jobStatus", Map.of("status", code, "message", "text")).getStatus();
    }

    private static Job job(String member, Object value) {
        return Job.of(Map.of(member, value));
    }
}
