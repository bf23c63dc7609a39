/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.List;

import io.github.cameldiffbot.internal.session.AuditLog;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.http.Fault.EMPTY_RESPONSE;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Each change that costs credits or destroys data is one line of the audit log")
class AuditLogTest extends DiffbotTestSupport {

    private static final String DELETED = "{\"response\":\"Successfully deleted job.\"}";

    private final CapturedLogs logs = new CapturedLogs();

    @BeforeEach
    void begin() {
        logs.begin();
    }

    @AfterEach
    void end() {
        logs.end();
    }

    @Test
    @DisplayName("Creating and adding name the job, its URLs and the cause")
    void submissions() {
        inTurn("/bulk?name=shop", noSuchJob(), json(WireJob.bulk("shop").status(9).with("objectsFound", 7).response()));
        onGet("/bulk?name=shop&delete=1", json(DELETED));
        onPost("/bulk", json(WireJob.bulk("shop").created()));

        job(call("diffbot:bulk/shop", "https://a.example https://b.example"));
        job(call("diffbot:bulk/shop?onExisting=update", "https://a.example"));
        job(call("diffbot:bulk/shop?operation=update&repeat=1", null));
        job(call("diffbot:bulk/shop?onExisting=replace", List.of("https://a.example")));

        assertThat(lines()).containsExactly("created bulk job 'shop' with 2 URLs (operation=create, onExisting=fail)",
                "updated bulk job 'shop' with 1 URLs (operation=create, onExisting=update)",
                "updated bulk job 'shop' with 0 URLs (operation=update)",
                "deleted bulk job 'shop' with 7 objects, status 9 (operation=create, onExisting=replace)",
                "created bulk job 'shop' with 1 URLs (operation=create, onExisting=replace)");
    }

    @Test
    @DisplayName("Restarting, starting a round and deleting are logged")
    void control() {
        onGet("/crawl?name=news", json(WireJob.crawl("news").status(9).with("objectsFound", 5).response()));
        onGet("/crawl?name=news&restart=1", json(WireJob.crawl("news").created()));
        onGet("/crawl?name=news&roundStart=1", json(WireJob.crawl("news").status(7).response()));
        onGet("/crawl?name=news&delete=1", json(DELETED));
        onGet("/crawl?name=news&pause=1", json(WireJob.crawl("news").status(6).response()));

        for (String operation : List.of("status", "pause", "restart", "startRound", "delete")) {
            job(call("diffbot:crawl/news?operation=" + operation, null));
        }

        assertThat(lines()).containsExactly("restarted crawl job 'news' (operation=restart)",
                "started a round of crawl job 'news' (operation=startRound)",
                "deleted crawl job 'news' with 5 objects, status 9 (operation=delete)");
    }

    @Test
    @DisplayName("A change with a lost response is logged as such")
    void unknownOutcome() {
        onGet("/crawl?name=news&restart=1", aResponse().withFault(EMPTY_RESPONSE));

        call("diffbot:crawl/news?operation=restart", null);

        assertThat(lines()).containsExactly("restart of job 'news' was sent, its outcome is unknown");
    }

    @Test
    @DisplayName("A line contains neither control characters nor the token, and rejected calls are not logged")
    void oneLine() {
        String name = "a\r\nINFO deleted everything \u001b[2J";
        onGet("/bulk?name=" + encoded(name), noSuchJob());
        onPost("/bulk", json(WireJob.bulk("x").with("name", name).created()));

        Exchange created = callWith("diffbot:bulk?validateName=false", in -> {
            in.getMessage().setBody("https://a.example/?token=" + TOKEN);
            in.getMessage().setHeader(DiffbotConstants.JOB_NAME, name);
        });
        call("diffbot:bulk/shop?maxUrls=1", "https://a.example https://b.example");

        assertThat(created.getException()).isNull();
        assertThat(lines()).containsExactly("created bulk job 'a??INFO deleted everything ?[2J' with 1 URLs"
                                            + " (operation=create, onExisting=fail)");
    }

    private List<String> lines() {
        return logs.texts().stream().filter(line -> line.startsWith(AuditLog.LOGGER + ": "))
                .map(line -> line.substring(AuditLog.LOGGER.length() + 2)).toList();
    }
}
