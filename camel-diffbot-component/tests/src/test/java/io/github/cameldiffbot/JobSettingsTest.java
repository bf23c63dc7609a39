/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Settings of a job are sent as configured")
class JobSettingsTest extends DiffbotTestSupport {

    private static final String UPDATE_BULK = "diffbot:bulk/shop?operation=update&";
    private static final String UPDATE_CRAWL = "diffbot:crawl/news?operation=update&";

    @BeforeEach
    void response() {
        onPost("/bulk", json(WireJob.bulk("shop").response()));
        onPost("/crawl", json(WireJob.crawl("news").response()));
        onGet("/bulk?name=shop", noSuchJob());
    }

    private void known() {
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").response()));
        onGet("/crawl?name=news", json(WireJob.crawl("news").response()));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {
            "notifyEmail=a@b.example, notifyEmail=a%40b.example",
            "notifyWebhook=https://hook.example/x, notifyWebhook=https%3A%2F%2Fhook.example%2Fx",
            "obeyRobots=false, obeyRobots=0", "obeyRobots=true, obeyRobots=1",
            "repeat=7.0, repeat=7", "repeat=0.25, repeat=0.25", "repeat=0, repeat=0", "repeat=1e-3, repeat=0.001",
            "maxRounds=-1, maxRounds=-1", "maxRounds=3, maxRounds=3",
            "pageProcessPattern=RAW(a||!b), pageProcessPattern=a%7C%7C%21b",
            "useCanonical=false, useCanonical=0", "useProxies=true, useProxies=1",
            "crawlDelay=1.5, crawlDelay=1.5", "seedRecrawlFrequency=-1, seedRecrawlFrequency=-1",
            "customHeaders.Accept-Language=de, customHeaders=Accept-Language%3Ade",
            "settings.brandNew=x y, brandNew=x%20y", "settings.maxHops=any, maxHops=any" })
    @DisplayName("Each setting of both types is sent under Diffbot's name")
    void ofBothTypesAreSent(String option, String wire) {
        known();
        job(call(UPDATE_BULK + option, null));
        assertThat(posted()).isEqualTo(AUTH + "&name=shop&" + wire);

        DIFFBOT.resetRequests();
        job(call(UPDATE_CRAWL + option, null));
        assertThat(posted()).isEqualTo(AUTH + "&name=news&" + wire);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {
            "urlCrawlPattern=RAW(/a||!/b), urlCrawlPattern=%2Fa%7C%7C%21%2Fb",
            "urlCrawlRegEx=RAW(^https?://a\\.), urlCrawlRegEx=%5Ehttps%3F%3A%2F%2Fa%5C.",
            "urlProcessPattern=x, urlProcessPattern=x", "urlProcessRegEx=RAW(x+), urlProcessRegEx=x%2B",
            "maxHops=0, maxHops=0", "maxToCrawl=5000000000, maxToCrawl=5000000000", "maxToProcess=10, maxToProcess=10",
            "maxToCrawlPerSubdomain=-1, maxToCrawlPerSubdomain=-1",
            "maxToProcessPerSubdomain=7, maxToProcessPerSubdomain=7",
            "restrictDomain=false, restrictDomain=0", "restrictSubdomain=true, restrictSubdomain=1",
            "onlyProcessIfNew=false, onlyProcessIfNew=0" })
    @DisplayName("Each setting of crawls is sent under Diffbot's name")
    void ofCrawlsAreSent(String option, String wire) {
        known();
        job(call(UPDATE_CRAWL + option, null));

        assertThat(posted()).isEqualTo(AUTH + "&name=news&" + wire);
    }

    @Test
    @DisplayName("Each custom header is a parameter of its own")
    void customHeadersAreRepeated() {
        known();
        job(call(UPDATE_BULK + "customHeaders.User-Agent=Me/1 (x)&customHeaders.Cookie=RAW(a=b; c=d)", null));

        assertThat(posted()).isEqualTo(
                AUTH + "&name=shop&customHeaders=Cookie%3Aa%3Db%3B%20c%3Dd&customHeaders=User-Agent%3AMe%2F1%20%28x%29");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {
            "product, /v3/product", "article?fields=meta, /v3/article?fields=meta", "custom/my-api, /v3/custom/my-api" })
    @DisplayName("A short apiUrl is resolved against baseUrl")
    void aShortApiUrlIsResolvedAgainstBaseUrl(String apiUrl, String resolved) {
        known();
        job(call(UPDATE_BULK + "apiUrl=RAW(" + apiUrl + ")", null));

        assertThat(posted()).isEqualTo(AUTH + "&name=shop&apiUrl=" + encoded(DIFFBOT.baseUrl() + resolved));
    }

