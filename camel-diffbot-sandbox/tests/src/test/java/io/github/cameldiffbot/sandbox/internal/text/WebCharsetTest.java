/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.text;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Charsets are named as in browsers")
class WebCharsetTest {

    @ParameterizedTest
    @CsvSource({
            "iso-8859-1,windows-1252", "Latin1,windows-1252", "us-ascii,windows-1252", "ascii,windows-1252",
            "iso-8859-9,windows-1254", "latin5,windows-1254", "tis-620,x-windows-874", "dos-874,x-windows-874",
            "gb2312,GB18030", "gbk,GB18030", "x-gbk,GB18030", "euc-kr,x-windows-949", "ks_c_5601-1987,x-windows-949",
            "shift_jis,windows-31j", "x-sjis,windows-31j", "big5,Big5-HKSCS", "utf8,UTF-8", "unicode-1-1-utf-8,UTF-8",
            "UTF-8,UTF-8", "windows-1251,windows-1251", "koi8-r,KOI8-R", "iso-8859-2,ISO-8859-2", "iso-8859-15,ISO-8859-15" })
    @DisplayName("A label is read as browsers read it, often as a larger charset")
    void label(String label, String charset) {
        assertThat(WebCharset.of(' ' + label + ' ').name()).isEqualToIgnoringCase(charset);
    }

    @ParameterizedTest
    @CsvSource({ "none", "''", "utf-8 x", "a/b" })
    @DisplayName("Another label is unknown")
    void unknown(String label) {
        assertThat(WebCharset.of(label)).isNull();
    }
}
