/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.sandbox.DiffbotSandbox;
import io.github.cameldiffbot.sandbox.DiffbotSandboxExtension;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("The page's routes, one for each operation, run a bulk job through its whole life")
class OperationsPageTest {

    @RegisterExtension
    static final DiffbotSandboxExtension DIFFBOT = new DiffbotSandboxExtension();

    @Test
    @DisplayName("The routes of all operations run a bulk job through its life")
    void bulk() throws Exception {
        DiffbotSandbox sandbox = DIFFBOT.sandbox();
        String[] operations = {
                "update", "pause and resume", "restart", "redeliver", "status", "list", "data", "urlReport", "search",
                "account", "delete" };
        try (RunningRoutes running = new RunningRoutes(sandbox)) {
            running.load(Pages.snippets("yaml").stream().filter(snippet -> snippet.heading().equals("create")).findFirst()
                    .orElseThrow());
            for (String operation : operations) {
                running.load(Pages.snippet("docs/producers.md", operation, "yaml"));
            }
            running.context().addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("diffbot:bulk?initialDelay=0&delay=100").to("mock:ends");
                }
            });
            NotifyBuilder handled = new NotifyBuilder(running.context()).from("diffbot*").whenDone(1).create();
            running.start();
            MockEndpoint ends = running.context().getEndpoint("mock:ends", MockEndpoint.class);
            ends.expectedMessageCount(1);
            ProducerTemplate template = running.context().createProducerTemplate();
            List<String> urls = Demo.urls(sandbox);

            sandbox.hold();
            assertThat(job(template, "create", urls.subList(0, 4)).getApiUrl()).contains("product?fields=title");
            assertThat(job(template, "pause", null).getStatus().getCode()).isEqualTo(6);
            assertThat(job(template, "resume", null).getStatus().getCode()).isEqualTo(7);
            assertThat(job(template, "update", urls.subList(4, 6)).getName()).isEqualTo("shop");
            sandbox.release();
            awaitStatus("shop", 9);

            ends.assertIsSatisfied();
            // a pending end would not be delivered again
            assertThat(handled.matches(30, TimeUnit.SECONDS)).isTrue();
            ends.expectedMessageCount(2);
            assertThat(job(template, "redeliver", null).getName()).isEqualTo("shop");
            ends.assertIsSatisfied();

            assertThat(job(template, "status", null).getPageProcessSuccesses()).isEqualTo(5);
            List<?> listed = template.requestBody("direct:list", null, List.class);
            assertThat(listed).hasSize(1);
            template.requestBody("direct:data", (Object) null);
            assertThat(Demo.files(Path.of("records"))).hasSize((int) sandbox.job("shop").objectsFound());

            MockEndpoint failed = running.context().getEndpoint("mock:failed", MockEndpoint.class);
            failed.expectedMessageCount(1);
            template.requestBody("direct:urlReport", (Object) null);
            failed.assertIsSatisfied();

            template.requestBody("direct:search", "type:other");
            assertThat(template.requestBody("direct:account", null, Map.class).get("creditsUsed")).isEqualTo(5L);
            assertThat(job(template, "restart", null).getObjectsFound()).isZero();
            assertThat(job(template, "delete", null).getName()).isEqualTo("shop");
            assertThat(sandbox.job("shop")).isNull();
        }
    }

    @Test
    @DisplayName("The routes of crawls create one and start a round")
    void crawl() throws Exception {
        DiffbotSandbox sandbox = DIFFBOT.sandbox();
        try (RunningRoutes running = new RunningRoutes(sandbox)) {
            running.load(Pages.snippets("yaml").stream().filter(snippet -> snippet.text().contains("direct:createCrawl"))
                    .findFirst().orElseThrow());
            running.load(Pages.snippet("docs/producers.md", "startRound", "yaml"));
            running.start();
            ProducerTemplate template = running.context().createProducerTemplate();

            Job created = job(template, "createCrawl", sandbox.demoSite() + "magazine/");
            assertThat(created.getName()).matches("magazine-\\d{8}");
            awaitStatus(created.getName(), 3, 9);
            assertThat(sandbox.job(created.getName()).objectsFound()).isPositive();

            Job next = template.requestBodyAndHeader("direct:startRound", null, DiffbotConstants.JOB_NAME, created.getName(),
                    Job.class);
            assertThat(next.getRoundsCompleted()).isEqualTo(1);
        }
    }

    private static Job job(ProducerTemplate template, String operation, Object body) {
        return template.requestBody("direct:" + operation, body, Job.class);
    }

    private static void awaitStatus(String name, Integer... codes) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> List.of(codes).contains(DIFFBOT.sandbox().job(name).status()));
    }
}
