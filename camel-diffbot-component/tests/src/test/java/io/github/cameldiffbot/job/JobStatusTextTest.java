/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.job;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The text of a status is safe in logs")
class JobStatusTextTest {

    private static final String FORGED
            = "Failed\r\n2026-11-26 21:00:00 INFO  Auth - admin logged in \u001b[2J\u009b2J\u202e\u2028x\u200by";

    @Test
    @DisplayName("The text of a status cannot forge a log line or control a terminal")
    void oneLine() {
        JobStatus status = new JobStatus(10, FORGED);

        assertThat(status.toString())
                .isEqualTo("10 (Failed 2026-11-26 21:00:00 INFO Auth - admin logged in [2J 2J x y)");
        assertThat(status.getShortMessage()).doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
        assertThat(status.getMessage()).isEqualTo(FORGED);
    }

    @Test
    @DisplayName("A long text is shortened between two characters")
    void notTooLong() {
        for (String text : new String[] {
                "x".repeat(100_000), "\ud83d\ude00".repeat(1000), "x" + "\ud83d\ude00".repeat(1000) }) {
            String shown = new JobStatus(7, text).toString();
            assertThat(shown).hasSizeLessThanOrEqualTo(300).startsWith("7 (" + text.substring(0, 200)).endsWith("...)");
            assertThat(Character.isHighSurrogate(shown.charAt(shown.length() - 5))).isFalse();
        }
        assertThat(new JobStatus(7, "x".repeat(280)).getShortMessage()).hasSize(280);
    }

    @Test
    @DisplayName("A status without a text is its code")
    void onlyTheCode() {
        assertThat(new JobStatus(9, " \r\n").toString()).isEqualTo("9");
        assertThat(new JobStatus(9, null).toString()).isEqualTo("9");
    }
}
