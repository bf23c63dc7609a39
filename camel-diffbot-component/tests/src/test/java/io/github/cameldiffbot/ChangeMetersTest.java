/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.http.Fault.EMPTY_RESPONSE;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Jobs and URLs are counted when Diffbot has accepted them")
class ChangeMetersTest extends MetersTestSupport {

    private static final String DELETED = "{\"response\":\"Successfully deleted job.\"}";

    @Test
    @DisplayName("Creating, updating and replacing count jobs and URLs")
    void bulk() {
        inTurn("/bulk?name=shop", noSuchJob(), json(WireJob.bulk("shop").status(9).response()));
        onGet("/bulk?name=shop&delete=1", json(DELETED));
        onPost("/bulk", json(WireJob.bulk("shop").created()));

        job(call("diffbot:bulk/shop", "https://a.example https://b.example"));
        job(call("diffbot:bulk/shop?onExisting=update", "https://a.example"));
        job(call("diffbot:bulk/shop?operation=update&repeat=1", null));
        job(call("diffbot:bulk/shop?onExisting=replace", List.of("https://a.example")));

        assertThat(count("creates", "bulk")).isEqualTo(2);
        assertThat(count("deletes", "bulk")).isEqualTo(1);
        assertThat(count("urls.submitted", "bulk")).isEqualTo(4);
    }

    @Test
    @DisplayName("Seeds of a crawl are counted as URLs, and a deletion by the type that Diffbot reports")
    void crawl() {
        inTurn("/crawl?name=news", noSuchJob(), json(WireJob.crawl("news").status(9).response()));
        onGet("/crawl?name=news&delete=1", json(DELETED));
        onGet("/bulk?name=news", noSuchJob());
        onPost("/crawl", json(WireJob.crawl("news").created()));

        job(call("diffbot:crawl/news", "https://a.example"));
        job(call("diffbot:job/news?operation=delete", null));

        assertThat(count("creates", "crawl")).isEqualTo(1);
        assertThat(count("urls.submitted", "crawl")).isEqualTo(1);
        assertThat(count("deletes", "crawl")).isEqualTo(1);
    }

    @Test
    @DisplayName("What was rejected, attached, tried out or has an unknown outcome is not counted")
    void notAccepted() {
        onGet("/bulk?name=shop", noSuchJob());
        onGet("/bulk?name=old", json(WireJob.bulk("old").status(9).response()));
        onPost("/bulk", json("{\"error\":\"Out of credits\",\"errorCode\":402}").withStatus(402));
        call("diffbot:bulk/shop", "https://a.example");
        call("diffbot:bulk/old?onExisting=attach", "https://a.example");
        call("diffbot:bulk/shop?dryRun=true", "https://a.example");
        onPost("/bulk", aResponse().withFault(EMPTY_RESPONSE));
        call("diffbot:bulk/shop", "https://a.example");

        assertThat(registry.getMeters()).isNotEmpty().allSatisfy(meter -> assertThat(meter.getId().getTag("type")).isNull());
    }

    @Test
    @DisplayName("A registry that fails does not fail a change that was carried out")
    void brokenRegistry() {
        refused = id -> id.getTag("type") != null;
        onGet("/bulk?name=shop", noSuchJob());
        onPost("/bulk", json(WireJob.bulk("shop").created()));

        assertThat(job(call("diffbot:bulk/shop", "https://a.example")).getName()).isEqualTo("shop");
    }

    private double count(String name, String type) {
        return registry.get("camel.diffbot." + name).tag("type", type).counter().count();
    }
}
