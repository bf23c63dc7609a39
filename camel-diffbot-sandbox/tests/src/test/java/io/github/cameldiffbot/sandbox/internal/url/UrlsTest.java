/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.url;

import java.net.URI;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("URLs are normalized and resolved")
class UrlsTest {

    @ParameterizedTest
    @DisplayName("URLs are normalized, and the result is a valid URI that normalizes to itself")
    @CsvFileSource(resources = "urls.csv", delimiter = ' ', nullValues = "-", quoteCharacter = '\u0001')
    void normalize(String url, String expected) {
        String normalized = Urls.normalize(url.replace("_SPACE_", " ").replace("_TAB_", "\t"));
        assertThat(normalized).isEqualTo(expected);
        if (expected != null) {
            assertThat(Urls.normalize(normalized)).isEqualTo(normalized);
            assertThat(URI.create(normalized).toString()).isEqualTo(normalized);
        }
    }

    @ParameterizedTest
    @DisplayName("References are resolved as in a browser")
    @CsvSource(delimiter = ' ', value = {
            "http://h/a/b?q=1 c http://h/a/c", "http://h/a/b ../c http://h/c", "http://h/a/b ../../../c http://h/c",
            "http://h/a/b?q=1 ?p=2 http://h/a/b?p=2", "http://h/a/b?q=1 #top http://h/a/b?q=1",
            "http://h/ /x?y=/z http://h/x?y=/z",
            "https://h/a //other/x https://other/x", "http://h/a \\\\other\\x http://other/x",
            "http://h/a /{id} http://h/%7Bid%7D",
            "http://h/a/ ./ http://h/a/", "http://h/a http://x_y/%zz http://x_y/%25zz", "http://h/a 100% http://h/100%25",
            "http://h/?a=b/c d http://h/d" })
    void resolve(String base, String reference, String expected) {
        assertThat(Urls.resolve(base, reference)).isEqualTo(expected);
    }

    @ParameterizedTest
    @DisplayName("References to anything but pages are not resolved")
    @CsvSource({ "mailto:a@h", "javascript:void(0)", "data:text/html;a", "ftp://h/", "http://", "tel:123", "http://h:99999/" })
    void otherReferences(String reference) {
        assertThat(Urls.resolve("http://h/", reference)).isNull();
    }
}
