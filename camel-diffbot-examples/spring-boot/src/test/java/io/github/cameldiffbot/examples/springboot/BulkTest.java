/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples.springboot;

import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.sandbox.DiffbotSandboxExtension;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

@CamelSpringBootTest
@DirtiesContext
@SpringBootTest(properties = { "example.folder=target/inbox", "camel.component.diffbot.poll-interval=100ms" })
class BulkTest {

    @RegisterExtension
    static final DiffbotSandboxExtension DIFFBOT = new DiffbotSandboxExtension();

    @DynamicPropertySource
    static void useTheSandbox(DynamicPropertyRegistry properties) {
        properties.add("diffbot.url", DIFFBOT::baseUrl);
        properties.add("diffbot.token", DIFFBOT::token);
    }

    @Test
    void extractsAPage(@Autowired ProducerTemplate camel) {
        Job job = camel.requestBody("diffbot:bulk/one?operation=run", DIFFBOT.sandbox().demoPages().get(0), Job.class);

        assertThat(job.getObjectsFound()).isEqualTo(1);
    }
}
