/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.operation;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

import io.github.cameldiffbot.error.DiffbotOutcomeUnknownException;
import io.github.cameldiffbot.error.ErrorDetails;
import io.github.cameldiffbot.internal.exchange.ExchangePlace;
import io.github.cameldiffbot.internal.session.JobIdentity;
import io.github.cameldiffbot.internal.watch.JobSnapshot;
import io.github.cameldiffbot.job.Job;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * A change of a job that was sent for a message and must not be sent again: its result, and the position of the
 * exchange that sent it.
 */
public final class ChangeAttempt {

    /**
     * The kind of change. Creating a job and adding to it by {@code onExisting=update} are both submissions.
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

    private final String id = UUID.randomUUID().toString();
    private final JobIdentity identity;
    private final Kind kind;
    private final @Nullable Job before;
    private final @Nullable Job stale;
    private final WeakReference<Exchange> exchange;
    private final ExchangePlace sentFrom;
    private final long sentAt = System.nanoTime();
    private ExchangePlace place;
    private @Nullable String digest;
    private @Nullable Job job;
    private @Nullable DiffbotOutcomeUnknownException unknown;
    private boolean failed;
    // weak, as the log must not hold exchanges: the unit of work holds it
    private WeakReference<CopyFailure> copyFailure = new WeakReference<>(null);

    /**
     * @param before the job before the change; null if there was none
     * @param stale  the job as Diffbot may still report it for a moment after the change, or null
     * @param digest the digest of the content; null if it is unknown before sending, or if there is no content
     */
    public ChangeAttempt(ChangeStep step, @Nullable Job before, @Nullable Job stale, @Nullable String digest) {
        this.identity = step.identity();
        this.kind = step.kind();
        this.before = before;
        this.stale = stale;
        this.exchange = new WeakReference<>(step.exchange());
        this.sentFrom = step.place();
        this.place = step.place();
        this.digest = digest;
    }

    /**
     * Returns the id by which the message refers to the change.
     */
    String id() {
        return id;
    }

    boolean isOf(JobIdentity someIdentity, Kind someKind) {
        return kind == someKind && identity.equals(someIdentity);
    }

    /**
     * Returns whether a step would send this change again: to the same job, and with the same content as far as known.
     */
    boolean isSameAs(ChangeStep step) {
        return isOf(step.identity(), step.kind()) && isSameContent(digest(), step.content());
    }

    // null is unknown, or no content
    private static boolean isSameContent(@Nullable String one, @Nullable String other) {
        return one == null || other == null || one.equals(other);
    }

    /**
     * Returns whether a step would certainly send this change again: the contents are known and equal, or there is no
     * content.
     */
    boolean isKnownToBeSameAs(ChangeStep step) {
        return isOf(step.identity(), step.kind())
                && (!kind.hasContent() || digest() != null && digest().equals(step.content()));
    }

    /**
     * Returns whether this change undoes an earlier one: a deleted job may be created again, and a created one deleted.
     */
    boolean undoes(ChangeAttempt earlier) {
        return identity.equals(earlier.identity) && kind != earlier.kind
                && (kind == Kind.DELETION || kind == Kind.SUBMISSION && earlier.kind == Kind.DELETION);
    }

    boolean isDeletion() {
        return kind == Kind.DELETION;
    }

    private synchronized @Nullable String digest() {
        return digest;
    }

    /**
     * Records the digest of the content after it was sent; null if there is no content.
     */
    synchronized void contentSent(@Nullable String sentDigest) {
        digest = sentDigest;
    }

    boolean isBy(Exchange someExchange) {
        return exchange.get() == someExchange;
    }

    synchronized ExchangePlace place() {
        return place;
    }

    /**
     * Returns the job before the change; empty if there was none or it is unknown.
     */
    Optional<Job> before() {
        return Optional.ofNullable(before);
    }

    /**
     * Returns the job after the change; null while it is unknown.
     */
    synchronized @Nullable Job job() {
        return job;
    }

    /**
     * Returns the job as Diffbot may still report it for a moment after the change, or null.
     */
    @Nullable
    Job stale() {
        return stale;
    }

    /**
     * Returns the time since the change was sent.
     */
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - sentAt);
    }

    /**
     * Returns whether a job created by the change may not be listed yet.
     */
    boolean isYoung() {
        return age().compareTo(JobSnapshot.GRACE) < 0;
    }

    /**
     * Marks the change as carried out.
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
     * Returns whether the step that sent the change, or the last one that continued it, failed.
     */
    synchronized boolean isFailed() {
        return failed;
    }

    /**
     * Marks the step that sent the change, or a later one that continued it, as done.
     */
    synchronized void stepDone(Exchange someExchange) {
        failed = someExchange.getException() != null;
        place = place.updated(someExchange);
        copyFailure = new WeakReference<>(failed ? null : CopyFailure.observe(someExchange));
    }

    /**
     * Returns whether the copy of the message that sent the change, or the last one that continued it, failed behind
     * its step, and another copy is sent instead.
     */
    boolean isRetriedBy(Exchange other) {
        CopyFailure failure = copyFailure();
        return failure != null && failure.isBefore(other);
    }

    /**
     * Returns whether a repetition of a step sent this change while the step was in progress: the route failed before
     * the copy of its wireTap had sent the change, and the copy of the redelivery was faster. In the other order the
     * repetition would not send it.
     */
    boolean hasOvertaken(ChangeStep step) {
        ExchangePlace first = step.place();
        return sentAt - step.beganAt() >= 0 && sentFrom.isSameNode(first) && sentFrom.isAfterFailureSince(first)
                && sentFrom.isSamePart(first) && isKnownToBeSameAs(step);
    }

    private synchronized @Nullable CopyFailure copyFailure() {
        return copyFailure.get();
    }

    /**
     * Returns the error of a step that would repeat a change whose outcome is unknown.
     */
    synchronized DiffbotOutcomeUnknownException stillUnknown(String operation) {
        return new DiffbotOutcomeUnknownException(
                ErrorDetails.of(operation, identity.name(),
                        "this was sent for the same message before, and whether it was carried"
                                                            + " out is unknown. It is not sent again",
                        "Check the job with operation=status; a new message sends it again").withCause(unknown));
    }
}
