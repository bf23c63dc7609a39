/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.operation;

import java.util.List;
import java.util.Map;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.error.DiffbotCreditLimitException;
import io.github.cameldiffbot.sandbox.model.SandboxPlan;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("maxCredits limits what a submission can cost")
class MaxCreditsTest extends RunTestSupport {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "bulk/shop?maxCredits=2                            | 3 credits (3 pages), and the option maxCredits allows 2",
            "bulk/shop?maxCredits=5&useProxies=true            | 6 credits (3 pages, 2 credits a page through proxies), and the option maxCredits allows 5",
            "bulk/shop?maxCredits=11&repeat=1&maxRounds=4      | 12 credits (3 pages in each of 4 rounds), and the option maxCredits allows 11",
            "bulk/shop?maxCredits=1000&repeat=1                | it repeats without a limit, and the option maxCredits allows 1000",
            "crawl/shop?maxCredits=99999                       | 100000 credits (100000 pages), and the option maxCredits allows 99999",
            "crawl/shop?maxCredits=99999&maxToProcess=-1       | nothing limits its pages, and the option maxCredits allows 99999",
            "bulk/shop?operation=run&maxCredits=2              | 3 credits (3 pages), and the option maxCredits allows 2" })
    @DisplayName("A job that can cost more is rejected with both numbers, and nothing is submitted")
    void rejected(String uri, String message) throws Exception {
        Exchange exchange = done(send("diffbot:" + uri, pages(3)));

        assertThat(failure(exchange, DiffbotCreditLimitException.class)).hasMessageContaining("'shop'")
                .hasMessageContaining(message).hasMessageContaining("Nothing was submitted");
        assertThat(submissions()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "bulk/shop?maxCredits=3", "bulk/shop?maxCredits=6&useProxies=true", "bulk/shop?maxCredits=12&repeat=1&maxRounds=4",
            "bulk/shop?maxCredits=0&repeat=1", "crawl/shop?maxCredits=100000", "crawl/shop?maxCredits=20&maxToProcess=20" })
    @DisplayName("A job that cannot cost more is submitted")
    void submitted(String uri) throws Exception {
        assertThat(done(send("diffbot:" + uri, pages(3))).getException()).isNull();
        assertThat(submissions()).isEqualTo(1);
    }

    @Test
    @DisplayName("URLs that can be read only once are counted while they are sent, and no job is created")
    void singleUseUrls() throws Exception {
        Exchange exchange = done(send("diffbot:bulk/shop?maxCredits=4&useProxies=true", pages(9).iterator()));

        assertThat(failure(exchange, DiffbotCreditLimitException.class))
                .hasMessageContaining("6 credits (3 pages, 2 credits a page through proxies)").hasMessageContaining("allows 4");
        assertThat(sandbox().job("shop")).isNull();
        assertThat(done(send("diffbot:bulk/shop?maxCredits=18&useProxies=true", pages(9).iterator())).getException()).isNull();
    }

    @Test
    @DisplayName("Limits and proxies in the message count like those of the endpoint")
    void settingsOfTheMessage() throws Exception {
        String uri = "diffbot:crawl/shop?maxCredits=50&maxToProcess=40&allowedMessageSettings=useProxies";

        Exchange exchange = done(send(uri, pages(1), Map.of(DiffbotConstants.SETTINGS, Map.of("useProxies", true))));

        assertThat(failure(exchange, DiffbotCreditLimitException.class)).hasMessageContaining("80 credits");
        Map<String, Object> lower = Map.of(DiffbotConstants.SETTINGS, Map.of("useProxies", true, "maxToProcess", 25));
        assertThat(done(send(uri, pages(1), lower)).getException()).isNull();
    }

    @Test
    @DisplayName("A job that is to be replaced by one that can cost too much stays")
    void replace() throws Exception {
        done(send("diffbot:bulk/shop", pages(1)));

        Exchange exchange = done(send("diffbot:bulk/shop?onExisting=replace&maxCredits=2", pages(3)));

        failure(exchange, DiffbotCreditLimitException.class);
        assertThat(sandbox().job("shop").submitted()).isEqualTo(1);
    }

    @Test
    @DisplayName("Attaching to a job costs nothing and is never rejected")
    void attach() throws Exception {
        done(send("diffbot:bulk/shop", pages(1)));

        assertThat(done(send("diffbot:bulk/shop?onExisting=attach&maxCredits=2", pages(3))).getException()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = { "operation=update", "onExisting=update" })
    @DisplayName("An update is limited to what it adds, and leaves the job as it was")
    void update(String how) throws Exception {
        done(send("diffbot:bulk/shop", pages(3)));

        failure(done(send("diffbot:bulk/shop?maxCredits=2&" + how, pages(3))), DiffbotCreditLimitException.class);
        assertThat(sandbox().job("shop").submitted()).isEqualTo(3);
        assertThat(done(send("diffbot:bulk/shop?maxCredits=2&" + how, pages(2))).getException()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "crawl/site?operation=restart&maxCredits=11      | it can cost 12 credits (3 pages in each of 2 rounds, 2 credits a page through proxies), and the option maxCredits allows 11",
            "crawl/site?operation=startRound&maxCredits=5    | it can cost 6 credits (3 pages, 2 credits a page through proxies), and the option maxCredits allows 5",
            "job/site?operation=restart&reserveCredits=99990 | reserveCredits keeps 99990",
            "bulk/list?operation=restart&maxCredits=99999    | nothing limits its pages, and the option maxCredits allows 99999",
            "bulk/list?operation=restart&reserveCredits=1    | A restart of a bulk job, and a change that raises the cost of its earlier URLs, need reserveCredits=0" })
    @DisplayName("A restart or a round that can cost more is rejected, and the job stays as it is")
    void restartRejected(String uri, String message) throws Exception {
        sandbox().plan(SandboxPlan.DEFAULT.creditsPerMonth(100_000));
        endedJobs("&useProxies=true");

        Exchange exchange = done(send("diffbot:" + uri, null));

        assertThat(failure(exchange, DiffbotCreditLimitException.class)).hasMessageContaining(message)
                .hasMessageContaining("Nothing was submitted");
        assertThat(sandbox().job("site").status()).isEqualTo(4);
        assertThat(sandbox().job("list").status()).isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "crawl/site?operation=restart&maxCredits=6&reserveCredits=1", "job/site?operation=startRound&maxCredits=3",
            "bulk/list?operation=restart&maxCredits=0" })
    @DisplayName("A restart or a round that cannot cost more is carried out")
    void restarted(String uri) throws Exception {
        endedJobs("");

        assertThat(done(send("diffbot:" + uri, null)).getException()).isNull();

        assertThat(sandbox().requests())
                .anyMatch(request -> request.param("restart") != null || request.param("roundStart") != null);
    }

    private void endedJobs(String options) throws Exception {
        done(send("diffbot:bulk/list", pages(3)));
        done(send("diffbot:crawl/site?maxToProcess=3&repeat=7&maxRounds=2" + options, pages(3)));
        await().until(() -> sandbox().job("site").status() == 4 && sandbox().job("list").status() == 9);
    }

    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    @DisplayName("A rejected message arrives at the dead letter channel unsent, also after redeliveries")
    void deadLetter(boolean singleUse) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(deadLetterChannel("mock:dead").maximumRedeliveries(2).redeliveryDelay(0));
                from("direct:in").to("diffbot:bulk/shop?maxCredits=2");
            }
        });
        MockEndpoint dead = getMockEndpoint("mock:dead");
        dead.expectedMessageCount(1);
        List<String> urls = pages(3);

        template.sendBody("direct:in", singleUse ? urls.iterator() : urls);

        dead.assertIsSatisfied();
        assertThat(dead.getExchanges().get(0).getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class))
                .hasMessageContaining(singleUse ? "nothing was submitted" : "maxCredits allows 2");
        assertThat(sandbox().job("shop")).isNull();
    }

    @Test
    @DisplayName("A dry run returns the credits that a new job can cost, and applies the limit")
    void dryRun() throws Exception {
        Exchange cheap = done(send("diffbot:bulk/shop?dryRun=true&useProxies=true&maxCredits=6", pages(3)));
        Exchange endless = done(send("diffbot:crawl/shop?dryRun=true&repeat=1", pages(3)));
        Exchange dear = done(send("diffbot:bulk/shop?dryRun=true&useProxies=true&maxCredits=5", pages(3)));

        assertThat(cheap.getMessage().getBody(Map.class).get("credits")).isEqualTo(6L);
        assertThat(endless.getMessage().getBody(Map.class).get("credits")).isEqualTo("unlimited");
        failure(dear, DiffbotCreditLimitException.class);
        assertThat(sandbox().requests()).isEmpty();
    }
}
