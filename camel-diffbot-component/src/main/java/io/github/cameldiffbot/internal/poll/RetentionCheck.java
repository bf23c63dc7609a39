/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.poll;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.github.cameldiffbot.internal.text.Excerpt;
import io.github.cameldiffbot.internal.watch.JobTracker;
import io.github.cameldiffbot.internal.watch.UnhandledEnd;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobEventType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of jobs whose end is not handled although Diffbot deletes their results soon, in the log and by the event
 * {@link JobEventType#expiring}. Not thread-safe.
 */
public final class RetentionCheck {

    private static final Logger LOG = LoggerFactory.getLogger(RetentionCheck.class);

    private static final int WARN_PERCENT = 70;

    private final Duration retention;
    // only ends that are not handled, by their ids
    private final Map<String, JobEvent> warned = new HashMap<>();

    /**
     * @param retention how long Diffbot keeps results; zero for no warnings
     */
    public RetentionCheck(Duration retention) {
        this.retention = retention;
    }

    /**
     * Warns of each end that has become old, once, and once more if its job is deleted before it is handled.
     *
     * @param jobs    has the ends that are not handled
     * @param handled returns whether an event was handled after all, for example by another node
     * @param handler what has to handle them, {@link ConsumerState#handler}
     */
    public void check(JobTracker jobs, Predicate<JobEvent> handled, String handler) {
        if (retention.isZero()) {
            return;
        }
        Duration limit = retention.multipliedBy(WARN_PERCENT).dividedBy(100);
        List<UnhandledEnd> old = jobs.unhandledEnds().stream().filter(end -> end.age().compareTo(limit) >= 0).toList();
        forgetExcept(old.stream().map(end -> end.event().id()).collect(Collectors.toSet()), jobs, handler);
        for (UnhandledEnd end : old) {
            boolean raised = jobs.lacksExpiring(end.event());
            if (!raised && warned.containsKey(end.event().id()) || isHandled(handled, end.event())) {
                continue;
            }
            if (raised) {
                jobs.raiseExpiring(end.event());
            }
            if (warned.put(end.event().id(), end.event()) == null) {
                LOG.warn("Job '{}' ended {} ago, and {} has not handled its end. Diffbot deletes its results {} after the"
                         + " end (option retention). Fix the route, or read the results now with operation=data",
                        Excerpt.of(end.event().job().getName()), text(end.age()), handler, text(retention));
            }
        }
    }

    private void forgetExcept(Set<String> old, JobTracker jobs, String handler) {
        warned.values().removeIf(end -> {
            boolean ended = !old.contains(end.id());
            if (ended && jobs.isLost(end)) {
                LOG.warn("Job '{}' was deleted before {} handled its end. Its results are lost. The end is still"
                         + " delivered until it is handled",
                        Excerpt.of(end.job().getName()), handler);
            }
            return ended;
        });
    }

    private static boolean isHandled(Predicate<JobEvent> handled, JobEvent event) {
        try {
            return handled.test(event);
        } catch (RuntimeException e) {
            // the delivery reports it; a warning must not take the place of the error of a poll
            LOG.debug("Whether event {} was handled is not known now. The next poll checks it again", event.id(), e);
            return true;
        }
    }

    private static String text(Duration time) {
        return time.toDays() > 1 ? time.toDays() + " days" : time.toHours() > 1 ? time.toHours() + " hours"
                : time.toSeconds() + " seconds";
    }
}
