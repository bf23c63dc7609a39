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

/**
 * The changes that were sent for one message, over all exchanges that Camel makes of it. It decides whether a step
 * would send one of them again.
 * <p>
 * A step repeats a change if it would send the same once more to the same job, in the same iteration of a loop, part of
 * a split and branch of a multicast, and the message failed since. Two different steps may do the same on purpose, so
 * another step than the one that sent the change repeats it only in the handling of the failure, or if the failure is
 * one of the step that sent it. What differs in its URLs or settings is never taken for a repetition.
 * <p>
 * A split or multicast that fails leaves its indexes on the exchange around it, from where the copies of a redelivery
 * inherit them. So the part and branch count only where the content of both changes is not known.
 * <p>
 * When Camel redelivers a step, it gives the message back the headers that it had before that step, and leaves the
 * properties of the exchange as they are. So the header {@link DiffbotConstants#LAST_CHANGE}, which each successful
 * step sets, marks which changes the message has behind it: they are repeated only in the handling of a failure, and by
 * a copy that went from there to a queue. Without the header, as on the original of a copy, none is behind.
 */
public final class ChangeLog {

    // for one message, for example one that is split into many jobs
    private static final int MAX_CHANGES = 10_000;

    private final List<ChangeAttempt> changes = new ArrayList<>();

    /**
     * Returns the change that a step must not send again; null if it must send its own.
     */
    synchronized ChangeAttempt repeatedBy(ChangeStep step) {
        // with equal content in several branches, each continues with its own
        ChangeAttempt own = find(step, true);
        return own != null ? own : find(step, false);
    }

    private ChangeAttempt find(ChangeStep step, boolean sameBranch) {
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
        boolean failedSince = isSameNode(change, step) && step.place().isAfterFailureSince(change.place());
        return (failedSince || sameBranch && change.isFailed()) && isSame(step, change, sameBranch)
                || isHandledBy(step, change, sameBranch);
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
        if (changes.size() == MAX_CHANGES) {
            throw new IllegalStateException(
                    "This message has sent " + MAX_CHANGES
                                            + " changes of jobs, which is the limit. Nothing was sent. Send several"
                                            + " URLs in one update, or pass the parts on as new messages, such as by a"
                                            + " ProducerTemplate or a message broker");
        }
        changes.add(change);
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

    private int indexOf(Object id) {
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
