/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.form;

import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Plain URLs are checked in one pass")
class UrlCheckPlainUrlsTest {

    private static final String SCHEME = "https://";
    private static final List<String> PARTS = List.of("a", "Z", "example", "http", "HTTPS", "://", ":", "80", "/", "?", "#",
            "\\", "@", ",", ";", "|", "\"", "'", "<", "=", "&", "%20", ".", "-", "_", "[", "]", "ö", "\u200B", "\u007F",
            "\u00A0",
            " ", "\n", "\uD83D\uDE00", "\uD83D");
    private static final List<String> HOSTS = List.of("", ".", "a", "https", "http", "news.example", ".news.example",
            "1.2.3.4-x", "user@news.example");

    @Test
    @DisplayName("A random URL has the same error as by the detailed check")
    void sameErrors() {
        Random random = new Random(20261128);
        int valid = 0;
        int count = 50_000;
        for (int i = 0; i < count; i++) {
            String url = url(random);
            boolean nestedAllowed = random.nextBoolean();
            String fault = UrlCheck.fault(url, nestedAllowed);

            assertThat(fault).as(url).isEqualTo(UrlCheck.fault(url, SCHEME.length(), nestedAllowed));
            valid += fault == null ? 1 : 0;
        }
        assertThat(valid).isBetween(count / 10, count * 9 / 10);
    }

    private static String url(Random random) {
        StringBuilder url = new StringBuilder(SCHEME).append(HOSTS.get(random.nextInt(HOSTS.size())));
        for (int parts = random.nextInt(6); parts > 0; parts--) {
            url.append(random.nextBoolean() ? "/x" : PARTS.get(random.nextInt(PARTS.size())));
        }
        return url.toString();
    }
}
