/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import io.github.cameldiffbot.internal.context.CountedCredits;
import io.github.cameldiffbot.internal.context.InMemoryContexts;
import io.github.cameldiffbot.internal.context.JobSpans;
import io.github.cameldiffbot.internal.exchange.ExchangeEndTracker;
import io.github.cameldiffbot.internal.monitor.MetersFactory;
import io.github.cameldiffbot.internal.monitor.TracedJobs;
import io.github.cameldiffbot.internal.operation.ChangeLogs;
import io.github.cameldiffbot.internal.poll.JobTrackerCache;
import io.github.cameldiffbot.internal.session.DiffbotSessions;
import org.apache.camel.CamelContext;

/**
 * What the endpoints of a component share.
 *
 * @param contexts     the headers of jobs without a repository
 * @param spans        reports ended jobs to a tracer
 * @param trackers     the job trackers of restarted routes
 * @param changes      the logs of changes by message
 * @param exchangeEnds tracks exchanges to which results were handed over
 */
record SharedParts(
        DiffbotSessions sessions, InMemoryContexts contexts, CountedCredits credits, JobSpans spans,
        JobTrackerCache trackers, ChangeLogs changes, ExchangeEndTracker exchangeEnds) {

    SharedParts(DiffbotComponent component) {
        this(new DiffbotSessions(component::getCamelContext, MetersFactory::create), new InMemoryContexts(),
             new CountedCredits(), new TracedJobs(component::getCamelContext),
             new JobTrackerCache(id -> mayHaveRoute(component.getCamelContext(), id), System::nanoTime), new ChangeLogs(),
             new ExchangeEndTracker());
    }

    // a context that starts has not added all its routes yet
    private static boolean mayHaveRoute(CamelContext context, String id) {
        return !context.isStarted() || context.getRoute(id) != null;
    }

    void start(CamelContext context) {
        exchangeEnds.setCamelContext(context);
        exchangeEnds.start();
        changes.start(context);
        sessions.start();
    }

    void stop(CamelContext context) {
        exchangeEnds.stop();
        sessions.stop();
        changes.stop(context);
    }
}
