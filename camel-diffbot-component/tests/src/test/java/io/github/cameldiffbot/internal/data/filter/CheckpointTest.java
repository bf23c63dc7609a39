/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.filter;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@DisplayName("A checkpoint can be stored as text")
class CheckpointTest {

    @Test
    @DisplayName("A checkpoint that was written and read is the same")
    void isTheSameOnceItWasWritten() {
        Checkpoint position = new Checkpoint(1_770_000_500_000L, 1_770_000_000_000L, new long[] { 7, -3, Long.MIN_VALUE });
        String text = position.toText();

        Checkpoint read = Checkpoint.parse(text + "\n");

        assertThat(text).doesNotContain("\n", "=").startsWith("1;1770000500000;1770000000000;3;");
        assertThat(read.toText()).isEqualTo(text);
        assertThat(read.includes(1_770_000_000_000L, 99)).isTrue();
        assertThat(read.includes(1_770_000_000_001L, 99)).isFalse();
        assertThat(read.includes(1_770_000_000_001L, -3)).isTrue();
    }

    @Test
    @DisplayName("The first checkpoint includes no record")
    void theStartIncludesNothing() {
        assertThat(Checkpoint.parse(Checkpoint.START.toText()).includes(-1, 0)).isFalse();
    }

    @Test
    @DisplayName("A truncated text is an error at any length")
    void aTruncatedTextIsAnError() {
        String text = new Checkpoint(5, 4, new long[] { 1, 2, 3, 4 }).toText();

        for (int length = 0; length < text.length(); length++) {
            String cut = text.substring(0, length);
            assertThatIllegalArgumentException().as(cut).isThrownBy(() -> Checkpoint.parse(cut));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", "rubbish", "2;5;4;0;", "1;5;4;0;;", "1;x;4;0;", "1;5;4;-1;", "1;5;4;1;????????", "1;5;4;99999999999;" })
    @DisplayName("An invalid text is an error")
    void anInvalidTextIsAnError(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Checkpoint.parse(text));
    }
}
