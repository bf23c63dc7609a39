/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.engine;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Other machines get a default delay")
class CrawlRulesDelayTest {

    @ParameterizedTest
    @DisplayName("The default delay is kept for other machines, and a given one for all")
    @CsvSource(nullValues = "none", value = {
            "http://example.org/, none, 250", "http://127.0.0.1:8182/, none, 0", "http://a.localhost/, none, 0",
            "http://10.0.0.7/, none, 250", "http://example.org/, 2, 2000", "http://127.0.0.1/, 2, 2000",
            "http://example.org/, 0, 0", "http://example.org/, -1, 0" })
    void delay(String url, String given, long millis) {
        JobSettings settings = new JobSettings(JobType.CRAWL);
        settings.apply(given == null ? Map.of() : Map.of("crawlDelay", List.of(given)));
        assertThat(new CrawlRules(JobType.CRAWL, settings, List.of(url)).crawlDelayMillis(url)).isEqualTo(millis);
    }
}
