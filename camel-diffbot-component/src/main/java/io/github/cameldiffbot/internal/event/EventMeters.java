/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import java.util.function.Consumer;

import io.github.cameldiffbot.internal.context.CountedCredits;
import io.github.cameldiffbot.internal.context.JobSpans;
import io.github.cameldiffbot.internal.request.JobCredits;
import io.github.cameldiffbot.internal.session.DiffbotSession;
import io.github.cameldiffbot.internal.session.EndpointSession;
import io.github.cameldiffbot.internal.watch.EventSelection;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobEventType;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts events, and the credits of their jobs, in the meters of the session, and reports ended jobs to the tracer. A
 * failure to do so is logged.
 */
final class EventMeters {

    private static final Logger LOG = LoggerFactory.getLogger(EventMeters.class);

    private final EndpointSession session;
    private final CountedCredits credits;
    private final JobSpans spans;

    EventMeters(EndpointSession session, CountedCredits credits, JobSpans spans) {
        this.session = session;
        this.credits = credits;
        this.spans = spans;
    }

    void delivered(JobEvent event, EventReceiver receiver, Exchange exchange) {
        if (EventSelection.isEnd(event.type())) {
            count(event, current -> spans.ended(event, exchange.getMessage()));
        }
        count(event, current -> current.meters().eventDelivered(event, receiver.routeId(), receiver.uptime()));
    }

    void failed(JobEvent event, EventReceiver receiver) {
        count(event, current -> current.meters().eventFailed(event, receiver.routeId()));
    }

    /**
     * Counts the credits of a job whose end was handled. Called before the event is remembered as handled: a process
     * that is killed in between is followed by one that handles it again, and counts nothing.
     *
     * @param remembered whether it is remembered
     */
    void ended(JobEvent event, Exchange done, boolean remembered) {
        if (EventSelection.COMPLETION.contains(event.type())) {
            credits.count(event.job(), JobCredits.estimate(event.job()), done.getContext().getUptime(), remembered,
                    spent -> count(event, current -> current.creditsSpent(event.job(), spent)));
        }
    }

    /**
     * Forgets the credits of a job that is deleted, or whose end is remembered as handled.
     */
    void handled(JobEvent event) {
        // not behind a round of an ended job, whose own end follows
        if (EventSelection.isEnd(event.type()) || event.type() == JobEventType.deleted) {
            credits.remove(event.job());
        }
    }

    private void count(JobEvent event, Consumer<DiffbotSession> counting) {
        DiffbotSession current = session.ifAny();
        if (current == null) {
            // an exchange can end after the session has stopped
            return;
        }
        try {
            counting.accept(current);
        } catch (RuntimeException e) {
            LOG.warn("The meters or the span of event {} are incomplete", event.id(), e);
        }
    }
}
