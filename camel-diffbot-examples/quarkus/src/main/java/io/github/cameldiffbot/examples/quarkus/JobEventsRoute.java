/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples.quarkus;

import jakarta.enterprise.context.ApplicationScoped;

import io.github.cameldiffbot.StartFrom;
import org.apache.camel.builder.RouteBuilder;

import static io.github.cameldiffbot.builder.StaticEndpointBuilders.diffbot;

/**
 * Logs each event of the job.
 */
@ApplicationScoped
public class JobEventsRoute extends RouteBuilder {

    @Override
    public void configure() {
        from(diffbot("job/{{example.job}}").events("all").startFrom(StartFrom.earliest).delay(1000).initialDelay(300))
                .routeId("job-events")
                .setBody(simple("${header.CamelDiffbotJobName}: ${header.CamelDiffbotEvent}, ${body.objectsFound} records"))
                .log("${body}")
                .to("file:{{example.output}}?fileName=events.txt&fileExist=Append&appendChars=\\n");
    }
}
