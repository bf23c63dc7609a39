/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.ArrayList;
import java.util.List;

import io.github.cameldiffbot.job.Job;
import org.apache.camel.Exchange;

/**
 * The changes that were sent for one message, over all exchanges that Camel makes of it. It decides whether a step
 * would send one of them again.
 * <p>
 * When Camel redelivers a step, it gives the message back the headers that it had before that step, and leaves the
 * properties of the exchange as they are. So the header {@link DiffbotConstants#LAST_CHANGE}, which each successful
 * step sets, tells which changes the message has behind it: what this log has beyond that was sent by the steps that
 * Camel repeats. The usual marks of a redelivery cannot tell: CamelRedelivered stays on a message whose redelivery
 * succeeded, and so is there in the next iteration of a loop.
 * <p>
 * A copy of the exchange, as in a split or circuit breaker, leaves no header on the original, and a route may remove
 * all headers. In these cases a step repeats a change if the message failed since, and it is in the same iteration of a
 * loop, part of a split and branch of a multicast.
 */
final class SentChanges {

    // over the life of one message, such as one that is split into a job for each part
    private static final int MOST = 10_000;

    private final List<SentChange> changes = new ArrayList<>();

    /**
     * The change that a step of the exchange must not send again, or null when it has to send its own.
     */
    synchronized SentChange repeatedBy(Exchange exchange, JobIdentity identity, SentChange.Kind kind) {
        ExchangePlace place = ExchangePlace.of(exchange);
        int last = indexOf(exchange.getMessage().getHeader(DiffbotConstants.LAST_CHANGE));
        SentChange inHandling = null;
        for (int i = 0; i < changes.size(); i++) {
            SentChange change = changes.get(i);
            boolean same = change.isOf(identity, kind);
            if (i <= last) {
                if (same && place.isHandling() && place.isAfterFailureSince(change.place())
                        && place.canRepeat(change.place())) {
                    inHandling = change;
                } else if (change.isOf(identity, SentChange.Kind.DELETION)) {
                    // what was deleted on purpose may be created again
                    inHandling = null;
                }
            } else if (same && isRepeated(change, exchange, place, last >= 0)) {
                return change;
            }
        }
        return inHandling;
    }

    private static boolean isRepeated(SentChange change, Exchange exchange, ExchangePlace place, boolean marked) {
        if (!change.isFailed() && marked && change.isBy(exchange)) {
            return true;
        }
        return place.canRepeat(change.place()) && (change.isFailed() || place.isAfterFailureSince(change.place()));
    }

    synchronized void add(SentChange change) {
        if (changes.size() == MOST) {
            changes.remove(0);
        }
        changes.add(change);
    }

    synchronized void remove(SentChange change) {
        changes.remove(change);
    }

    /**
     * A job was restarted, which gives it another creation time: it still is the one that was submitted.
     */
    synchronized void restarted(JobIdentity identity, Job job) {
        changes.stream().filter(change -> change.isOf(identity, SentChange.Kind.SUBMISSION))
                .filter(change -> change.job() != null).forEach(change -> change.carriedOut(job));
    }

    /**
     * Notes on the message that it has a change behind it.
     */
    synchronized void passed(Exchange exchange, SentChange change) {
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
