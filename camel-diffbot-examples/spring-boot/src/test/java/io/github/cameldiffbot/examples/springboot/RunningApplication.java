/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples.springboot;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import io.github.cameldiffbot.sandbox.DiffbotSandbox;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.apache.camel.test.spring.junit5.MockEndpoints;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ActiveProfiles;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application on the sandbox, started once for all tests, with all endpoints of the Actuator.
 */
@CamelSpringBootTest
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
                properties = {
                        "management.endpoints.web.exposure.include=*", "management.endpoint.env.show-values=always",
                        "management.endpoint.configprops.show-values=always", "camel.component.diffbot.max-retries=0" })
@ActiveProfiles("dev")
@MockEndpoints("log:*")
abstract class RunningApplication {

    /** The pages of application-dev.properties. */
    protected static final int PAGES = 3;

    @Autowired
    protected DiffbotSandbox sandbox;

    @Value("${local.server.port}")
    private int port;

    protected String actuator(String path) {
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/" + path)).build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Waits until the route in YAML has read all records.
     */
    protected void awaitRecords() {
        await().untilAsserted(() -> assertThat(actuator("metrics/camel.diffbot.records"))
                .contains("\"value\":" + PAGES + ".0"));
    }

    protected static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60));
    }
}
