/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.function.Supplier;

import io.github.cameldiffbot.client.DiffbotOutcomeUnknownException;
import io.github.cameldiffbot.job.Job;
import org.apache.camel.Exchange;

/**
 * A step of a route that changes a job in a way that costs credits or destroys data, and so sends the change once for a
 * message, however often Camel delivers it.
 */
final class ChangeStep {

    private final MessageChanges messages;
    private final Exchange exchange;
    private final JobIdentity identity;
    private final SentChange.Kind kind;
    private SentChanges changes;
    private SentChange change;

    ChangeStep(MessageChanges messages, Exchange exchange, JobIdentity identity, SentChange.Kind kind) {
        this.messages = messages;
        this.exchange = exchange;
        this.identity = identity;
        this.kind = kind;
        this.changes = messages.find(exchange);
        this.change = changes == null ? null : changes.repeatedBy(exchange, identity, kind);
    }

    /**
     * The change that was sent before and is not sent again; null when there is none.
     */
    SentChange repeated() {
        return change;
    }

    /**
     * The change that was sent before, if any, was not carried out after all, so it is sent again.
     */
    void forget() {
        if (change != null) {
            changes.remove(change);
            change = null;
        }
    }

    /**
     * Sends the change.
     *
     * @param before the job before the change; null when there was none or it is not known
     * @param stale  the job as Diffbot may report it for a moment after the change, or null
     */
    Job send(Job before, Job stale, Supplier<Job> call) {
        SentChange sent = new SentChange(identity, kind, before, stale, exchange);
        changes = messages.of(exchange);
        changes.add(sent);
        change = sent;
        boolean known = false;
        try {
            Job job = call.get();
            sent.carriedOut(job);
            known = true;
            if (kind == SentChange.Kind.RESTART) {
                changes.restarted(identity, job);
            }
            return job;
        } catch (DiffbotOutcomeUnknownException e) {
            sent.outcomeUnknown(e);
            known = true;
            AuditLog.unknown(e.getOperation(), identity.name());
            throw e;
        } finally {
            if (!known) {
                forget();
            }
        }
    }

    /**
     * The step is done, with or without a failure.
     */
    void done() {
        if (change != null) {
            change.stepDone(exchange);
            if (exchange.getException() == null) {
                changes.passed(exchange, change);
            }
        }
    }
}
