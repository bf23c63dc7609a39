/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples.quickstart;

import io.github.cameldiffbot.DiffbotConstants;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

/**
 * The routes of {@code routes/quickstart.camel.yaml} in Java.
 */
public class JavaRoutes extends RouteBuilder {

    @Override
    public void configure() {
        // @formatter:off
        from("file:{{quickstart.input}}?fileName=urls.txt&noop=true").routeId("submit-bulk")
                .to("diffbot:bulk/{{quickstart.run}}-bulk?operation=create");

        from("timer:once?repeatCount=1&delay=0").routeId("submit-crawl")
                .to("diffbot:crawl/{{quickstart.run}}-crawl?seeds={{quickstart.seed}}&maxHops=2&maxToProcess=20&crawlDelay=0.1");

        from("diffbot:job/{{quickstart.run}}-*?events=all&startFrom=earliest&delay=1000&initialDelay=300").routeId("progress")
                .log(LoggingLevel.INFO, "example", "${header.CamelDiffbotJobName}: ${header.CamelDiffbotEvent},"
                                                   + " ${body.pageProcessSuccesses} pages, ${body.objectsFound} records");

        from("diffbot:job/{{quickstart.run}}-*?events=completion&fetch=data&startFrom=earliest&delay=1000&initialDelay=300")
                .routeId("results")
                .split(body()).streaming()
                .bean("summary", "countRecord")
                .toD("file:{{quickstart.output}}/${header." + DiffbotConstants.JOB_NAME
                     + "}?fileName=${exchangeProperty.CamelSplitIndex}.json")
                .end()
                // the same records as Diffbot's table
                .to("diffbot:job?operation=data&format=csv&raw=true")
                .toD("file:{{quickstart.output}}?fileName=${header." + DiffbotConstants.JOB_NAME + "}.csv")
                .to("diffbot:job?operation=status")
                .bean("summary", "jobIsDone");
        // @formatter:on
    }
}
