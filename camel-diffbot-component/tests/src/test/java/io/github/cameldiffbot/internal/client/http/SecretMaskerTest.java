/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.http;

import java.io.IOException;
import java.util.Set;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Secrets are masked in texts and exceptions")
class SecretMaskerTest {

    private final SecretMasker mask = new SecretMasker("abc1", Set.of("s:\u00e9/2\n", "abc1long"));

    @ParameterizedTest
    @CsvSource({
            "abc1, xxxxxx", "ABC1, xxxxxx", "-aBc1-, -xxxxxx-", "abc1abc1, xxxxxxxxxxxx", "aabc1 abc12, axxxxxx xxxxxx2",
            "abcabc1, abcxxxxxx", "s:\u00e9/2, xxxxxx", "S:\u00c9/2!, xxxxxx!", "s%3A%C3%A9%2F2, xxxxxx",
            "s%3a%c3%a9%2f2, xxxxxx", "\u00e9abc1\u00e9, \u00e9xxxxxx\u00e9" })
    @DisplayName("Each secret is masked, raw and encoded, in any letter case, wherever it is")
    void masked(String text, String expected) {
        assertThat(mask.mask(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({ "''", "abc", "bc1", "abc 1", "ab", "s:\u00e9/", "\u00e9/2", "a text with none" })
    @DisplayName("A text without a secret is returned itself")
    void unmasked(String text) {
        assertThat(mask.mask(text)).isSameAs(text);
        assertThat(SecretMasker.NONE.mask(text)).isSameAs(text);
    }

    @Test
    @DisplayName("An exception is copied if a secret is in its message or in those of its causes")
    void causes() {
        IOException clean = new IOException("clean", new IOException("also clean"));
        assertThat(mask.mask(clean)).isSameAs(clean);
        assertThat(mask.mask(new IOException("clean", new IOException("?token=Abc1")))).hasNoCause()
                .hasMessage("java.io.IOException: clean");
        assertThat(mask.mask(new IOException("?token=Abc1"))).hasMessage("java.io.IOException: ?token=xxxxxx");
        assertThat(SecretMasker.NONE.mask(clean)).isSameAs(clean);
    }
}
