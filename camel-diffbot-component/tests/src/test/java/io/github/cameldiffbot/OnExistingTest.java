/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.github.cameldiffbot.error.DiffbotJobExistsException;
import io.github.cameldiffbot.job.Job;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("onExisting decides about a job with the same name")
class OnExistingTest extends DiffbotTestSupport {

    private static final String URLS = "https://shop.example/9";

    @Test
    @DisplayName("With fail, the default, nothing is sent and the error names the option")
    void failSendsNothing() {
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(7).response()));

        Exchange exchange = call("diffbot:bulk/shop", URLS);

        assertThat(exchange.getException()).isInstanceOf(DiffbotJobExistsException.class)
                .hasMessageContaining("'shop'").hasMessageContaining("onExisting");
        assertThat(requests()).containsExactly("GET /bulk?name=shop");
    }

    @Test
    @DisplayName("With attach the existing job is returned and nothing is sent")
    void attachReturnsTheJobUnchanged() {
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(7).with("objectsFound", 5).response()));

        assertThat(job(call("diffbot:bulk/shop?onExisting=attach", URLS)).getObjectsFound()).isEqualTo(5);
        assertThat(requests()).containsExactly("GET /bulk?name=shop");
    }

    @Test
    @DisplayName("An INFO line says that the URLs of the message were not submitted")
    void attachIsLogged() {
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(7).response()));

        try (LoggedLines log = new LoggedLines()) {
            job(call("diffbot:bulk/shop?onExisting=attach", URLS));

            assertThat(log.lines()).contains(
                    "INFO JobCreation Attached to bulk job 'shop'; the URLs of the message were not submitted");
        }
    }

    @Test
    @DisplayName("With update the URLs are added to the existing job")
    void updateAddsToIt() {
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(7).response()));
        onPost("/bulk", json(WireJob.bulk("shop").status(7).created()));

        job(call("diffbot:bulk/shop?onExisting=update", URLS));

        assertThat(requests()).containsExactly("GET /bulk?name=shop", "POST /bulk");
        assertThat(posted()).contains("&name=shop&").endsWith("&urls=https%3A%2F%2Fshop.example%2F9");
    }

    @Test
    @DisplayName("With update the job keeps its Extract API unless another one is given")
    void updateLeavesItsExtractApiUnlessOneIsGiven() {
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(7).response()));
        onPost("/bulk", json(WireJob.bulk("shop").status(7).created()));

        job(call("diffbot:bulk/shop?onExisting=update", URLS));

        assertThat(posted()).doesNotContain("apiUrl");
    }

    @Test
    @DisplayName("With replace the existing job is deleted before the new one is created")
    void replaceDeletesItFirst() {
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(9).response()));
        onGet("/bulk?name=shop&delete=1", json("{\"response\":\"Successfully deleted job.\"}"));
        onPost("/bulk", json(WireJob.bulk("shop").created()));

        assertThat(job(call("diffbot:bulk/shop?onExisting=replace", URLS)).getStatus().getCode()).isZero();
        assertThat(requests()).containsExactly("GET /bulk?name=shop", "GET /bulk?name=shop&delete=1", "POST /bulk");
    }

    @ParameterizedTest
    @EnumSource(OnExisting.class)
    @DisplayName("A job of the other type is not changed, whatever the option")
    void aJobOfTheOtherTypeIsNotChanged(OnExisting onExisting) {
        onGet("/bulk?name=news", json(WireJob.crawl("news").status(9).response()));

        assertThat(call("diffbot:bulk/news?onExisting=" + onExisting, URLS).getException())
                .isInstanceOf(DiffbotJobExistsException.class).hasMessageContaining("crawl");
        assertThat(requests()).containsExactly("GET /bulk?name=news");
    }

    @Test
    @FaultCase("S1")
    @DisplayName("Two threads that submit one name create one job")
    void twoThreadsWithOneNameMakeOneJob() throws Exception {
        DIFFBOT.stubFor(get(urlEqualTo(withToken("/bulk?name=shop"))).inScenario("job").whenScenarioStateIs(STARTED)
                .willReturn(noSuchJob().withFixedDelay(100)));
        DIFFBOT.stubFor(post(urlEqualTo("/v3/bulk")).inScenario("job").willSetStateTo("made")
                .willReturn(json(WireJob.bulk("shop").created()).withFixedDelay(100)));
        DIFFBOT.stubFor(get(urlEqualTo(withToken("/bulk?name=shop"))).inScenario("job").whenScenarioStateIs("made")
                .willReturn(json(WireJob.bulk("shop").response())));

        List<CompletableFuture<Job>> calls = Stream
                .generate(() -> template.asyncRequestBody("diffbot:bulk/shop?onExisting=attach", (Object) URLS, Job.class))
                .limit(2).toList();

        for (CompletableFuture<Job> call : calls) {
            assertThat(call.get().getName()).isEqualTo("shop");
        }
        assertThat(requests()).containsExactly("GET /bulk?name=shop", "POST /bulk", "GET /bulk?name=shop");
    }
}
