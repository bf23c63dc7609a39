/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.operation;

import java.util.function.Supplier;

import io.github.cameldiffbot.error.DiffbotOutcomeUnknownException;
import io.github.cameldiffbot.internal.exchange.ExchangePlace;
import io.github.cameldiffbot.internal.session.AuditLog;
import io.github.cameldiffbot.internal.session.JobIdentity;
import io.github.cameldiffbot.job.Job;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * A step of a route that changes a job in a way that costs credits or destroys data. It sends the change once per
 * message, even if Camel redelivers the message.
 */
public final class ChangeStep {

    /**
     * The content of a change without settings and URLs.
     */
    static final Supplier<@Nullable String> NO_CONTENT = () -> null;

    private final ChangeLogs messages;
    private final Exchange exchange;
    private final JobIdentity identity;
    private final ChangeAttempt.Kind kind;
    private final Supplier<@Nullable String> content;
    private final ExchangePlace place;
    private final long beganAt = System.nanoTime();
    private boolean contentKnown;
    private @Nullable String digest;
    private @Nullable Sent sent;

    /**
     * A change that was sent for the message.
     */
    private record Sent(ChangeAttempt change, ChangeLog log) {
    }

    /**
     * Creates a step.
     *
     * @param content returns the digest of the content to send, or null if it is unknown. It is called at most once, if
     *                the message has changed the job before
     */
    public ChangeStep(
                      ChangeLogs messages, Exchange exchange, JobIdentity identity, ChangeAttempt.Kind kind,
                      Supplier<@Nullable String> content) {
        this.messages = messages;
        this.exchange = exchange;
        this.identity = identity;
        this.kind = kind;
        this.content = content;
        // before any work: a copy of the exchange may continue if this one is given up
        this.place = ExchangePlace.of(exchange);
        decide();
    }

    /**
     * Decides again whether the change was sent before, because another exchange of the message may have sent it. The
     * caller must hold the lock of the job.
     */
    void decide() {
        if (sent != null) {
            return;
        }
        ChangeLog log = messages.find(exchange);
        ChangeAttempt repeated = log == null ? null : log.repeatedBy(this);
        if (log != null && repeated != null) {
            sent = new Sent(repeated, log);
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

    long beganAt() {
        return beganAt;
    }

    /**
     * Returns the digest of the content to send; null if it is unknown.
     */
    @Nullable
    String content() {
        if (!contentKnown) {
            digest = content.get();
            contentKnown = true;
        }
        return digest;
    }

    /**
     * Returns the change that was sent before and is not sent again; null if there is none.
     */
    public @Nullable ChangeAttempt repeated() {
        return sent == null ? null : sent.change();
    }

    /**
     * Forgets the change that was sent before, because it was not carried out. It is sent again.
     */
    void forget() {
        if (sent != null) {
            sent.log().remove(sent.change());
            sent = null;
        }
    }

    /**
     * Checks that a change can be sent for the message.
     *
     * @throws IllegalStateException if the message has sent as many as it may
     */
    void checkCapacity() {
        messages.of(exchange).checkCapacity();
    }

    /**
     * Sends the change.
     *
     * @param before      the job before the change; null if there was none or it is unknown
     * @param stale       the job as Diffbot may report it for a moment after the change, or null
     * @param sentContent returns the digest of the sent content, or null if it is unknown before sending; or
     *                    {@link #NO_CONTENT}
     */
    Job send(@Nullable Job before, @Nullable Job stale, Supplier<@Nullable String> sentContent, Supplier<Job> call) {
        ChangeAttempt change = new ChangeAttempt(this, before, stale, sentContent.get());
        ChangeLog log = messages.of(exchange);
        log.add(change);
        sent = new Sent(change, log);
        boolean known = false;
        try {
            Job job = call.get();
            change.carriedOut(job);
            known = true;
            if (kind == ChangeAttempt.Kind.RESTART) {
                log.restarted(identity, job);
            }
            return job;
        } catch (DiffbotOutcomeUnknownException e) {
            change.outcomeUnknown(e);
            known = true;
            AuditLog.unknown(e.getOperation(), identity.name());
            throw e;
        } finally {
            change.contentSent(sentContent.get());
            if (!known) {
                forget();
            }
        }
    }

    /**
     * Marks the step as done, with or without a failure.
     */
    public void done() {
        if (sent != null) {
            sent.change().stepDone(exchange);
            if (exchange.getException() == null) {
                sent.log().passed(exchange, sent.change());
            }
        }
    }
}
