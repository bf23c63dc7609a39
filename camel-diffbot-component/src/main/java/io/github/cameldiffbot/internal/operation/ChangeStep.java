/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.operation;

import java.util.function.Supplier;

import io.github.cameldiffbot.error.DiffbotOutcomeUnknownException;
import io.github.cameldiffbot.internal.client.form.JobSubmission;
import io.github.cameldiffbot.internal.exchange.ExchangePlace;
import io.github.cameldiffbot.internal.session.AuditLog;
import io.github.cameldiffbot.internal.session.JobIdentity;
import io.github.cameldiffbot.job.Job;
import org.apache.camel.Exchange;

/**
 * A step of a route that changes a job in a way that costs credits or destroys data, and so sends the change once for a
 * message, however often Camel delivers it.
 */
public final class ChangeStep {

    private final ChangeLogs messages;
    private final Exchange exchange;
    private final JobIdentity identity;
    private final ChangeAttempt.Kind kind;
    private final Supplier<String> content;
    private final ExchangePlace place;
    private boolean contentKnown;
    private String digest;
    private ChangeLog changes;
    private ChangeAttempt change;

    /**
     * @param content gives the digest of what the step would send, or null where it is not known. It is asked once, and
     *                only where the message has changed the job before
     */
    public ChangeStep(
                      ChangeLogs messages, Exchange exchange, JobIdentity identity, ChangeAttempt.Kind kind,
                      Supplier<String> content) {
        this.messages = messages;
        this.exchange = exchange;
        this.identity = identity;
        this.kind = kind;
        this.content = content;
        // before anything is done: a copy of the exchange may overtake this one when it is given up meanwhile
        this.place = ExchangePlace.of(exchange);
        decide();
    }

    /**
     * Decides again whether the change was sent before. Another exchange of the message may have sent it since the step
     * began, so it has to be called with the lock of the job held.
     */
    void decide() {
        if (change == null) {
            changes = messages.find(exchange);
            change = changes == null ? null : changes.repeatedBy(this);
        }
    }

    Exchange exchange() {
        return exchange;
    }

    JobIdentity identity() {
        return identity;
    }

    ChangeAttempt.Kind kind() {
        return kind;
    }

    ExchangePlace place() {
        return place;
    }

    /**
     * The digest of what the step would send; null where it is not known.
     */
    String content() {
        if (!contentKnown) {
            digest = content.get();
            contentKnown = true;
        }
        return digest;
    }

    /**
     * The change that was sent before and is not sent again; null when there is none.
     */
    public ChangeAttempt repeated() {
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
     * @param form   what is sent; null for a change without settings and URLs
     */
    Job send(Job before, Job stale, JobSubmission form, Supplier<Job> call) {
        ChangeAttempt sent = new ChangeAttempt(this, before, stale, form == null ? () -> null : form::digest);
        changes = messages.of(exchange);
        changes.add(sent);
        change = sent;
        boolean known = false;
        try {
            Job job = call.get();
            sent.carriedOut(job);
            known = true;
            if (kind == ChangeAttempt.Kind.RESTART) {
                changes.restarted(identity, job);
            }
            return job;
        } catch (DiffbotOutcomeUnknownException e) {
            sent.outcomeUnknown(e);
            known = true;
            AuditLog.unknown(e.getOperation(), identity.name());
            throw e;
        } finally {
            sent.contentSent();
            if (!known) {
                forget();
            }
        }
    }

    /**
     * The step is done, with or without a failure.
     */
    public void done() {
        if (change != null) {
            change.stepDone(exchange);
            if (exchange.getException() == null) {
                changes.passed(exchange, change);
            }
        }
    }
}
