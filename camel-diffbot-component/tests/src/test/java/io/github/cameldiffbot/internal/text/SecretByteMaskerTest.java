/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.text;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;

import io.github.cameldiffbot.data.DiffbotRecord;
import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.internal.client.http.DownloadErrors;
import io.github.cameldiffbot.internal.data.FakeResponse;
import io.github.cameldiffbot.internal.data.Reading;
import io.github.cameldiffbot.internal.data.Records;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@DisplayName("The token is masked in bytes")
class SecretByteMaskerTest {

    @ParameterizedTest
    @ValueSource(strings = { "a", "ab", "aba", "abca", "aabaab", Reading.TOKEN })
    @DisplayName("Each occurrence of the token is masked, and nothing else")
    void eachOccurrenceIsMasked(String token) {
        Random random = new Random(1);
        SecretByteMasker mask = new SecretByteMasker(token);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            while (text.length() < i % 300) {
                text.append(random.nextInt(4) == 0 ? token : String.valueOf((char) ('a' + random.nextInt(3))));
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            mask.mask(bytes);
            assertThat(new String(bytes, StandardCharsets.UTF_8))
                    .isEqualTo(text.toString().replace(token, "x".repeat(token.length())));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "a", "aB", "aBa", "AbcA", "aaBaab", "0123456789ABCDEF0123456789abcdef" })
    @DisplayName("The case of letters has no effect, because Diffbot's engine changes it")
    void inEitherCase(String token) {
        Random random = new Random(7);
        SecretByteMasker mask = new SecretByteMasker(token);
        Pattern either = Pattern.compile(Pattern.quote(token), Pattern.CASE_INSENSITIVE);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            while (text.length() < i % 300) {
                String part = random.nextInt(4) == 0 ? token : random.nextBoolean() ? "a" : "A";
                text.append(random.nextBoolean() ? part.toLowerCase(Locale.ROOT) : part.toUpperCase(Locale.ROOT));
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            mask.mask(bytes);
            String masked = either.matcher(text).replaceAll("x".repeat(token.length()));
            assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(masked);
            assertThat(mask.mask(text.toString())).isEqualTo(masked);
        }
    }

    @Test
    @DisplayName("Bytes that differ from the token only in the bit of the letter case are not masked")
    void similarBytesAreNotMasked() {
        // differ from digits and letters in the bit of the letter case
        byte[] bytes = "\u0010123456789abcdef0123456789abcde@".getBytes(StandardCharsets.UTF_8);
        byte[] before = bytes.clone();
        new SecretByteMasker("0123456789abcdef0123456789abcde`").mask(bytes);
        assertThat(bytes).isEqualTo(before);
    }

    @Test
    @DisplayName("A token of any length is found")
    void aTokenLongerThanAnyStepIsFound() {
        String token = Reading.TOKEN.repeat(10);
        byte[] bytes = ("ab" + token + "c").getBytes(StandardCharsets.UTF_8);
        new SecretByteMasker(token).mask(bytes);
        assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo("ab" + "x".repeat(320) + "c");
    }

    @Test
    @DisplayName("Records do not contain the token")
    void recordsDoNotShowTheToken() {
        String record = "{\"id\":1,\"type\":\"a\",\"token\":\"" + Reading.TOKEN + "\",\"u\":\"https://a/?token=" + Reading.TOKEN
                        + "&b\"}";
        DiffbotRecord masked = (DiffbotRecord) Records.read(new FakeResponse("[" + record + "]"), Reading.masking()).next();
        assertThat(masked.toJson()).isEqualTo(record.replace(Reading.TOKEN, "x".repeat(32)));
        assertThat(masked).containsEntry("token", "x".repeat(32));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "<html>?token=%s</html>", "{\"error\":\"token %s is bad\"}", "[{\"error\":\"token %s is bad\"}]",
            "[{\"a\":t%s}]", "[%s]", "%s", "[] %s", "{\"response\":\"%s\"}", "[{\"type\":\"a\"},{\"id\":\"%s"
    })
    @DisplayName("Exceptions, their causes and their texts do not contain the token")
    void failuresDoNotShowTheToken(String body) {
        for (FakeResponse response : new FakeResponse[] {
                new FakeResponse(body.formatted(Reading.TOKEN)),
                FakeResponse.broken(body.formatted(Reading.TOKEN).getBytes(StandardCharsets.UTF_8), "cut " + Reading.TOKEN) }) {
            DiffbotException e = catchThrowableOfType(DiffbotException.class,
                    () -> Reading.all(Records.read(response, Reading.masking())));
            for (Throwable each = e; each != null; each = each.getCause()) {
                assertThat(each.toString()).doesNotContain(Reading.TOKEN);
            }
            assertThat(String.valueOf(e.getServerText())).doesNotContain(Reading.TOKEN);
        }
    }

    @Test
    @DisplayName("A token at the end of an excerpt is not shown in part")
    void aTokenAtTheEndOfAnExcerptIsNotShownInPart() {
        String page = "<html>" + "y".repeat(DownloadErrors.EXCERPT - 20) + Reading.TOKEN;
        DiffbotException e = catchThrowableOfType(DiffbotException.class,
                () -> Records.read(new FakeResponse(page), Reading.masking()).next());
        assertThat(e.getServerText()).doesNotContain(Reading.TOKEN.substring(0, 8)).contains("yxxx");
    }

    @Test
    @DisplayName("Only causes that contain the token are removed")
    void onlyCausesWithTheTokenAreLeftOut() {
        SecretByteMasker mask = new SecretByteMasker(Reading.TOKEN);
        IOException harmless = new IOException("reset");
        assertThat(mask.mask(harmless)).isSameAs(harmless);
        assertThat(mask.mask(new IOException("reset", new IOException("at " + Reading.TOKEN)))).isNull();
    }
}
