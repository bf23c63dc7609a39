/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.List;
import java.util.Map;

import io.github.cameldiffbot.error.DiffbotProtocolException;
import io.github.cameldiffbot.error.DiffbotUnauthorizedException;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The operation account reads the account without its secrets")
class ProducerAccountTest extends DiffbotTestSupport {

    private static final String PATH = "/v4/account?token=" + TOKEN + "&days=31";
    private static final String CHILD = "fedcba9876543210fedcba9876543210";
    private static final String ACCOUNT = """
            {"name":"Jo Doe","email":"jo@example.org","plan":"plus","planCredits":1000000,"status":"active",
             "created":"2024-01-01","token":"%s","childTokens":["%s"],
             "usage":[{"date":"2026-11-27","credits":150,"extractions":100,"proxies":50,"note":"%2$s"},
                      {"date":"2026-11-26","credits":50}]}""".formatted(TOKEN, CHILD);

    @ParameterizedTest
    @ValueSource(strings = { "bulk", "crawl", "job", "job/left-over" })
    @DisplayName("The account has its plan, the use of each day and the credits that are left, whatever the job type")
    void account(String path) {
        answer(ACCOUNT);

        Map<?, ?> account = call("diffbot:" + path + "?operation=account", "ignored").getMessage().getBody(Map.class);

        assertThat(account.get("plan")).isEqualTo("plus");
        assertThat(account.get("planCredits")).isEqualTo(1_000_000);
        assertThat(account.get("creditsUsed")).isEqualTo(200L);
        assertThat(account.get("creditsLeft")).isEqualTo(999_800L);
        assertThat(account.get("usage")).isEqualTo(List.of(
                Map.of("date", "2026-11-27", "credits", 150, "extractions", 100, "proxies", 50),
                Map.of("date", "2026-11-26", "credits", 50)));
    }

    @Test
    @DisplayName("Tokens, names and e-mail addresses are left out")
    void secrets() {
        answer(ACCOUNT);

        assertThat(call("diffbot:job?operation=account", null).getMessage().getBody().toString())
                .doesNotContain(TOKEN, CHILD, "example.org", "Doe");
    }

    @Test
    @DisplayName("A name of a job that an earlier step left in the headers has no effect")
    void headerOfAnEarlierStep() {
        answer(ACCOUNT);

        Exchange exchange = callWith("diffbot:job?operation=account",
                sent -> sent.getMessage().setHeader(DiffbotConstants.JOB_NAME, "not a valid name"));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(DiffbotConstants.JOB_NAME)).isEqualTo("not a valid name");
    }

    @Test
    @DisplayName("Within a minute the account is read once")
    void cached() {
        answer(ACCOUNT);

        for (int i = 0; i < 5; i++) {
            call("diffbot:job?operation=account", null);
        }

        assertThat(DIFFBOT.getAllServeEvents()).hasSize(1);
    }

    @Test
    @DisplayName("A response without credits is an error that shows nothing of the account")
    void otherResponse() {
        answer("{\"email\":\"jo@example.org\",\"childTokens\":[\"%s\"]}".formatted(CHILD));

        assertThat(call("diffbot:job?operation=account", null).getException())
                .isInstanceOf(DiffbotProtocolException.class).hasMessageContaining("planCredits")
                .message().doesNotContain(CHILD, "example.org");
    }

    @Test
    @DisplayName("A refused token is the same error as for other calls, and the next message asks again")
    void refused() {
        DIFFBOT.stubFor(get(urlEqualTo(PATH)).willReturn(aResponse().withStatus(401)
                .withBody("{\"errorCode\":401,\"error\":\"Not authorized API token.\"}")));
        assertThat(call("diffbot:job?operation=account", null).getException())
                .isInstanceOf(DiffbotUnauthorizedException.class);

        answer(ACCOUNT);
        assertThat(call("diffbot:job?operation=account", null).getException()).isNull();
    }

    @Test
    @DisplayName("A base URL without /v3 is an error that names the option")
    void otherBaseUrl() {
        component().getConfiguration().setBaseUrl(DIFFBOT.baseUrl() + "/diffbot");

        assertThat(call("diffbot:job?operation=account", null).getException())
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("option baseUrl")
                .hasMessageContaining("/v3");
    }

    private static void answer(String account) {
        DIFFBOT.stubFor(get(urlEqualTo(PATH)).willReturn(json(account)));
    }
}
