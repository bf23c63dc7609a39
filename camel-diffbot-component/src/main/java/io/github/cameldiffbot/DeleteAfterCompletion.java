/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.function.Supplier;

import io.github.cameldiffbot.job.Job;
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
final class DeleteAfterCompletion {

    private static final Logger LOG = LoggerFactory.getLogger(DeleteAfterCompletion.class);

    private static final int MOST_SHOWN = 300;

    private final EventSettings settings;
    private final EndpointSession session;
    private final CamelContext camelContext;
    private final Supplier<ExceptionHandler> exceptionHandler;

    DeleteAfterCompletion(EventSettings settings, EndpointSession session, CamelContext camelContext,
                          Supplier<ExceptionHandler> exceptionHandler) {
        this.settings = settings;
        this.session = session;
        this.camelContext = camelContext;
        this.exceptionHandler = exceptionHandler;
    }

    /**
     * The route has handled an event.
     *
     * @param read how far the results were read that the event brought, or null when it brought none
     */
    void eventHandled(JobEvent event, Exchange exchange, ReadOutcome read) {
        if (!isWanted(event)) {
            return;
        }
        // where the event brings the job alone, the route may have read its results by itself
        String unread = unread(event, read == null ? ReadOutcome.of(exchange) : read);
        if (unread == null) {
            delete(event, exchange);
        } else {
            LOG.info("Job '{}' is not deleted after its completion: {}", Excerpt.of(event.job().getName()),
                    Excerpt.of(unread, MOST_SHOWN));
        }
    }

    /**
     * An event was handled before, perhaps by a process that ended before it could delete the job. Whether its results
     * were read completely is known to nobody any more.
     */
    void eventKnown(JobEvent event) {
        // a key of the user's may be that of another job's event
        if (isWanted(event) && settings.fetch() == Fetch.job && settings.idempotentKey() == null) {
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

    private static String unread(JobEvent event, ReadOutcome read) {
        if (read == null || read.isComplete() || hasNone(event)) {
            return null;
        }
        return read.reason();
    }

    /**
     * Whether a job failed and reports that it found nothing, so that there is nothing to read.
     */
    private static boolean hasNone(JobEvent event) {
        Job job = event.job();
        return event.type() == JobEventType.failed && job.containsKey("objectsFound") && job.getObjectsFound() == 0;
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
