/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RedirectedDataTest {

    @ParameterizedTest
    @DisplayName("Data redirects to the download links")
    @CsvSource({ "format,json,_data.json", "format,csv,_data.csv", "type,urls,_urls.csv" })
    void redirect(String param, String value, String file) {
        try (DiffbotSandbox sandbox = DiffbotSandbox.builder().redirectData(true).start()) {
            Api api = new Api(sandbox);
            sandbox.generate("d", 2, 500);
            var response = api.get("/bulk/data", "name", "d", param, value);
            assertThat(response.statusCode()).isEqualTo(302);
            String location = response.headers().firstValue("Location").orElseThrow();
            assertThat(location).isEqualTo("/v3/bulk/download/" + sandbox.token() + "-d" + file);
            assertThat(api.get(location.substring(3)).statusCode()).isEqualTo(200);
        }
    }
}
