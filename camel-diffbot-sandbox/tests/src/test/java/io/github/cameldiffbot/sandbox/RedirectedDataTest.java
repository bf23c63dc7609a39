/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.net.URI;
import java.net.http.HttpRequest;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Data can be redirected")
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

    @ParameterizedTest
    @DisplayName("The redirect keeps the number of records or rows")
    @CsvSource({ "format,json,2", "format,csv,3", "type,urls,3" })
    void num(String param, String value, int lines) {
        try (DiffbotSandbox sandbox = DiffbotSandbox.builder().redirectData(true).start()) {
            Api api = new Api(sandbox);
            sandbox.generate("n", 5, 500);
            String location = api.get("/bulk/data", "name", "n", param, value, "num", "2").headers().firstValue("Location")
                    .orElseThrow();
            URI download = URI.create(sandbox.baseUrl()).resolve(location);
            assertThat(Api.send(HttpRequest.newBuilder(download).build()).body().lines()).hasSize(lines);
        }
    }
}