    @Test
    @DisplayName("A full apiUrl is sent unchanged")
    void aFullApiUrlIsSentAsItIs() {
        known();
        job(call(UPDATE_BULK + "apiUrl=RAW(https://api.diffbot.com/v3/article?fields=meta&timeout=5000)", null));

        assertThat(posted()).isEqualTo(
                AUTH + "&name=shop&apiUrl=https%3A%2F%2Fapi.diffbot.com%2Fv3%2Farticle%3Ffields%3Dmeta%26timeout%3D5000");
    }

    @Test
    @DisplayName("Settings that are not set are not sent")
    void nothingIsSentThatWasNotSet() {
        job(call("diffbot:bulk/shop", "https://shop.example/1"));

        assertThat(posted().replaceAll("=[^&]*", "")).isEqualTo("token&name&apiUrl&urls");
    }

    @Test
    @DisplayName("The component's settings are defaults, which the endpoint overrides")
    void theComponentsSettingsAreDefaults() {
        known();
        component().getConfiguration().setRepeat(2.0);
        component().getConfiguration().setMaxRounds(5);
        component().getConfiguration().getCustomHeaders().put("Referer", "r");

        job(call(UPDATE_BULK + "repeat=3&customHeaders.Cookie=c", null));

        assertThat(posted()).isEqualTo(
                AUTH + "&name=shop&repeat=3&maxRounds=5&customHeaders=Referer%3Ar&customHeaders=Cookie%3Ac");
        assertThat(component().getConfiguration().getCustomHeaders()).containsOnlyKeys("Referer");
    }

    @Test
    @DisplayName("A map in the body overrides options")
    void aMapInTheBodyOverridesOptions() {
        known();
        Exchange exchange = call(UPDATE_CRAWL + "maxHops=1&repeat=2&allowedMessageSettings=maxHops",
                Map.of("maxHops", "3", "seeds", List.of("https://a.example", "https://b.example")));

        job(exchange);
        assertThat(posted()).isEqualTo(AUTH + "&name=news&repeat=2&maxHops=3"
                                       + "&seeds=https%3A%2F%2Fa.example%20https%3A%2F%2Fb.example");
    }

    @Test
    @DisplayName("A DiffbotJobSettings in the body overrides options")
    void aSettingsObjectInTheBodyOverridesOptions() {
        known();
        DiffbotJobSettings settings = new DiffbotJobSettings().urls("https://a.example").repeat(7).maxRounds(2)
                .obeyRobots(false).customHeader("Cookie", "a").customHeader("Referer", "b").apiUrl("product")
                .set("brandNew", true).notifyEmail("a@b.example").set("notifyEmail", null);

        job(call(UPDATE_BULK + "repeat=1&allowedMessageSettings=repeat,obeyRobots,customHeaders,brandNew", settings));

        assertThat(posted()).isEqualTo(
                AUTH + "&name=shop&repeat=7&maxRounds=2&obeyRobots=0&customHeaders=Cookie%3Aa&customHeaders=Referer%3Ab"
                                       + "&apiUrl=" + encoded(DIFFBOT.baseUrl() + "/v3/product")
                                       + "&brandNew=1&urls=https%3A%2F%2Fa.example");
    }

    @Test
    @DisplayName("A job in the body, from an earlier step, changes no setting")
    void whatAnEarlierStepReadIsNoSetting() throws Exception {
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(9).response()));

        Exchange exchange = callWith(UPDATE_BULK + "repeat=1",
                it -> it.getMessage().setBody(job(call("diffbot:bulk/shop?operation=status", null))));

        job(exchange);
        assertThat(posted()).isEqualTo(AUTH + "&name=shop&repeat=1");
    }
}
