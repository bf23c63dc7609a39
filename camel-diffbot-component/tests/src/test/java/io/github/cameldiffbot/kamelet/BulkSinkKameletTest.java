/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.kamelet;

import java.util.Map;

import io.github.cameldiffbot.sandbox.model.SandboxPlan;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("diffbot-bulk-sink submits and does not wait")
class BulkSinkKameletTest extends KameletTestSupport {

    @Test
    @DisplayName("The job is created with its URLs and its Extract API")
    void createsTheJob() throws Exception {
        sandbox().hold();
        startStep(kamelet("diffbot-bulk-sink", "jobName=shop&apiUrl=product"));

        send(urls(3), Map.of());

        assertThat(sandbox().job("shop").submitted()).isEqualTo(3);
        assertThat(sandbox().job("shop").toJson().path("apiUrl").asText()).endsWith("/v3/product");
    }

    @Test
    @DisplayName("With onExisting=update URLs are added to the job")
    void addsToAJobWhenThatIsWanted() throws Exception {
        sandbox().hold();
        startStep(kamelet("diffbot-bulk-sink", "jobName=shop&onExisting=update"));

        send(sandbox().demoPages().get(0), Map.of());
        send(sandbox().demoPages().get(1), Map.of());

        assertThat(sandbox().job("shop").submitted()).isEqualTo(2);
    }

    @Test
    @DisplayName("More URLs than maxUrls are an error, and no job is created")
    void spendsNoMoreThanItMay() throws Exception {
        startStep(kamelet("diffbot-bulk-sink", "jobName=shop&maxUrls=2"));

        assertThatThrownBy(() -> send(urls(3), Map.of())).hasStackTraceContaining("maxUrls");
        assertThat(sandbox().job("shop")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
            "maxCredits=2,, maxCredits allows 2", "reserveCredits=98,, reserveCredits keeps",
            ",2, maxCredits allows 2", "maxCredits=3,2," })
    @DisplayName("Its own limit of credits applies, or that of the component")
    void limitsCredits(String property, Long ofComponent, String message) throws Exception {
        sandbox().plan(SandboxPlan.DEFAULT.creditsPerMonth(100));
        if (ofComponent != null) {
            configuration().setMaxCredits(ofComponent);
        }
        startStep(kamelet("diffbot-bulk-sink", "jobName=shop" + (property == null ? "" : "&" + property)));

        if (message == null) {
            send(urls(3), Map.of());
        } else {
            assertThatThrownBy(() -> send(urls(3), Map.of())).hasStackTraceContaining(message);
        }
        assertThat(sandbox().job("shop") == null).isEqualTo(message != null);
    }

    @Test
    @DisplayName("Without maxUrls, that of the component applies")
    void limitOfTheComponent() throws Exception {
        configuration().setMaxUrls(2);
        startStep(kamelet("diffbot-bulk-sink", "jobName=shop"));

        assertThatThrownBy(() -> send(urls(3), Map.of())).hasStackTraceContaining("maxUrls");
    }

    @Test
    @DisplayName("Headers that it carries come back with the event")
    void carries() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(kamelet("diffbot-job-event-source", "delay=50&startFrom=earliest")).to("mock:ended");
            }
        });
        MockEndpoint ended = context.getEndpoint("mock:ended", MockEndpoint.class);
        ended.expectedHeaderReceived("order", 7);
        startStep(kamelet("diffbot-bulk-sink", "jobName=shop&carry=order"));

        send(urls(1), Map.of("order", 7));

        ended.assertIsSatisfied();
    }

    @Test
    @DisplayName("No header of the job stays for later steps")
    void leavesNoJobBehindForLaterSteps() throws Exception {
        startStep(kamelet("diffbot-bulk-sink", "jobName=shop"));

        assertThat(send(urls(1), Map.of("CamelDiffbotJobName", "theirs")).getMessage().getHeaders())
                .doesNotContainKeys("CamelDiffbotJobName", "CamelDiffbotJobType");
    }
}
