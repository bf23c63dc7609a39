/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples.springboot;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/**
 * Logs each event of the job.
 */
@Component
public class JobEventsRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("diffbot:job/{{example.job}}?events=all&startFrom=earliest&delay=1000&initialDelay=300").routeId("job-events")
                .setBody(simple("${header.CamelDiffbotJobName}: ${header.CamelDiffbotEvent}, ${body.objectsFound} records"))
                .to("log:event?showBodyType=false&showExchangePattern=false");
    }
}
