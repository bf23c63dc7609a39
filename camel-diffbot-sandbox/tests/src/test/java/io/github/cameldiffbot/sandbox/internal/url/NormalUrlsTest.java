/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.url;

import java.util.Random;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("URLs that need no normalization are recognized")
class NormalUrlsTest {

    private static final String[] PARTS = {
            "http://", "https://", "HTTP://", "a.example", "A.example", "b-c", "x".repeat(64), ".",
            "..", "/", "//", "/./", "/../", "?", "#", ":", ":80", ":443", ":8080", ":08080", ":70000", "@", "[::1]", "%41", "%",
            "a=b&c=d", "ü", " ", "\\", "\n", "_", "~", "[]", "path" };

    @Test
    @DisplayName("The normalization changes no recognized one of 200,000 random URLs")
    void unchanged() {
        Random random = new Random(42);
        int normal = 0;
        for (int i = 0; i < 200_000; i++) {
            StringBuilder url = new StringBuilder(PARTS[random.nextInt(3)]).append(random.nextBoolean() ? "a.example/" : "");
            for (int parts = random.nextInt(7); parts > 0; parts--) {
                url.append(PARTS[random.nextInt(PARTS.length)]);
            }
            if (NormalUrls.isNormal(url.toString())) {
                normal++;
                assertThat(Urls.rewritten(url.toString())).isEqualTo(url.toString());
            }
        }
        assertThat(normal).isGreaterThan(1_000);
    }

    @ParameterizedTest
    @DisplayName("URLs of the usual form are recognized")
    @ValueSource(strings = {
            "http://127.0.0.1:8182/notes/1", "https://www.example.org/", "http://a.example/x/y.html?a=b&c=d/e" })
    void usual(String url) {
        assertThat(NormalUrls.isNormal(url)).isTrue();
    }
}
