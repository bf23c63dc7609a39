/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.operation;

import java.util.ArrayList;
import java.util.List;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.internal.exchange.ExchangePlace;
import io.github.cameldiffbot.internal.session.JobIdentity;
import io.github.cameldiffbot.job.Job;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The changes that were sent for one message, on all exchanges that Camel creates for it. It decides whether a step
 * would send one of them again.
 * <p>
 * A step repeats a change if it would send the same content to the same job again, in the same iteration of a loop,
 * part of a split and branch of a multicast, and the message failed since. Two steps may send the same change on
 * purpose. Therefore a step other than the sender repeats a change only while the failure is handled, if the sender
 * itself failed, or if a failover sends a new copy of the message, which has no trace of the failure. A change with
 * other URLs or settings is never a repetition.
 * <p>
 * Of two exchanges in one step at the same time, such as the copies of a wireTap from before and after a failure, the
 * faster one sends the change, and the other one continues with it.
 * <p>
 * A failing split or multicast leaves its indexes on the outer exchange, and the copies of a redelivery inherit them.
 * Therefore part and branch count only if the content of either change is unknown.
 * <p>
 * When Camel redelivers a step, it restores the headers of the message from before that step, but not the properties of
 * the exchange. Therefore the header {@link DiffbotConstants#LAST_CHANGE}, which each successful step sets, marks the
 * changes that the message has passed. They are repeated only while a failure is handled, and by a copy that went to a
 * queue from there. A message without the header, such as the original of a copy, has passed none.
 */
public final class ChangeLog {

    // for one message, for example one that is split into many jobs
    private static final int MAX_CHANGES = 10_000;

    private final List<ChangeAttempt> changes = new ArrayList<>();

    /**
     * Returns the change that a step must not send again; null if it must send its own.
     */
    synchronized @Nullable ChangeAttempt repeatedBy(ChangeStep step) {
        // with equal content in several branches, each continues with its own
        ChangeAttempt own = find(step, true);
        return own != null ? own : find(step, false);
    }

    private @Nullable ChangeAttempt find(ChangeStep step, boolean sameBranch) {
        int last = indexOf(step.exchange().getMessage().getHeader(DiffbotConstants.LAST_CHANGE));
        ChangeAttempt behind = null;
        ChangeAttempt ahead = null;
        for (int i = 0; i < changes.size(); i++) {
            ChangeAttempt change = changes.get(i);
            if (behind != null && change.undoes(behind)
                    && (!isSameNode(behind, step) || change.isDeletion() && step.place().isHandling())) {
                behind = null;
            }
            if (ahead != null && change.undoes(ahead) && !isSameNode(ahead, step)) {
                ahead = null;
            }
            if (i <= last ? isHandledBy(step, change, sameBranch) : ahead == null && isRepeatedBy(step, change, sameBranch)) {
                if (i <= last) {
                    behind = change;
                } else {
                    ahead = change;
                }
            }
        }
        return ahead != null ? ahead : behind;
    }

    private static boolean isSameNode(ChangeAttempt change, ChangeStep step) {
        return step.place().isSameNode(change.place());
    }

    /**
     * Returns whether a step repeats a change that the message has passed.
     */
    private static boolean isHandledBy(ChangeStep step, ChangeAttempt change, boolean sameBranch) {
        ExchangePlace place = step.place();
        return (place.isHandling() || place.isFailureDelivered() && !change.isBy(step.exchange()))
                && place.isAfterFailureSince(change.place()) && isSame(step, change, sameBranch);
    }

    private static boolean isRepeatedBy(ChangeStep step, ChangeAttempt change, boolean sameBranch) {
        boolean traced = step.place().isAfterFailureSince(change.place());
        boolean failedSince = isSameNode(change, step) && traced;
        boolean failedBefore = sameBranch && (change.isFailed() || !traced && change.isRetriedBy(step.exchange()));
        return (failedSince || failedBefore) && isSame(step, change, sameBranch)
                || isHandledBy(step, change, sameBranch) || sameBranch && change.hasOvertaken(step);
    }

    private static boolean isSame(ChangeStep step, ChangeAttempt change, boolean sameBranch) {
        ExchangePlace place = step.place();
        return place.isSameIteration(change.place())
                && (sameBranch
                        ? place.isSameBranch(change.place()) && change.isSameAs(step)
                        : change.isKnownToBeSameAs(step));
    }

    /**
     * Adds a change.
     *
     * @throws IllegalStateException if the log is full; the change must not be sent, because a redelivery would repeat
     *                               it
     */
    public synchronized void add(ChangeAttempt change) {
        checkCapacity();
        changes.add(change);
    }

    /**
     * Checks that a change can be added.
     *
     * @throws IllegalStateException if the log is full
     */
    synchronized void checkCapacity() {
        if (changes.size() == MAX_CHANGES) {
            throw new IllegalStateException(
                    "This message has sent " + MAX_CHANGES
                                            + " changes of jobs, which is the limit. Nothing was sent. Send several"
                                            + " URLs in one update, or pass the parts on as new messages, such as by a"
                                            + " ProducerTemplate or a message broker");
        }
    }

    synchronized void remove(ChangeAttempt change) {
        changes.remove(change);
    }

    /**
     * Updates the job after a restart, which changes its creation time.
     */
    synchronized void restarted(JobIdentity identity, Job job) {
        changes.stream().filter(change -> change.isOf(identity, ChangeAttempt.Kind.SUBMISSION))
                .filter(change -> change.job() != null).forEach(change -> change.carriedOut(job));
    }

    /**
     * Marks on the message that it has passed a change.
     */
    synchronized void passed(Exchange exchange, ChangeAttempt change) {
        int last = indexOf(exchange.getMessage().getHeader(DiffbotConstants.LAST_CHANGE));
        if (changes.indexOf(change) > last) {
            exchange.getMessage().setHeader(DiffbotConstants.LAST_CHANGE, change.id());
        }
    }

    private int indexOf(@Nullable Object id) {
        for (int i = changes.size() - 1; id != null && i >= 0; i--) {
            if (changes.get(i).id().equals(id)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public synchronized String toString() {
        return changes.size() + " changes";
    }
}
