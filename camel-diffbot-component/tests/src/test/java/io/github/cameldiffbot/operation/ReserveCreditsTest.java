/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.operation;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.github.cameldiffbot.error.DiffbotCreditLimitException;
import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.sandbox.Fault;
import io.github.cameldiffbot.sandbox.model.SandboxPlan;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("reserveCredits keeps credits of the account")
class ReserveCreditsTest extends RunTestSupport {

    @BeforeEach
    void plan() {
        sandbox().plan(SandboxPlan.DEFAULT.creditsPerMonth(100));
    }

    @Test
    @DisplayName("A submission that can use more than the reserve leaves is rejected with both numbers")
    void rejected() throws Exception {
        Exchange exchange = done(send("diffbot:bulk/shop?reserveCredits=98", pages(3)));

        assertThat(failure(exchange, DiffbotCreditLimitException.class))
                .hasMessageContaining("it can cost 3 credits (3 pages), and the account has 100 left, of which the option"
                                      + " reserveCredits keeps 98. Nothing was submitted");
        assertThat(submissions()).isZero();
        assertThat(done(send("diffbot:bulk/shop?reserveCredits=97", pages(3))).getException()).isNull();
    }

    @Test
    @DisplayName("A job whose cost has no limit is rejected, also if the account has plenty")
    void unlimited() throws Exception {
        sandbox().plan(SandboxPlan.DEFAULT);

        Exchange exchange = done(send("diffbot:bulk/shop?reserveCredits=1&repeat=1", pages(1)));

        assertThat(failure(exchange, DiffbotCreditLimitException.class)).hasMessageContaining("reserveCredits=0");
    }

    @Test
    @DisplayName("Submissions at once share what the reserve leaves")
    void atOnce() throws Exception {
        List<CompletableFuture<Exchange>> sent = IntStream.range(0, 20)
                .mapToObj(i -> send("diffbot:bulk/shop" + i + "?reserveCredits=80", pages(3))).toList();

        int accepted = 0;
        for (CompletableFuture<Exchange> one : sent) {
            accepted += done(one).getException() == null ? 1 : 0;
        }

        assertThat(accepted).isEqualTo(6);
        assertThat(submissions()).isEqualTo(6);
    }

    @Test
    @DisplayName("URLs that can be read only once are counted while they are sent, and count for the next submission")
    void singleUseUrls() throws Exception {
        Exchange tooMany = done(send("diffbot:bulk/one?reserveCredits=95", pages(9).iterator()));
        Exchange few = done(send("diffbot:bulk/two?reserveCredits=90", pages(9).iterator()));
        Exchange next = done(send("diffbot:bulk/three?reserveCredits=90", pages(3).iterator()));

        assertThat(failure(tooMany, DiffbotCreditLimitException.class)).hasMessageContaining("6 credits (6 pages)");
        assertThat(few.getException()).isNull();
        failure(next, DiffbotCreditLimitException.class);
        assertThat(submissions()).isEqualTo(1);
    }

    @Test
    @DisplayName("The lower of both limits applies")
    void bothLimits() throws Exception {
        assertThat(failure(done(send("diffbot:bulk/shop?reserveCredits=1&maxCredits=2", pages(3).iterator())),
                DiffbotCreditLimitException.class)).hasMessageContaining("maxCredits allows 2");
        assertThat(failure(done(send("diffbot:bulk/shop?reserveCredits=98&maxCredits=5", pages(3).iterator())),
                DiffbotCreditLimitException.class)).hasMessageContaining("reserveCredits keeps 98");
        assertThat(sandbox().job("shop")).isNull();
    }

    @Test
    @DisplayName("A redelivery after a rejected submission has the credits of the first attempt")
    void redelivery() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0));
                from("direct:in").to("diffbot:bulk/shop?reserveCredits=97");
            }
        });
        sandbox().fail(Fault.on("/v3/bulk").method("POST").times(1).status(400).body("{\"error\":\"not now\"}"));

        assertThat(done(send("direct:in", pages(3))).getException()).isNull();
        assertThat(sandbox().job("shop").submitted()).isEqualTo(3);
    }

    @Test
    @DisplayName("Without an answer about the account nothing is submitted")
    void accountNotReadable() throws Exception {
        sandbox().fail(Fault.on("/v4/account").status(503));

        Exchange exchange = done(send("diffbot:bulk/shop?reserveCredits=1", pages(3)));

        assertThat(exchange.getException()).isInstanceOf(DiffbotException.class).hasMessageContaining("Diffbot account");
        assertThat(submissions()).isZero();
    }
}
