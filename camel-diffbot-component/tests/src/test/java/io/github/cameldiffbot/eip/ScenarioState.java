/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Route;
import org.apache.camel.StatefulService;

/**
 * The state of a context, for the report of a scenario that did not end.
 */
final class ScenarioState {

    private static final int DEEPEST = 40;

    private ScenarioState() {
    }

    /**
     * Returns whether Camel runs a route whose consumer it has stopped.
     */
    static boolean isWithoutConsumer(CamelContext context, Route route) {
        return context.getRouteController().getRouteStatus(route.getId()).isStarted()
                && route.getConsumer() instanceof StatefulService consumer && !consumer.getStatus().isStarted();
    }

    /**
     * Returns routes, exchanges in flight and the stacks of all threads of a context.
     *
     * @param threadName a part of the names of its threads
     */
    static String of(CamelContext context, String threadName) {
        List<String> lines = new ArrayList<>();
        for (Route route : context.getRoutes()) {
            lines.add("route " + route.getId() + " is " + context.getRouteController().getRouteStatus(route.getId())
                      + ", its consumer " + status(route.getConsumer()));
        }
        context.getInflightRepository().browse().forEach(exchange -> lines.add("in flight: " + exchange));
        for (ThreadInfo thread : ManagementFactory.getThreadMXBean().dumpAllThreads(true, true)) {
            if (thread.getThreadName().contains(threadName)) {
                lines.add(thread.getThreadName() + ": " + thread.getThreadState() + " on " + thread.getLockName()
                          + (thread.getLockOwnerName() == null ? "" : " of " + thread.getLockOwnerName()));
                Arrays.stream(thread.getStackTrace()).limit(DEEPEST).forEach(frame -> lines.add("    " + frame));
            }
        }
        return String.join("\n  ", lines);
    }

    private static Object status(Consumer consumer) {
        return consumer instanceof StatefulService service ? service.getStatus() : "unknown";
    }
}
