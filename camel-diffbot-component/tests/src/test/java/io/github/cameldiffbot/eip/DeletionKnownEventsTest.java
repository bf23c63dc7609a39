/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.nio.file.Path;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.TestComponents;
import io.github.cameldiffbot.TestContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.cameldiffbot.eip.EventDiffbot.records;
import static io.github.cameldiffbot.eip.EventDiffbot.Response.cut;
import static io.github.cameldiffbot.eip.EventDiffbot.Response.whole;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Jobs whose event the idempotentRepository has are deleted if no read was incomplete")
class DeletionKnownEventsTest extends EventTestSupport {

    private static final String REPOSITORY = "&idempotentRepository=#handled";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = { "job", "data" })
    @DisplayName("Of two jobs whose events have the same key, the one that was skipped is kept")
    void leavesWhatWasSkipped(String fetch) throws Exception {
        context.getRegistry().bind("handled", repository());
        consume("&idempotentKey=same&fetch=" + fetch + REPOSITORY, route -> {
            if (fetch.equals("data")) {
                route.to("direct:read");
            }
            route.to("mock:end");
        });
        diffbot.ended("first", 3);
        await().untilAsserted(() -> assertThat(diffbot.deleted()).containsExactly("first"));
        diffbot.ended("second", 3);
        int before = diffbot.calls();
        await().until(() -> diffbot.calls() > before + 5);

        assertThat(diffbot.deleted()).containsExactly("first");
        assertThat(getMockEndpoint("mock:end").getReceivedCounter()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = { "job", "data" })
    @DisplayName("A job whose data broke off is kept after a restart, too")
    void leavesAfterARestart(String fetch) throws Exception {
        diffbot.ended("shop", 3);
        diffbot.data((job, attempt) -> cut(records(job, 3), 90));
        application(deleting("&fetch=" + fetch + REPOSITORY), fetch);
        diffbot.data((job, attempt) -> whole(records(job, 3)));

        application(deleting("&fetch=" + fetch + REPOSITORY), fetch);

        assertThat(diffbot.deleted()).isEmpty();
        assertThat(diffbot.reads("shop")).isOne();
    }

    @Test
    @DisplayName("A job whose event another route handled without reading it is kept, also after a restart")
    void leavesWhatAnotherRouteHandled() throws Exception {
        diffbot.ended("shop", 3);
        diffbot.data((job, attempt) -> cut(records(job, 3), 90));
        application("diffbot:bulk?fetch=data" + REPOSITORY + FAST, "data");

        application(deleting("&fetch=job" + REPOSITORY), "none");

        assertThat(diffbot.deleted()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({ "job, true", "data, false" })
    @DisplayName("A job that was read and could not be deleted is deleted after a restart with the event alone")
    void deletesAfterARestart(String fetch, boolean deletes) throws Exception {
        diffbot.ended("shop", 3);
        diffbot.refuseDeletes(true);
        application(deleting("&fetch=" + fetch + REPOSITORY), fetch);
        assertThat(diffbot.has("shop")).isTrue();
        diffbot.refuseDeletes(false);

        application(deleting("&fetch=" + fetch + REPOSITORY), fetch);

        assertThat(diffbot.has("shop")).isNotEqualTo(deletes);
        assertThat(diffbot.reads("shop")).isOne();
    }

    private IdempotentRepository repository() {
        return FileIdempotentRepository.fileIdempotentRepository(folder.resolve("handled").toFile());
    }

    /** An application that runs until the job's event was handled and some polls are done. Its route reads the data. */
    private void application(String uri, String fetch) throws Exception {
        IdempotentRepository handled = repository();
        try (DefaultCamelContext application = new TestContext()) {
            DiffbotComponent component = TestComponents.of(diffbot.baseUrl());
            component.setMaxRetries(0);
            application.addComponent("diffbot", component);
            application.getRegistry().bind("handled", handled);
            application.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    onException(Exception.class).handled(true);
                    RouteDefinition route = from(uri);
                    if (fetch.equals("job")) {
                        route.to("diffbot:bulk/shop?operation=data");
                    }
                    if (fetch.equals("none")) {
                        route.to("mock:end");
                    } else {
                        route.split(body()).streaming().to("mock:record").end();
                    }
                }
            });
            application.start();
            await().until(() -> handled.contains("bulk/shop/1770000001/-/-/ended/1770000002"));
            int before = diffbot.calls();
            await().until(() -> diffbot.calls() > before + 5);
            endPolls(application);
        }
    }
}
