/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples.springboot;

import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.sandbox.DiffbotSandbox;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A test of an application can use the sandbox")
@CamelSpringBootTest
@DirtiesContext
@ActiveProfiles("dev")
@SpringBootTest(properties = "camel.component.diffbot.poll-interval=100ms")
class BulkTest {

    @Test
    @DisplayName("A route extracts a page on the sandbox of the application")
    void extractsAPage(@Autowired ProducerTemplate camel, @Autowired DiffbotSandbox sandbox) {
        Job job = camel.requestBody("diffbot:bulk/one?operation=run", sandbox.demoPages().get(0), Job.class);

        assertThat(job.getObjectsFound()).isEqualTo(1);
    }
}
