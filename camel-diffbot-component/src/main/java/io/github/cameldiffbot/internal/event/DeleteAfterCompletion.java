/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import java.util.function.Supplier;

import io.github.cameldiffbot.Fetch;
import io.github.cameldiffbot.internal.session.DiffbotSession;
import io.github.cameldiffbot.internal.session.EndpointSession;
import io.github.cameldiffbot.internal.text.Excerpt;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobEventType;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which jobs the option <code>deleteAfterCompletion</code> deletes: those whose end was handled, and of whose
 * results, where the event brought them, it is known that they were read completely. A job that is left because of its
 * results is not thought of again: nobody would read them a second time.
 */
public final class DeleteAfterCompletion {

    private static final Logger LOG = LoggerFactory.getLogger(DeleteAfterCompletion.class);

    private final EventSettings settings;
    private final EndpointSession session;
    private final CamelContext camelContext;
    private final Supplier<ExceptionHandler> exceptionHandler;

    public DeleteAfterCompletion(EventSettings settings, EndpointSession session, CamelContext camelContext,
                                 Supplier<ExceptionHandler> exceptionHandler) {
        this.settings = settings;
        this.session = session;
        this.camelContext = camelContext;
        this.exceptionHandler = exceptionHandler;
    }

    /**
     * An event is about to be delivered: from now on it matters how the results of its job are read.
     */
    void eventBegins(JobEvent event) {
        if (isWanted(event)) {
            session.get().resultReads().recordEnd(event.job());
        }
    }

    /**
     * The route has handled an event.
     */
    void eventHandled(JobEvent event, Exchange exchange) {
        if (isWanted(event)) {
            delete(event, exchange);
        }
    }

    /**
     * An event was handled before, perhaps by a process that ended before it could delete the job. Whether its results
     * were read completely is known to nobody any more.
     */
    void eventKnown(JobEvent event) {
        // a key of the user's may be that of another job's event
        if (isWanted(event) && settings.fetch() == Fetch.job && settings.idempotentKey() == null) {
            // what this process knows about its reads counts
            eventBegins(event);
            delete(event, null);
        }
    }

    /**
     * Tries again to delete the jobs of the token that could not be deleted before.
     */
    void retry() {
        session.get().deletions().retry(camelContext);
    }

    private boolean isWanted(JobEvent event) {
        return settings.deleteAfterCompletion()
                && (event.type() == JobEventType.completed || event.type() == JobEventType.failed);
    }

    private void delete(JobEvent event, Exchange exchange) {
        DiffbotSession current = session.orNull();
        if (current == null) {
            LOG.warn("Job '{}' is not deleted after its completion: the application has stopped",
                    Excerpt.of(event.job().getName()));
            return;
        }
        try {
            current.deletions().delete(event, camelContext);
        } catch (RuntimeException e) {
            exceptionHandler.get().handleException(
                    "Job '" + Excerpt.of(event.job().getName())
                                                   + "' was handled, but could not be deleted. It still counts as one"
                                                   + " of the token's jobs. The next poll tries again",
                    exchange, e);
        }
    }
}
