/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.cameldiffbot.internal.watch.ModelJob.Step;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobEventType;

/**
 * A sequence of steps of one job: the state that Diffbot shows after each, and the ends that took place.
 */
final class EventScript {

    static final long START = 1_770_000_000;

    /** The seconds before the last polls: longer than an end is held for its time. */
    private static final long LONG_AFTER = 1_000;
    private static final long HOLD = 30;

    final boolean repeats;
    final boolean hidesTime;
    final List<Step> steps;
    final List<Fact> facts = new ArrayList<>();
    private final List<JobSnapshot> snapshots = new ArrayList<>();
    private final List<Job> shown = new ArrayList<>();

    /**
     * An end that took place.
     *
     * @param number the number among all ends
     * @param step   the number of the step that caused it, starting at 1
     * @param seen   what each state shows of it
     */
    record Fact(int number, JobEventType type, int step, long created, long time, int round, int end, Evidence[] seen) {

        boolean isOf(JobEvent event) {
            if (event.job().getJobCreationTimeUTC() != created) {
                return false;
            }
            if (type == JobEventType.roundCompleted) {
                return event.type() == type && event.round() == round;
            }
            // the state of a pause does not always show whether an end was good
            boolean certain = event.job().getStatus().getGroup().isEnd();
            return Objects.equals(end, event.job().get(ModelJob.END))
                    && (certain
                            ? event.type() == type
                            : event.type() == JobEventType.completed || event.type() == JobEventType.failed);
        }

        @Override
        public String toString() {
            return type + " in step " + step;
        }
    }

    /** What a state shows of an end. */
    enum Evidence {
        none,
        withoutTime,
        full
    }

    /** The way in which a process can identify an end that it polled. */
    enum Form {
        byTime,
        withoutTime,
        resumed
    }

    EventScript(boolean repeats, boolean hidesTime, List<Step> steps) {
        this.repeats = repeats;
        this.hidesTime = hidesTime;
        this.steps = List.copyOf(steps);
        ModelJob job = ModelJob.fresh(repeats, hidesTime, START);
        long now = START;
        show(job, now);
        for (int i = 1; i <= steps.size(); i++) {
            now += duration(steps.get(i - 1));
            ModelJob next = job.after(steps.get(i - 1), now);
            if (next == null) {
                throw new IllegalArgumentException("Step " + i + " cannot be: " + steps);
            }
            note(job, next, i);
            job = next;
            show(job, now);
        }
        show(job, now + LONG_AFTER);
        show(job, now + LONG_AFTER + 1);
        for (Fact fact : facts) {
            for (int i = 0; i < states(); i++) {
                fact.seen[i] = evidence(shown.get(i), fact);
            }
        }
    }

    /**
     * The seconds without a change before the step: two ends of a job are further apart than an end and the report of
     * its time.
     */
    static long duration(Step step) {
        return step == Step.revive ? 90 : 5;
    }

    /** Returns the number of states: one before the first step, one after each, and two at the end. */
    int states() {
        return steps.size() + 3;
    }

    JobSnapshot snapshot(int state) {
        return snapshots.get(state);
    }

    Job shown(int state) {
        return shown.get(state);
    }

    /** Returns whether the completion time is hidden in any state. */
    boolean isTimeHidden() {
        EventScript open = new EventScript(repeats, false, steps);
        for (int i = 0; i < states(); i++) {
            if (shown.get(i) != null
                    && shown.get(i).getJobCompletionTimeUTC() != open.shown.get(i).getJobCompletionTimeUTC()) {
                return true;
            }
        }
        return false;
    }

    private void show(ModelJob job, long now) {
        Job visible = job.shown(now);
        shown.add(visible);
        snapshots.add(new JobSnapshot(Stream.ofNullable(visible).toList()));
    }

    private void note(ModelJob before, ModelJob now, int step) {
        if (now.ends() == before.ends()) {
            return;
        }
        if (repeats) {
            add(JobEventType.roundCompleted, now, step);
        }
        if (!repeats || now.rounds() >= now.maxRounds()) {
            boolean failed = now.phase() == ModelJob.Phase.empty || now.pages() > 0 && now.successes() == 0;
            add(failed ? JobEventType.failed : JobEventType.completed, now, step);
        }
    }

    private void add(JobEventType type, ModelJob job, int step) {
        Evidence[] seen = new Evidence[states()];
        facts.add(new Fact(facts.size(), type, step, job.created(), job.ended(), job.rounds(), job.ends(), seen));
    }

    private Evidence evidence(Job job, Fact fact) {
        if (job == null || job.getJobCreationTimeUTC() != fact.created) {
            return Evidence.none;
        }
        if (fact.type == JobEventType.roundCompleted) {
            return job.getRoundsCompleted() >= fact.round ? Evidence.full : Evidence.none;
        }
        boolean newest = Objects.equals(fact.end, job.get(ModelJob.END));
        boolean over = !repeats || job.getRoundsCompleted() >= job.getMaxRounds();
        if (newest && over && fact.time > 0 && job.getJobCompletionTimeUTC() == fact.time) {
            return Evidence.full;
        }
        return newest && job.getStatus().getGroup().isEnd() ? Evidence.withoutTime : Evidence.none;
    }

    /**
     * Returns how a process that polls these states, as bits, identifies an end; null if none of them shows it.
     */
    Form form(Fact fact, int polled) {
        long since = -1;
        for (int i = 0; i < states(); i++) {
            if ((polled & 1 << i) == 0) {
                continue;
            }
            Job job = shown.get(i);
            if (fact.seen[i] == Evidence.full) {
                return Form.byTime;
            }
            if (since < 0 && fact.seen[i] == Evidence.withoutTime) {
                since = job.getCurrentTimeUTC();
            } else if (since >= 0 && isAtWork(job, fact)) {
                return Form.resumed;
            } else if (since >= 0 && (job == null || job.getCurrentTimeUTC() - since >= HOLD
                    || fact.seen[i] == Evidence.none && !job.getStatus().getGroup().isPause())) {
                return Form.withoutTime;
            }
        }
        return since < 0 ? null : Form.withoutTime;
    }

    private static boolean isAtWork(Job job, Fact fact) {
        return job != null && job.getJobCreationTimeUTC() == fact.created && job.getStatus().getCode() == 7;
    }

    /**
     * Returns whether an end that is shown without its time looks like an earlier one: no page was requested between
     * them.
     */
    boolean looksLikeOneBefore(Fact fact) {
        return steps.get(fact.step - 1) == Step.finishWithoutTime && facts.stream().anyMatch(
                before -> before.step < fact.step && before.created == fact.created
                        && steps.get(before.step - 1) == Step.finishWithoutTime
                        && pages(before) == pages(fact));
    }

    private long pages(Fact fact) {
        return shown.get(fact.step).getPageCrawlAttempts();
    }
}
