/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import java.util.function.Supplier;

import io.github.cameldiffbot.Fetch;
import io.github.cameldiffbot.internal.session.DiffbotSession;
import io.github.cameldiffbot.internal.session.EndpointSession;
import io.github.cameldiffbot.internal.text.Excerpt;
import io.github.cameldiffbot.internal.watch.EventSelection;
import io.github.cameldiffbot.job.JobEvent;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes jobs for the option {@code deleteAfterCompletion}: those whose end was handled and whose results, if the
 * event has any, were read completely. A job that is kept because of its results is not deleted later.
 */
public final class DeleteAfterCompletion {

    private static final Logger LOG = LoggerFactory.getLogger(DeleteAfterCompletion.class);

    private final EventSettings settings;
    private final EndpointSession session;
    private final Supplier<ExceptionHandler> exceptionHandler;

    public DeleteAfterCompletion(EventSettings settings, EndpointSession session, Supplier<ExceptionHandler> exceptionHandler) {
        this.settings = settings;
        this.session = session;
        this.exceptionHandler = exceptionHandler;
    }

    /**
     * Begins an event: results of its job that are read from now on count.
     */
    void eventBegins(JobEvent event) {
        if (isWanted(event)) {
            session.get().resultReads().recordEnd(event.job());
        }
    }

    /**
     * Handles the end of an event that the route handled.
     */
    void eventHandled(JobEvent event, Exchange exchange) {
        if (isWanted(event)) {
            delete(event, exchange);
        }
    }

    /**
     * Returns whether the job of an event that was handled before can be deleted. With results, another node may still
     * read them.
     */
    boolean deletesKnown(JobEvent event) {
        return isWanted(event) && settings.fetch() == Fetch.job;
    }

    /**
     * Deletes the job of an event after which it could be deleted, possibly by a process that ended before it did so.
     */
    void eventKnown(JobEvent event) {
        eventBegins(event);
        delete(event, null);
    }

    /**
     * Retries the deletion of jobs of the token that failed before.
     */
    void retry() {
        session.get().deletions().retry();
    }

    /**
     * Returns whether all results of a job were read that were begun to be read since its end.
     */
    boolean isRead(JobEvent event) {
        DiffbotSession current = session.orNull();
        return current != null && current.deletions().isRead(event);
    }

    private boolean isWanted(JobEvent event) {
        return settings.deleteAfterCompletion() && EventSelection.isEnd(event.type());
    }

    private void delete(JobEvent event, @Nullable Exchange exchange) {
        DiffbotSession current = session.orNull();
        if (current == null) {
            LOG.warn("Job '{}' is not deleted after its completion: the application has stopped",
                    Excerpt.of(event.job().getName()));
            return;
        }
        try {
            current.deletions().delete(event);
        } catch (RuntimeException e) {
            exceptionHandler.get().handleException(
                    "Job '" + Excerpt.of(event.job().getName())
                                                   + "' was handled, but could not be deleted. It still counts as one"
                                                   + " of the token's jobs. The next poll tries again",
                    exchange, e);
        }
    }
}
