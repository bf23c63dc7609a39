/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.nio.file.Path;
import java.time.Duration;

import io.github.cameldiffbot.sandbox.DiffbotSandbox;
import io.github.cameldiffbot.sandbox.DiffbotSandboxExtension;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.IdempotentRepository;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.awaitility.Awaitility.await;

@DisplayName("The page's route with a repository in a database does not repeat handled events")
class HandledEventsDatabaseTest {

    @RegisterExtension
    static final DiffbotSandboxExtension DIFFBOT = new DiffbotSandboxExtension();

    @Test
    @DisplayName("A repository in a database remembers handled events over a restart")
    void inADatabase() throws Exception {
        DiffbotSandbox sandbox = DIFFBOT.sandbox();
        Snippet snippet = Pages.snippet("docs/consumers.md", "Handle each event once", "yaml");
        sandbox.generate("shop", 3, 600);
        try (RunningRoutes running = new RunningRoutes(sandbox)) {
            CamelContext context = running.context();
            running.load(snippet);
            running.start();
            String id = "bulk/shop/" + sandbox.job("shop").toJson().path("jobCreationTimeUTC").asLong() + "/-/-/ended/"
                        + sandbox.job("shop").toJson().path("jobCompletionTimeUTC").asLong();
            IdempotentRepository handled
                    = context.getRegistry().lookupByNameAndType("handledEvents", IdempotentRepository.class);

            // its table is made by the first poll
            await().atMost(Duration.ofSeconds(30)).until(() -> Demo.files(Path.of("records")).size() == 3);
            await().atMost(Duration.ofSeconds(30)).until(() -> handled.contains(id));
        }
    }
}
