/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

import io.github.cameldiffbot.client.DiffbotClient;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobEventType;
import io.github.cameldiffbot.job.JobType;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.spi.Synchronization;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done about an event when the route is through with it: it is remembered, and its job is deleted where that is
 * wanted. An error that the route itself handled is handled.
 */
final class EventCompletion {

    private static final Logger LOG = LoggerFactory.getLogger(EventCompletion.class);
    private static final int MOST_UNDELETED = 1_000;

    private final DiffbotEndpoint endpoint;
    private final EventMemory memory;
    private final Supplier<ExceptionHandler> exceptionHandler;
    // each counts as one of the token's jobs until it is deleted
    private final Queue<Job> undeleted = new ConcurrentLinkedQueue<>();

    EventCompletion(DiffbotEndpoint endpoint, EventMemory memory, Supplier<ExceptionHandler> exceptionHandler) {
        this.endpoint = endpoint;
        this.memory = memory;
        this.exceptionHandler = exceptionHandler;
    }

    /**
     * What an exchange is given on its way.
     *
     * @param key        what the event is remembered by
     * @param handled    is done when it is remembered
     * @param notHandled is done when it is not, for whatever reason
     */
    Synchronization of(JobEvent event, String key, Runnable handled, Runnable notHandled) {
        return new Synchronization() {

            @Override
            public void onComplete(Exchange exchange) {
                if (EventMemory.isRolledBack(exchange)) {
                    onFailure(exchange);
                    return;
                }
                try {
                    memory.add(exchange, key);
                    handled.run();
                } catch (Exception e) {
                    notHandled.run();
                    exceptionHandler.get().handleException(
                            "Event " + event.id() + " was handled, but could not be remembered as such. It will be told again",
                            exchange, e);
                    return;
                } finally {
                    memory.release(key);
                }
                remove(event, exchange);
            }

            @Override
            public void onFailure(Exchange exchange) {
                memory.release(key);
                notHandled.run();
            }
        };
    }

    /**
     * Deletes the job of an event that was handled, where the endpoint wants that. What goes wrong is reported.
     */
    void remove(JobEvent event, Exchange exchange) {
        if (!endpoint.getConfiguration().isDeleteAfterCompletion()
                || event.type() != JobEventType.completed && event.type() != JobEventType.failed) {
            return;
        }
        try {
            removeIfOver(event.job());
        } catch (Exception e) {
            if (undeleted.size() < MOST_UNDELETED) {
                undeleted.add(event.job());
            }
            exceptionHandler.get().handleException(
                    "Job '" + event.job().getName() + "' was handled, but could not be deleted. It still counts as one"
                                                   + " of the token's jobs",
                    exchange, e);
        }
    }

    /**
     * Tries again to delete what could not be deleted, up to the first that still cannot be: what hinders one hinders
     * the others, too.
     */
    void removeUndeleted() {
        Job job = undeleted.peek();
        try {
            while (job != null) {
                removeIfOver(job);
                undeleted.remove(job);
                job = undeleted.peek();
            }
        } catch (RuntimeException e) {
            // was reported the first time
            LOG.debug("Job '{}' still cannot be deleted", job.getName(), e);
        }
    }

    /**
     * Deleting cannot be taken back, so the job is looked at once more before.
     */
    private void removeIfOver(Job job) {
        DiffbotClient client = endpoint.getSession().client();
        JobType type = JobType.of(job.getType());
        Optional<Job> now = client.find(type, job.getName());
        if (now.isEmpty()) {
            return;
        }
        if (now.get().getStatus().getGroup().isEnd() && now.get().getJobCreationTimeUTC() == job.getJobCreationTimeUTC()) {
            client.delete(type, job.getName());
        } else {
            LOG.info("Job '{}' is not deleted after its completion: it is at work again, with status {}",
                    job.getName(), now.get().getStatus());
        }
    }
}
