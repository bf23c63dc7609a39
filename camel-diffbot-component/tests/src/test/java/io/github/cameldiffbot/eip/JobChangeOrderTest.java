/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.sandbox.Fault;
import io.github.cameldiffbot.sandbox.model.RecordedRequest;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("A change of a job with a lost response ends before another route creates the name")
class JobChangeOrderTest extends SubmissionTestSupport {

    @BeforeEach
    void retries() {
        DiffbotComponent component = context.getComponent("diffbot", DiffbotComponent.class);
        component.setMaxRetries(2);
        component.setRetryDelay(200);
    }

    @ParameterizedTest
    @CsvSource({ "delete, fail", "delete, replace", "pause, replace" })
    @DisplayName("A repeated delete or pause does not affect the job that another route creates meanwhile")
    void createMeanwhile(String operation, String onExisting) throws Exception {
        sandbox().generate("job", 1, 100);
        sandbox().fail(Fault.on("/v3/bulk").when(request -> request.param(operation) != null).hangUp().times(1));
        sandbox().hold();
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:change").to("diffbot:bulk/job?operation=" + operation);
                from("direct:create").to("diffbot:bulk/job?onExisting=" + onExisting);
            }
        });

        CompletableFuture<Exchange> change = template.asyncSend("direct:change", in -> in.getMessage().setBody(null));
        await().pollInterval(Duration.ofMillis(5)).until(() -> calls(operation) > 0);
        Exchange created = send("direct:create", page());

        assertThat(change.get(30, TimeUnit.SECONDS).getException()).isNull();
        assertThat(created.getException()).isNull();
        assertThat(sandbox().job("job").status()).isIn(0, 7);
        List<RecordedRequest> requests = sandbox().requests();
        long lastChange = requests.stream().filter(request -> request.param(operation) != null).count();
        assertThat(requests.subList(0, indexOfPost(requests)).stream().filter(request -> request.param(operation) != null))
                .hasSize((int) lastChange);
    }

    private static int indexOfPost(List<RecordedRequest> requests) {
        int index = 0;
        while (!requests.get(index).method().equals("POST")) {
            index++;
        }
        return index;
    }
}
