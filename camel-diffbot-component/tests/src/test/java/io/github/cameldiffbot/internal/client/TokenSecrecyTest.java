/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.error.DiffbotUnauthorizedException;
import io.github.cameldiffbot.internal.client.form.FormParameters;
import io.github.cameldiffbot.internal.client.form.UrlSource;
import io.github.cameldiffbot.internal.client.http.ClientSettings;
import io.github.cameldiffbot.internal.client.http.SecretMasker;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;
import org.apache.hc.core5.net.PercentCodec;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

@DisplayName("Errors, logs and jobs do not contain the token")
class TokenSecrecyTest {

    private static final String TOKEN = "Secret+Token/With Odd=Chars";
    private static final List<String> FORMS
            = List.of(TOKEN, PercentCodec.RFC3986.encode(TOKEN), "Secret%2BToken%2FWith+Odd%3DChars");

    private final List<String> logged = new CopyOnWriteArrayList<>();
    private final AbstractAppender appender = new AbstractAppender("capture", null, null, true, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
            logged.add(event.getMessage().getFormattedMessage() + event.getThrown());
        }
    };

    @BeforeEach
    void capture() {
        appender.start();
        logger().addAppender(appender);
    }

    @AfterEach
    void release() {
        logger().removeAppender(appender);
    }

    private static org.apache.logging.log4j.core.Logger logger() {
        var logger = LoggerContext.getContext(false).getLogger(DiffbotClient.class.getPackageName());
        logger.setLevel(Level.TRACE);
        assertThat(LogManager.getLogger(DiffbotClient.class).isDebugEnabled()).isTrue();
        return logger;
    }

    private static DiffbotClient client(int port) {
        var http = Clients.http(2);
        return Clients.client(
                new ClientSettings(
                        URI.create("http://localhost:" + port + "/v3/"), () -> TOKEN, Duration.ofSeconds(5),
                        Duration.ofSeconds(5), 1, Duration.ofMillis(1), Duration.ofMillis(1), 0, Duration.ofMillis(200)),
                () -> http);
    }

    private static void assertHidden(String text) {
        for (String form : FORMS) {
            assertThat(text.toLowerCase(Locale.ROOT)).doesNotContain(form.toLowerCase(Locale.ROOT));
        }
    }

    private static String everything(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    static Stream<RawServer.Reply> responses() {
        String all = String.join(" ", FORMS) + " " + TOKEN.toLowerCase(Locale.ROOT);
        return Stream.of(RawServer.error(400, all), RawServer.error(500, "{\"error\":\"" + all + "\"}"),
                RawServer.error(502, "<html>" + "x".repeat(290) + all), RawServer.ok("{\"error\":\"" + all + "\"}"),
                RawServer.ok("{\"foo\":\"" + all + "\"}"), RawServer.ok(all), RawServer.ok("{\"jobs\":[" + all),
                RawServer.raw("HTTP/1.1 302 x\r\nLocation: http://else.example/" + all.replace(' ', '_')
                              + "\r\nContent-Length: 0\r\n\r\n"),
                RawServer.thenClose(all + "\r\n\r\n"),
                RawServer.raw("HTTP/1.1 200 OK\r\nContent-Encoding: " + TOKEN + "\r\nContent-Length: 1\r\n\r\nx"),
                RawServer.reset());
    }

    @ParameterizedTest
    @MethodSource("responses")
    @DisplayName("No error and no log contains the token")
    void inNoErrorAndNoLog(RawServer.Reply response) throws IOException {
        try (RawServer server = new RawServer(response)) {
            DiffbotClient client = client(server.port());
            for (Throwable thrown : List.of(catchThrowable(client.reads()::list),
                    catchThrowable(() -> client.changes().restart(JobType.bulk, "a")),
                    catchThrowable(() -> Clients.create(client, JobType.bulk, UrlSource.of("http://a.example", false))),
                    catchThrowable(() -> client.reads().status(JobType.bulk, "a")))) {
                assertThat(thrown).isInstanceOf(DiffbotException.class);
                assertHidden(everything(thrown));
                assertHidden(String.valueOf(((DiffbotException) thrown).getServerText()));
            }
            assertHidden(logged.toString());
            assertThat(logged).anyMatch(line -> line.startsWith("GET /v3/bulk?token=xxxxxx&name=a"));
        }
    }

    @Test
    @DisplayName("No member of a job contains the token")
    void inNoJob() throws IOException {
        String link = "http://api.diffbot.com/v3/bulk/download/";
        String job = "{\"jobs\":[{\"name\":\"a\",\"type\":\"bulk\",\"downloadJson\":\"" + link + TOKEN + "-a_data.json\","
                     + "\"downloadUrls\":\"" + link + FORMS.get(1) + "-a_urls.csv\",\"apiUrl\":\"https://x/?token="
                     + FORMS.get(2).toLowerCase(Locale.ROOT) + "\",\"customHeaders\":{\"X\":\"" + TOKEN
                     + "\"},\"deep\":[[\"" + TOKEN + "\",1]]}]}";
        try (RawServer server = new RawServer(RawServer.ok(job))) {
            Job found = client(server.port()).reads().status(JobType.bulk, "a");
            assertHidden(found.toString());
            assertThat(found.getDownloadJson()).isEqualTo(link + "xxxxxx-a_data.json");
            assertThat(found.get("customHeaders")).isEqualTo(Map.of("X", "xxxxxx"));
        }
    }

    @Test
    @DisplayName("No cause and no suppressed exception contains the token")
    void inNoCause() {
        SecretMasker mask = new SecretMasker(TOKEN, Set.of());
        IOException innocent = new IOException("x", new IOException("y"));
        assertThat(mask.mask(innocent)).isSameAs(innocent);
        IOException inside = new IOException("x", new IllegalStateException("at " + FORMS.get(1)));
        assertHidden(everything(mask.mask(inside)));
        IOException suppressed = new IOException("x " + TOKEN);
        suppressed.addSuppressed(new IOException(TOKEN));
        assertHidden(everything(mask.mask(suppressed)));
        assertThat(mask.mask(suppressed)).hasMessageContaining("x xxxxxx");
    }

    @Test
    @DisplayName("No settings and no parameters show secrets as text")
    void inNoSettings() {
        assertHidden(Clients.settings(1, 1).toString());
        assertThat(new FormParameters().add("customHeaders", "Authorization:x").toString()).doesNotContain("x");
    }

    @Test
    @DisplayName("Nothing is sent without a token")
    void withoutOneNothingIsSent() {
        var http = Clients.http(1);
        ClientSettings settings = new ClientSettings(
                URI.create("http://localhost:1"), () -> null, Duration.ofSeconds(1), Duration.ofSeconds(1), 1,
                Duration.ofMillis(1), Duration.ofMillis(1), 0, ClientSettings.GRACE);
        DiffbotClient client = Clients.client(settings, () -> http);
        assertThatThrownBy(client.reads()::list).isInstanceOf(DiffbotUnauthorizedException.class)
                .hasMessageContaining("option token");
        assertThat(client.statistics().getCalls()).isZero();
    }
}
