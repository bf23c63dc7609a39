/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.List;
import java.util.Map;

import io.github.cameldiffbot.error.DiffbotNoSuchJobException;
import io.github.cameldiffbot.job.Job;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("create and update send a form")
class ProducerCreateTest extends DiffbotTestSupport {

    @Test
    @DisplayName("A bulk job is created by a form with its URLs, encoded")
    void bulkSendsAFormWithUrls() {
        onGet("/bulk?name=shop", noSuchJob());
        onPost("/bulk", json(WireJob.bulk("shop").created()));

        Exchange exchange = call("diffbot:bulk/shop", List.of("https://shop.example/1?a=b&c=d", "https://shop.example/ü"));

        assertThat(job(exchange).getName()).isEqualTo("shop");
        assertThat(exchange.getMessage().getHeader("CamelDiffbotJobStatus")).isEqualTo(0);
        assertThat(posted()).isEqualTo(AUTH + "&name=shop&apiUrl=" + encoded(DIFFBOT.baseUrl() + "/v3/analyze")
                                       + "&urls=https%3A%2F%2Fshop.example%2F1%3Fa%3Db%26c%3Dd%20https%3A%2F%2Fshop.example%2F%C3%BC");
        DIFFBOT.verify(1, postRequestedFor(urlEqualTo("/v3/bulk"))
                .withHeader("Content-Type", equalTo("application/x-www-form-urlencoded")));
    }

    @Test
    @DisplayName("A crawl is created by a form with its seeds")
    void crawlSendsAFormWithSeeds() {
        onGet("/crawl?name=news", noSuchJob());
        onPost("/crawl", json(WireJob.crawl("news").created()));

        Job job = job(call("diffbot:crawl/news", "https://a.example https://b.example"));

        assertThat(job.getType()).isEqualTo("crawl");
        assertThat(job.getSeeds()).isEqualTo("https://a.example https://b.example");
        assertThat(posted()).isEqualTo(AUTH + "&name=news&apiUrl=" + encoded(DIFFBOT.baseUrl() + "/v3/analyze")
                                       + "&seeds=https%3A%2F%2Fa.example%20https%3A%2F%2Fb.example");
        assertThat(requests()).contains("POST /crawl");
    }

    @Test
    @DisplayName("URLs can be an option")
    void urlsAndSeedsCanBeOptions() {
        onGet("/bulk?name=shop", noSuchJob());
        onPost("/bulk", json(WireJob.bulk("shop").created()));

        job(call("diffbot:bulk/shop?urls=RAW(https://a.example https://b.example)", null));

        assertThat(posted()).endsWith("&urls=https%3A%2F%2Fa.example%20https%3A%2F%2Fb.example");
    }

    @Test
    @DisplayName("An update sends only the given values")
    void updateSendsOnlyWhatIsGiven() {
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").response()));
        onPost("/bulk", json(WireJob.bulk("shop").status(7).created()));

        Job job = job(call("diffbot:bulk/shop?operation=update&notifyEmail=a@b.example", "https://shop.example/3"));

        assertThat(job.getStatus().getCode()).isEqualTo(7);
        assertThat(posted())
                .isEqualTo(AUTH + "&name=shop&notifyEmail=a%40b.example&urls=https%3A%2F%2Fshop.example%2F3");
    }

    @Test
    @DisplayName("An update of settings alone sends no URLs")
    void updateOfSettingsAloneSendsNoUrls() {
        onGet("/crawl?name=news", json(WireJob.crawl("news").response()));
        onPost("/crawl", json(WireJob.crawl("news").response()));

        job(call("diffbot:crawl/news?operation=update&repeat=0.5&maxRounds=3", null));

        assertThat(posted()).isEqualTo(AUTH + "&name=news&repeat=0.5&maxRounds=3");
    }

    @Test
    @DisplayName("An update without any value is rejected before a call")
    void anEmptyUpdateIsRejected() {
        Exchange exchange = call("diffbot:crawl/news?operation=update", null);

        assertThat(exchange.getException()).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nothing to update job 'news'");
        assertThat(requests()).isEmpty();
    }

    @Test
    @DisplayName("An update of a job that does not exist is an error")
    void updateOfAJobThatIsNotThereSaysSo() {
        onGet("/crawl?name=news", noSuchJob());
        onPost("/crawl", json("{\"error\":\"Could not create job because missing seeds or urls.\"}").withStatus(500));

        Exchange exchange = call("diffbot:crawl/news?operation=update", Map.of("maxHops", 1));

        assertThat(exchange.getException()).isInstanceOf(DiffbotNoSuchJobException.class);
    }

    @Test
    @DisplayName("A response without the job is completed by a read of its status")
    void aResponseWithoutTheJobIsCompletedByAStatusCall() {
        inTurn("/bulk?name=shop", noSuchJob(), json(WireJob.bulk("shop").status(7).response()));
        onPost("/bulk", json("{\"response\":\"Successfully added urls for spidering.\"}"));

        assertThat(job(call("diffbot:bulk/shop", "https://shop.example/1")).getStatus().getCode()).isEqualTo(7);
    }
}
