/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

import org.apache.camel.builder.RouteBuilder;

/**
 * Tests of one consumer whose events go to {@code mock:events}; by default, events are delivered from now on.
 */
abstract class EventsSupport extends LifeCycleSupport {

    /** Starts the consumer and waits until it has polled the existing jobs. */
    void listen(String watched, String events) throws Exception {
        start("watched", watched, "events", events);
        awaitPolls();
    }

    /** Stops the consumer. */
    void stopPolling() throws Exception {
        context.getRouteController().stopRoute("events");
    }

    void startPolling() throws Exception {
        context.getRouteController().startRoute("events");
    }

    @Override
    RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("diffbot:{{watched}}?events={{events}}&delay=50&initialDelay=0").routeId("events")
                        .to("mock:events");
            }
        };
    }
}
