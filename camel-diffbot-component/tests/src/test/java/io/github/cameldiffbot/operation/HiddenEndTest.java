/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.operation;

import java.util.concurrent.CompletableFuture;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.error.DiffbotWaitStoppedException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("A job that ended after the last poll of its wait is left alone, also behind a pause or maintenance")
class HiddenEndTest extends RunTestSupport {

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camelContext = super.createCamelContext();
        DiffbotComponent component = camelContext.getComponent("diffbot", DiffbotComponent.class);
        // only the stop looks at the job again
        component.setPollInterval(600_000);
        component.setMaxPollInterval(600_000);
        return camelContext;
    }

    @AfterEach
    void calm() {
        sandbox().maintenance(false);
        sandbox().release();
    }

    @ParameterizedTest
    @ValueSource(strings = { "maintenance", "pause" })
    @DisplayName("onStop=delete does not delete the results of such a job")
    void keepsResults(String hiding) throws Exception {
        route("direct:runs", "diffbot:bulk/shop?operation=run&onStop=delete");
        sandbox().hold();
        CompletableFuture<Exchange> run = send("direct:runs", pages(2));
        await().until(() -> context.getComponent("diffbot", DiffbotComponent.class).getPendingWaits() == 1);
        sandbox().release();
        await().until(() -> sandbox().job("shop").status() == 9);
        if (hiding.equals("pause")) {
            done(send("diffbot:bulk/shop?operation=pause", null));
        } else {
            sandbox().maintenance(true);
        }
        assertThat(run).isNotDone();

        context.stop();

        assertThat(failure(done(run), DiffbotWaitStoppedException.class)).hasMessageContaining("it has ended meanwhile");
        assertThat(sandbox().job("shop")).isNotNull();
    }
}
