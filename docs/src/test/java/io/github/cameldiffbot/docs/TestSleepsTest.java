/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of all modules wait for conditions, not for a time. A test that is slow because a server is slow simulates that
 * in the server, with {@code LockSupport.parkNanos}.
 */
@DisplayName("Tests of all modules wait for conditions, not for a time")
class TestSleepsTest {

    private static final Pattern SLEEP = Pattern.compile(
            "\\bsleep(?:Uninterruptibly)?\\(|\\.during\\(|until\\(\\s*\\(\\s*\\)\\s*->\\s*true\\s*\\)"
                                                         + "|\\.pollDelay\\((?!(?:Duration\\.)?ZERO\\))"
                                                         + "|await\\(\\)[^;]*until\\(\\s*\\(\\s*\\)\\s*->\\s*System\\.(?:nanoTime|currentTimeMillis)\\(\\)");

    private static final Path ITSELF = Path.of("TestSleepsTest.java");

    @Test
    @DisplayName("No test sleeps, nor waits with Awaitility for a time to pass")
    void none() throws IOException {
        List<String> sleeps = new ArrayList<>();
        int tests = 0;
        for (Path file : TestSources.all()) {
            if (file.endsWith(ITSELF)) {
                continue;
            }
            tests++;
            sleeps(Files.readString(file)).forEach(sleep -> sleeps.add(file.getFileName() + ":" + sleep));
        }
        assertThat(tests).isGreaterThan(400);
        assertThat(sleeps).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "Thread.sleep(5);", "TimeUnit.SECONDS.sleep(5);", "await().pollDelay(Duration.ofMillis(60)).until(() -> true);",
            "await().pollDelay(wait)\n  .untilAsserted(() -> a());", "await().atMost(x).until(( ) ->  true );",
            "await().during(time).until(() -> calls == 1);", "await().until(() -> System.nanoTime() - begun > 3);" })
    @DisplayName("A sleep in any form is found")
    void found(String code) {
        assertThat(sleeps(code)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "await().pollDelay(Duration.ZERO).until(() -> calls == 1);", "await().until(() -> trueIsKnown);",
            "await().until(() -> polls > 4);", "long start = System.nanoTime();" })
    @DisplayName("A wait for a condition is not a sleep")
    void allowed(String code) {
        assertThat(sleeps(code)).isEmpty();
    }

    private static List<String> sleeps(String code) {
        List<String> sleeps = new ArrayList<>();
        Matcher matcher = SLEEP.matcher(code);
        while (matcher.find()) {
            sleeps.add(code.substring(0, matcher.start()).lines().count() + " " + matcher.group());
        }
        return sleeps;
    }
}
