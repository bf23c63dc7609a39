/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.retry;

import java.time.Duration;
import java.time.Instant;

import io.github.cameldiffbot.FaultCase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Retry-After is read in both formats")
@FaultCase("H2")
class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource(ignoreLeadingAndTrailingWhitespace = false, value = {
            "7,7", " 7\t,7", "007,7", "123456789,123456789", "999999999,999999999" })
    @DisplayName("A number is a number of seconds")
    void seconds(String header, long seconds) {
        assertThat(RetryAfter.parse(header, NOW)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = { "1000000000", "99999999999999999999" })
    @DisplayName("A number of more than nine digits counts as 999,999,999 seconds")
    void huge(String header) {
        assertThat(RetryAfter.parse(header, NOW)).isEqualTo(Duration.ofSeconds(999_999_999));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "Thu, 01 Jan 2026 00:00:09 GMT", "Thursday, 01-Jan-26 00:00:09 GMT",
            " Thu, 01 Jan 2026 00:00:09 GMT " })
    @DisplayName("A date of HTTP is the time until then")
    void date(String header) {
        assertThat(RetryAfter.parse(header, NOW)).isEqualTo(Duration.ofSeconds(9));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {
            "", " ", "0", "000", "-5", "+5", "1.5", "7 s", "soon", "\u0667", "Thu, 99 Jan 2026 00:00:09 GMT",
            "Thu, 01 Jan 2026 00:00:00 GMT", "Wed, 31 Dec 2025 23:00:00 GMT" })
    @DisplayName("No header, no time to wait, and anything else are ignored")
    void ignored(String header) {
        assertThat(RetryAfter.parse(header, NOW)).isNull();
    }
}
