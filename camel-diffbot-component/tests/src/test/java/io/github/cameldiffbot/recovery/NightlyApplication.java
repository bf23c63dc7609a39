/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.recovery;

import io.github.cameldiffbot.DiffbotConstants;

/** Runs a job for each file in its inbox, with a name that contains the period, and writes its results to a file. */
public final class NightlyApplication extends Application {

    private NightlyApplication() {
    }

    public static void main(String[] args) throws Exception {
        new NightlyApplication().run();
    }

    @Override
    public void configure() {
        from("file:inbox?initialDelay=0&delay=50").routeId("nightly")
                .setHeader(DiffbotConstants.JOB_NAME, simple("nightly-${file:name.noext}"))
                .to("diffbot:bulk?operation=run&onExisting=attach&fetch=data&raw=true")
                .process(exchange -> step("resultsAreThere"))
                .toD("file:results?fileName=${header.CamelDiffbotJobName}.json")
                .process(exchange -> note(exchange.getMessage().getHeader(DiffbotConstants.JOB_NAME, String.class)));
    }
}
