/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import io.github.cameldiffbot.job.Job;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

@DisplayName("White space around a token is removed")
class TokenWithWhiteSpaceTest extends DiffbotTestSupport {

    @ParameterizedTest
    @ValueSource(strings = { "%s\n", "%s\r\n", " %s\t", "\n%s" })
    @DisplayName("A token from a file is sent without its line end, and masked in that form")
    void around(String form) {
        component().getConfiguration().setToken(form.formatted(TOKEN));
        onGet("/bulk?name=shop", json(WireJob.bulk("shop")
                .with("downloadJson", "https://api.diffbot.com/v3/bulk/download/" + TOKEN.toUpperCase() + "-shop_data.json")
                .response()));

        Job job = job(call("diffbot:bulk/shop?operation=status", null));

        assertThat(job.getDownloadJson()).isEqualTo("https://api.diffbot.com/v3/bulk/download/xxxxxx-shop_data.json");
        assertThat(requests()).containsExactly("GET /bulk?name=shop");
    }

    @ParameterizedTest
    @ValueSource(strings = { "0123456789abcdef 0123456789abcdef", "0123456789abcdef\n0123456789abcdef", "0123\u0000456" })
    @DisplayName("White space within a token is an error at the start that does not contain the token")
    void within(String token) {
        component().getConfiguration().setToken(token);

        Throwable error = catchThrowable(() -> call("diffbot:bulk/shop?operation=status", null));

        assertThat(error).hasStackTraceContaining("The option token has white space");
        assertThat(requests()).isEmpty();
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            assertThat(cause.getMessage()).doesNotContain("0123");
        }
    }

    @Test
    @DisplayName("White space alone is not a token")
    void nothing() {
        component().getConfiguration().setToken(" \n");

        assertThat(catchThrowable(() -> call("diffbot:bulk/shop?operation=status", null)))
                .hasStackTraceContaining("There is no Diffbot token");
    }
}
