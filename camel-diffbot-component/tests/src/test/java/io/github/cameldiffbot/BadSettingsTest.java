/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("An invalid setting of a job is an error before anything is sent, with the place, the value and the solution")
class BadSettingsTest extends BadInputTestSupport {

    @Test
    @DisplayName("A setting without a name is rejected, in the header and in the body")
    void aSettingWithoutName() {
        Map<String, String> nameless = Collections.singletonMap(null, "5");

        refused(call("diffbot:bulk/shop", Map.of("CamelDiffbotSettings", nameless), URL), "A setting needs a name");
        refused(call("diffbot:bulk/shop", Map.of("CamelDiffbotUrls", URL), nameless), "A setting needs a name");
    }

    @Test
    @DisplayName("Two options that set one setting to different values are rejected")
    void twoOptionsForOneSetting() {
        doesNotStart("diffbot:crawl/news?operation=update&maxHops=1&settings.maxHops=2", "maxHops", "'1'", "'2'", "only one");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = { "urlCrawlRegEx, (", "urlProcessRegEx, [a", "urlCrawlRegEx, a{2" })
    @DisplayName("A setting that is not a regular expression is rejected before the start")
    void aBadRegEx(String setting, String value) {
        doesNotStart("diffbot:crawl/news?" + setting + "=RAW(" + value + ")", "option " + setting, value, "regular expression");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = { "not a url", "ftp://x/y", "http://", "/v3/article" })
    @DisplayName("An apiUrl that is neither a URL nor a short name is rejected with an example")
    void aBadApiUrl(String apiUrl) {
        refused(call("diffbot:bulk/shop", Map.of("CamelDiffbotApiUrl", apiUrl), URL), apiUrl, "CamelDiffbotApiUrl",
                "article?fields=meta");
    }

    @ParameterizedTest
    @CsvSource({
            "urlCrawlPattern, x", "urlCrawlRegEx, x", "urlProcessPattern, x", "urlProcessRegEx, x", "maxHops, 1",
            "maxToCrawl, 1", "maxToProcess, 1", "maxToCrawlPerSubdomain, 1", "maxToProcessPerSubdomain, 1",
            "restrictDomain, true", "restrictSubdomain, true", "onlyProcessIfNew, true" })
    @DisplayName("A setting of crawls is rejected on a bulk job, as an option and in the header")
    void aSettingOfCrawlsOnABulkJob(String setting, String value) {
        doesNotStart("diffbot:bulk/shop?" + setting + "=" + value, "Option " + setting, "jobs of type bulk", "crawls");
        refused(call("diffbot:bulk/shop", Map.of("CamelDiffbotSettings", Map.of(setting, value)), URL),
                "setting " + setting + " in the header CamelDiffbotSettings");
    }

    @ParameterizedTest
    @CsvSource({ "token", "name", "urls", "seeds", "spots", "pause", "restart", "reset", "delete", "roundStart", "DELETE" })
    @DisplayName("A parameter that selects the job or the operation is rejected as a setting")
    void aReservedSetting(String name) {
        doesNotStart("diffbot:crawl/news?operation=update&settings." + name + "=1", "'" + name + "'", "not a setting");
        refused(call("diffbot:crawl/news?operation=update", Map.of("CamelDiffbotSettings", Map.of(name, "1")), null),
                "'" + name + "'");
    }

    @ParameterizedTest
    @CsvSource({
            "obeyRobots, maybe, true or false", "repeat, often, a number", "maxRounds, 1.5, a whole number",
            "notifyWebhook, hook.example, http or https" })
    @DisplayName("A setting with a value of another type is rejected with the expected type")
    void aSettingOfAnotherKind(String setting, String value, String cure) {
        refused(call("diffbot:bulk/shop", Map.of("CamelDiffbotSettings", Map.of(setting, value)), URL),
                "setting " + setting, value, cure);
        refused(call("diffbot:bulk/shop", Map.of(), Map.of("urls", URL, setting, value)), "setting " + setting + " in the body",
                value, cure);
    }

    @Test
    @DisplayName("Secrets in an invalid value are not shown")
    void secretsInItAreNotShown() {
        String secret = "s3cr3t";
        hides(secret, "ftp://shop.example/?key=" + secret, Map.of());
        hides(secret, URL, Map.of("notifyWebhook", "ftp://hook.example/" + secret));
        hides(secret, URL, Map.of("customHeaders", List.of("Cookie=" + secret)));
    }

    private void hides(String secret, String url, Map<String, Object> settings) {
        Exchange exchange = call("diffbot:bulk/shop", Map.of("CamelDiffbotSettings", settings), url);
        refused(exchange, "'");
        assertThat(exchange.getException()).hasMessageNotContaining(secret);
    }

    @Test
    @DisplayName("Settings in the header that are not a map are rejected")
    void settingsThatAreNoMap() {
        refused(call("diffbot:bulk/shop", Map.of("CamelDiffbotSettings", "repeat=1"), URL), "CamelDiffbotSettings", "String",
                "Map");
    }

    @Test
    @DisplayName("A custom header without a colon, with a line break or with a space in its name is rejected")
    void badCustomHeaders() {
        refused(call("diffbot:bulk/shop", Map.of("CamelDiffbotSettings", Map.of("customHeaders", List.of("Cookie"))), URL),
                "customHeaders", "'Cookie'", "Name:value");
        refused(call("diffbot:bulk/shop",
                Map.of("CamelDiffbotSettings", Map.of("customHeaders", Map.of("Cookie", "a\r\nHost: b"))), URL),
                "customHeaders",
                "one line");
        doesNotStart("diffbot:bulk/shop?customHeaders.a b=c", "customHeaders", "Name:value");
    }
}
