/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.live;

import java.util.List;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.error.DiffbotNoSuchJobException;
import io.github.cameldiffbot.error.DiffbotUnauthorizedException;
import io.github.cameldiffbot.job.Job;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Checks of the real Diffbot without costs: no job is created, changed or deleted. Runs only with {@code mvn -Plive
 * test -Ddiffbot.token=YOUR_TOKEN}.
 */
@DisplayName("The component works with the real Diffbot")
class LiveDiffbot {

    private static final String NOBODYS = "camel-diffbot-no-such-job";

    private final CamelContext context = new DefaultCamelContext();

    @BeforeEach
    void start() {
        use(System.getProperty("diffbot.token"));
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private void use(String token) {
        DiffbotComponent diffbot = new DiffbotComponent();
        diffbot.getConfiguration().setToken(token);
        String baseUrl = System.getProperty("diffbot.baseUrl", "");
        if (!baseUrl.isEmpty()) {
            diffbot.getConfiguration().setBaseUrl(baseUrl);
        }
        context.removeComponent("diffbot");
        context.addComponent("diffbot", diffbot);
    }

    private Exception failure(String uri) {
        return context.createProducerTemplate().request(uri, exchange -> {
        }).getException();
    }

    @Test
    @DisplayName("The list of jobs has known statuses")
    void listsJobsWithKnownStatuses() {
        List<?> jobs = context.createProducerTemplate().requestBody("diffbot:job?operation=list", null, List.class);

        assertThat(jobs).allSatisfy(job -> {
            assertThat(((Job) job).getName()).isNotBlank();
            assertThat(((Job) job).getStatus().getGroup().name()).isNotEqualTo("unknown");
        });
    }

    @Test
    @DisplayName("A missing job is reported as missing")
    void reportsThatAJobDoesNotExist() {
        assertThat(failure("diffbot:bulk/" + NOBODYS + "?operation=status")).isInstanceOf(DiffbotNoSuchJobException.class);
        assertThat(failure("diffbot:crawl/" + NOBODYS + "?operation=status")).isInstanceOf(DiffbotNoSuchJobException.class);
        assertThat(failure("diffbot:bulk/" + NOBODYS + "?operation=data")).isInstanceOf(DiffbotNoSuchJobException.class);
    }

    @Test
    @DisplayName("A rejected token is reported as such")
    void reportsARejectedToken() {
        use("0123456789abcdef0123456789abcdef");

        assertThat(failure("diffbot:job?operation=list")).isInstanceOf(DiffbotUnauthorizedException.class);
    }
}
