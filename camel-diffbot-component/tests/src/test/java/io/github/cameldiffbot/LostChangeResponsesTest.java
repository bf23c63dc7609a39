/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.time.Duration;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.github.cameldiffbot.error.DiffbotOutcomeUnknownException;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A change whose response is lost is not made twice")
class LostChangeResponsesTest extends DiffbotTestSupport {

    private static final String URLS = "https://shop.example/1";

    @BeforeEach
    void retry() {
        component().setMaxRetries(2);
    }

    @ParameterizedTest
    @EnumSource(names = { "CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE" })
    @FaultCase({ "N4", "N6" })
    @DisplayName("A job whose response was lost is found by its name")
    void aJobThatWasCreatedIsFoundByItsName(Fault loss) {
        inTurn("/bulk?name=shop", noSuchJob(), json(WireJob.bulk("shop").response()));
        onPost("/bulk", lost(loss));

        assertThat(job(call("diffbot:bulk/shop", URLS)).getName()).isEqualTo("shop");

        assertThat(requests()).containsExactly("GET /bulk?name=shop", "POST /bulk", "GET /bulk?name=shop");
    }

    @ParameterizedTest
    @EnumSource(names = { "CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE" })
    @FaultCase({ "N4", "N6" })
    @DisplayName("A create is sent again only after polls without the job")
    void eachSubmissionFollowsAPollWithoutTheJob(Fault loss) {
        onGet("/bulk?name=shop", noSuchJob());
        onPost("/bulk", lost(loss));
        // long enough for three searches also on a busy machine
        component().setGrace(Duration.ofSeconds(2));

        assertThat(call("diffbot:bulk/shop", URLS).getException()).hasMessageContaining("was not created");

        // the number of polls depends on the time
        String polls = "(GET /bulk\\?name=shop )+";
        assertThat(String.join(" ", requests()) + " ").matches(polls + "POST /bulk " + polls + "POST /bulk " + polls
                                                               + "POST /bulk " + polls);
    }

    @ParameterizedTest
    @EnumSource(names = { "CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE" })
    @FaultCase({ "N5", "N6" })
    @DisplayName("A restart whose response was lost is sent once, and its outcome is unknown")
    void aRestartIsSentOnce(Fault loss) {
        onGet("/crawl?name=news&restart=1", lost(loss));

        outcomeIsUnknown(call("diffbot:crawl/news?operation=restart", null), "GET /crawl?name=news&restart=1");
    }

    @ParameterizedTest
    @EnumSource(names = { "CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE" })
    @FaultCase({ "N5", "N6" })
    @DisplayName("A start of a round whose response was lost is sent once, and its outcome is unknown")
    void aRoundIsStartedOnce(Fault loss) {
        onGet("/crawl?name=news&roundStart=1", lost(loss));

        outcomeIsUnknown(call("diffbot:crawl/news?operation=startRound", null), "GET /crawl?name=news&roundStart=1");
    }

    private static void outcomeIsUnknown(Exchange exchange, String request) {
        assertThat(exchange.getException()).isInstanceOf(DiffbotOutcomeUnknownException.class)
                .hasMessageContaining("outcome unknown").hasMessageContaining("operation=status");
        assertThat(requests()).containsExactly(request);
    }

    private static ResponseDefinitionBuilder lost(Fault loss) {
        return aResponse().withFault(loss);
    }
}
