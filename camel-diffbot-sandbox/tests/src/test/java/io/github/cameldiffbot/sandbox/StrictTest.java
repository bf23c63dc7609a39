/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Unknown parameters are reported")
class StrictTest extends SandboxTest {

    @Test
    @DisplayName("An unknown parameter gives a warning header")
    void warning() {
        var response = api.get("/bulk", "nmae", "x");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("X-Diffbot-Sandbox-Warning")).hasValue("Unknown parameter: nmae");
        assertThat(api.get("/bulk").headers().firstValue("X-Diffbot-Sandbox-Warning")).isEmpty();
    }

    @Test
    @DisplayName("In strict mode an unknown parameter is an error")
    void strict() {
        try (DiffbotSandbox strict = DiffbotSandbox.builder().strict(true).start()) {
            Api other = new Api(strict);
            assertThat(other.get("/bulk/data", "name", "x", "limit", "5").body())
                    .isEqualTo("{\"errorCode\":400,\"error\":\"Unknown parameter: limit\"}");
            assertThat(other.get("/bulk").statusCode()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("A value without a meaning gives a warning header, and in strict mode an error")
    void values() {
        for (String[] param : new String[][] {
                { "obeyRobots", "false" }, { "maxHops", "abc" }, { "crawlDelay", "x" }, { "restrictDomain", "true" } }) {
            var response = api.post("/crawl", "name", "w", "seeds", api.page(""), param[0], param[1]);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("X-Diffbot-Sandbox-Warning"))
                    .hasValue("Ignored value: " + param[0] + "=" + param[1]);
        }
        for (String[] param : new String[][] { { "format", "xml" }, { "type", "pages" }, { "num", "abc" } }) {
            assertThat(api.get("/crawl/data", "name", "w", param[0], param[1]).headers()
                    .firstValue("X-Diffbot-Sandbox-Warning")).isPresent();
        }
        assertThat(
                api.post("/crawl", "name", "w", "maxHops", "2", "crawlDelay", "0.5", "obeyRobots", "0", "pause", "1").headers()
                        .firstValue("X-Diffbot-Sandbox-Warning"))
                .isEmpty();
        assertThat(api.get("/article", "url", api.page("about"), "paging", "false").headers()
                .firstValue("X-Diffbot-Sandbox-Warning")).isEmpty();
        assertThat(api.get("/article", "url", api.page("about"), "callback", "f").headers()
                .firstValue("X-Diffbot-Sandbox-Warning")).hasValue("Ignored value: callback=f");
        try (DiffbotSandbox strict = DiffbotSandbox.builder().strict(true).start()) {
            for (String name : new String[] {
                    "proxy", "proxyAuth", "discussion", "naturalLanguage", "tagConfidence", "paging" }) {
                assertThat(new Api(strict).json("/article", "url", api.page("about"), name, "0").path("objects")).hasSize(1);
            }
            assertThat(new Api(strict).get("/crawl", "name", "x", "pause", "true").statusCode()).isEqualTo(400);
        }
    }
}
