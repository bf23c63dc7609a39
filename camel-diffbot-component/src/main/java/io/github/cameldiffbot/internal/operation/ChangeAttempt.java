/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.operation;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;

import io.github.cameldiffbot.error.DiffbotOutcomeUnknownException;
import io.github.cameldiffbot.error.ErrorDetails;
import io.github.cameldiffbot.internal.exchange.ExchangePlace;
import io.github.cameldiffbot.internal.session.JobIdentity;
import io.github.cameldiffbot.job.Job;
import org.apache.camel.Exchange;

/**
 * A change of a job that was sent for a message and must not be sent for it again: what came of it, and where in the
 * message's way it was sent.
 */
public final class ChangeAttempt {

    /**
     * What a change does. Creating a job and adding to it by <code>onExisting=update</code> are both a submission.
     */
    public enum Kind {
        SUBMISSION,
        UPDATE,
        RESTART,
        ROUND,
        DELETION;

        boolean hasContent() {
            return this == SUBMISSION || this == UPDATE;
        }
    }

    private static final Duration LISTED_LATE = Duration.ofMinutes(2);

    private final String id = UUID.randomUUID().toString();
    private final JobIdentity identity;
    private final Kind kind;
    private final Job before;
    private final Job stale;
    private final WeakReference<Exchange> exchange;
    private final long sentAt = System.nanoTime();
    private ExchangePlace place;
    private Supplier<String> content;
    private String digest;
    private Job job;
    private DiffbotOutcomeUnknownException unknown;
    private boolean failed;

    /**
     * @param before  the job before the change, or null when there was none
     * @param stale   the job as Diffbot may still report it for a moment after the change, or null
     * @param content gives the digest of what is sent; null where it is not known before it was sent, and where there
     *                is nothing to compare
     */
    public ChangeAttempt(ChangeStep step, Job before, Job stale, Supplier<String> content) {
        this.identity = step.identity();
        this.kind = step.kind();
        this.before = before;
        this.stale = stale;
        this.exchange = new WeakReference<>(step.exchange());
        this.place = step.place();
        this.content = content;
        this.digest = content.get();
    }

    /**
     * What a message has behind it is told by this id.
     */
    String id() {
        return id;
    }

    boolean isOf(JobIdentity someIdentity, Kind someKind) {
        return kind == someKind && identity.equals(someIdentity);
    }

    /**
     * Whether a step would send this change once more: the same, as far as is known, to the same job.
     */
    boolean isSameAs(ChangeStep step) {
        return isOf(step.identity(), step.kind()) && ChangeContent.isSame(digest(), step.content());
    }

    /**
     * Whether a step would certainly send this change once more: the content of both is known and equal, or there is
     * none.
     */
    boolean isKnownToBeSameAs(ChangeStep step) {
        return isOf(step.identity(), step.kind())
                && (!kind.hasContent() || digest() != null && digest().equals(step.content()));
    }

    /**
     * Whether an earlier change has no effect any more after this one: a job that was deleted may be created again, and
     * one that was created again may be deleted.
     */
    boolean undoes(ChangeAttempt earlier) {
        return identity.equals(earlier.identity) && kind != earlier.kind
                && (kind == Kind.DELETION || kind == Kind.SUBMISSION && earlier.kind == Kind.DELETION);
    }

    boolean isDeletion() {
        return kind == Kind.DELETION;
    }

    private synchronized String digest() {
        return digest;
    }

    /**
     * What could be sent was sent.
     */
    synchronized void contentSent() {
        digest = content.get();
        content = null;
    }

    boolean isBy(Exchange someExchange) {
        return exchange.get() == someExchange;
    }

    synchronized ExchangePlace place() {
        return place;
    }

    /**
     * The job before the change, or null when there was none.
     */
    Job before() {
        return before;
    }

    /**
     * The job as the change left it; null while that is not known.
     */
    synchronized Job job() {
        return job;
    }

    Job stale() {
        return stale;
    }

    /**
     * How long ago it was sent.
     */
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - sentAt);
    }

    /**
     * Whether a job that was created by the change may not be listed yet.
     */
    boolean isYoung() {
        return age().compareTo(LISTED_LATE) < 0;
    }

    /**
     * The change was carried out.
     */
    synchronized void carriedOut(Job newJob) {
        job = newJob;
        unknown = null;
    }

    synchronized void outcomeUnknown(DiffbotOutcomeUnknownException cause) {
        unknown = cause;
    }

    synchronized boolean isUnknown() {
        return unknown != null;
    }

    /**
     * Whether the step failed that sent the change, or the last that went on with it.
     */
    synchronized boolean isFailed() {
        return failed;
    }

    /**
     * The step is done for which the change was sent, or a later one that went on with it.
     */
    synchronized void stepDone(Exchange someExchange) {
        failed = someExchange.getException() != null;
        place = place.updated(someExchange);
    }

    /**
     * The error of a step that would send a change again whose outcome is still unknown.
     */
    synchronized DiffbotOutcomeUnknownException stillUnknown(String operation) {
        return new DiffbotOutcomeUnknownException(
                ErrorDetails.of(operation, identity.name(),
                        "this was sent for the same message before, and whether it was carried"
                                                            + " out is unknown. It is not sent again",
                        "Look at the job with operation=status; a new message sends it again").withCause(unknown));
    }
}
