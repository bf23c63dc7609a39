/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.form;

import io.github.cameldiffbot.FaultCase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Text that a decoder, Camel or a person has changed is not submitted as a URL")
class UrlCheckTest {

    private static String fault(String url) {
        return UrlCheck.fault(url, false);
    }

    @ParameterizedTest
    @DisplayName("Two URLs that lost the white space between them are rejected, wherever the first one ends")
    @ValueSource(strings = {
            "https://example.org/ahttps://example.org/b", "https://example.org/https://example.org/b",
            "https://example.orghttps://example.org/b", "https://http://example.org", "HTTP://HTTP://example.org",
            "http://a.example/x?y=1http://b.example/", "http://a.example/#tophttps://b.example",
            "https://web.archive.org/web/2020/https://example.org/", "http://a.example/?u=http://b.example/1http://c.example" })
    @FaultCase("U1")
    void gluedUrls(String url) {
        assertThat(fault(url)).containsAnyOf("has a second URL at character", "has a second URL after").contains("%3A%2F%2F");
    }

    @ParameterizedTest
    @DisplayName("URLs with another separator than white space are rejected with that separator")
    @CsvSource(delimiter = ' ', value = {
            ", https://a.example/1,https://a.example/2,https://a.example/3 %2C",
            "; https://a.example/1;https://a.example/2 %3B",
            "| https://a.example|https://b.example %7C", ", https://a.example/?x=1,https://a.example/?x=2 %2C",
            ", https://a.example/1, %2C", "; https://a.example/1; %3B" })
    @FaultCase("U2")
    void otherSeparators(String separator, String url, String action) {
        assertThat(fault(url)).contains("'" + separator + "'").contains("white space").contains(action);
    }

    @ParameterizedTest
    @DisplayName("Commas, second URLs in a query, encoded ones and unusual characters of real URLs stay valid")
    @ValueSource(strings = {
            "https://weather.example/Las_Vegas,NV/today", "https://a.example/x;v=1/y", "https://a.example/?q=a,b;c",
            "https://translate.example/?url=http://b.example/", "https://a.example/?http://b.example",
            "https://a.example/?u=http://b.example,http://c.example", "https://a.example/?q=link%3Ahttp://b.example",
            "https://web.archive.org/web/2020/https%3A%2F%2Fexample.org/", "https://a.example/http/https/://x",
            "https://a.example/about-https", "http://user:pw@a.example:8080/|x", "https://ä.example/ü?ö=\uD83D\uDE00",
            "https://[2001:db8::1]:8443/x", "https://a.example/say\"hi\"/x", "http://https.example/",
            "https://my_host", "https://a.example:/x", "https://a.example./x", "https://a.example/maps/@1,2",
            "https://%61.example",
            "https://a.example/x?a=/,b", "https://a.example/0,,1,00.html", "https://a.example", "https://[::1]/",
            "https://a-b.c/" })
    void legalUrls(String url) {
        assertThat(fault(url)).isNull();
    }

    @Test
    @DisplayName("With allowNestedUrls only a segment of the path may begin with a second URL")
    void nestedUrls() {
        assertThat(UrlCheck.fault("https://web.archive.org/web/2020/https://example.org/", true)).isNull();
        assertThat(fault("https://web.archive.org/web/2020/https://example.org/")).contains("allowNestedUrls=true");
        assertThat(UrlCheck.fault("https://a.example/bhttps://c.example", true)).contains("at character 20")
                .doesNotContain("allowNestedUrls");
        assertThat(UrlCheck.fault("https://https://c.example", true)).contains("second URL");
    }

    @ParameterizedTest
    @DisplayName("Invisible and undecodable characters are rejected by name and position, and shown by name")
    @CsvSource({
            "200B, the invisible character", "FEFF, the invisible character", "00AD, the invisible character",
            "202E, the invisible character", "E0041, the invisible character", "3164, the invisible character",
            "FFFD, could not be decoded", "D800, could not be decoded", "0007, control character", "00A0, white space" })
    @FaultCase({ "U3", "U4" })
    void hiddenCharacters(String code, String says) {
        String url = "https://a.example/x" + new StringBuilder().appendCodePoint(Integer.parseInt(code, 16)) + "y";

        assertThat(fault(url)).contains(says).contains("U+" + code + " at character 20");
        if (!says.equals("white space") && !code.equals("D800")) {
            assertThat(UrlCheck.excerpt(url)).isEqualTo("'https://a.example/xU+" + code + "y'");
        }
    }

    @ParameterizedTest
    @DisplayName("A quotation mark of CSV is rejected")
    @ValueSource(strings = { "http://h.example/about,\"About", "http://h.example/about\"" })
    @FaultCase("U2")
    void quotesOfCsv(String url) {
        assertThat(fault(url)).contains("looks like CSV");
    }

    @ParameterizedTest
    @DisplayName("A second column of CSV right behind a host or a slash is rejected")
    @ValueSource(strings = {
            "https://a.example,About", "https://a.example;About", "https://a.example/,About", "https://a.example/x/,About",
            "https://a.example:8080,About", "https://[2001:db8::1],About" })
    @FaultCase("U2")
    void columnsOfCsv(String url) {
        assertThat(fault(url)).containsAnyOf("nmarshal CSV", "has no number as its port");
    }

    @ParameterizedTest
    @DisplayName("A URL without a host, or with an invalid host or port, is rejected")
    @ValueSource(strings = {
            "https://", "https:///x", "https://?x", "https://#x", "https://:80/", "https://.example/", "https://u@/x",
            "https://[]/x", "https://[::1/x", "https://a.example:port/", "https://a.example:123456/", "https://a.example:-1/",
            "https://<host>/x", "https://{host}/x", "https://$host/x", "https://a\"b/x", "https:/a.example", "https:a.example",
            "//a.example", "/a", "a.example", "Label", "name,url", "ftp://a.example/", "mailto:a@a.example", "" })
    @FaultCase("U2")
    void noHost(String url) {
        assertThat(fault(url)).isNotBlank();
    }

    @ParameterizedTest
    @DisplayName("A scheme instead of the host is rejected")
    @ValueSource(strings = { "http://https//a.example/", "https://http:/a.example", "https://user@http/x" })
    @FaultCase("U1")
    void schemesAsHosts(String url) {
        assertThat(fault(url)).contains("second scheme");
    }

    @Test
    @DisplayName("An excerpt of a URL is short, without its query and on one line")
    void shown() {
        assertThat(UrlCheck.excerpt("http://a.example/x\r\ny?token=secret")).isEqualTo("'http://a.example/xU+000DU+000Ay?...'");
        assertThat(UrlCheck.excerpt("x".repeat(1000))).hasSize(85).endsWith("...'");
        assertThat(UrlCheck.excerpt(null)).isEqualTo("null");
    }
}
