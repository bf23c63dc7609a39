/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.util.List;

import io.github.cameldiffbot.OnExisting;
import io.github.cameldiffbot.eip.Scenario.Existing;
import io.github.cameldiffbot.eip.Scenario.Family;
import io.github.cameldiffbot.eip.Scenario.Reader;
import io.github.cameldiffbot.eip.Scenario.Wrap;
import io.github.cameldiffbot.job.JobAction;

/**
 * The conditions that hold after each scenario.
 */
final class ScenarioJudge {

    private final Scenario scenario;
    private final ScenarioDiffbot diffbot;
    private final ScenarioLedger ledger;

    ScenarioJudge(Scenario scenario, ScenarioDiffbot diffbot, ScenarioLedger ledger) {
        this.scenario = scenario;
        this.diffbot = diffbot;
        this.ledger = ledger;
    }

    /** Checks the end: expected successes occurred, and each failure is one dead letter. */
    void settled(List<String> ids) {
        if (mustSucceed()) {
            ids.stream().filter(id -> ledger.get("done", id) == 0).forEach(
                    id -> ledger.violate("nothing was wrong, but " + id + " failed"));
        }
        ids.stream().filter(id -> ledger.get("dead", id) > 1 || ledger.get("dead", id) > 0 && ledger.get("done", id) > 0)
                .filter(id -> !scenario.before.contains(Wrap.LOOP) && !scenario.disturbed() && scenario.family != Family.EVENTS)
                .forEach(id -> ledger.violate(id + ": " + ledger.get("dead", id) + " dead letters, " + ledger.get("done", id)
                                              + " times done"));
    }

    /** Returns whether the outcome of a message is known: it is done, or its error was seen. */
    boolean isAccounted(String id) {
        if (ledger.get("done", id) > 0) {
            return true;
        }
        if (scenario.family == Family.EVENTS && scenario.faults.areForGood() && diffbot.calls() > 20) {
            // a download to a file fails repeatedly before the route
            return true;
        }
        boolean retried = scenario.family == Family.EVENTS && !scenario.hidesErrors() && !scenario.faults.areForGood();
        return !retried && ledger.get("failed", id) > 0;
    }

    private boolean mustSucceed() {
        boolean mayBeClosed = scenario.readsData() && scenario.mayOutliveResults();
        if (!scenario.isCalm() || scenario.mayBeEvicted() || mayBeClosed) {
            return false;
        }
        boolean creates = !"await".equals(scenario.operation);
        return scenario.family != Family.RUN
                || !scenario.shortTimeout && !(creates && scenario.existing != Existing.NONE
                        && (scenario.onExisting == OnExisting.fail
                                || scenario.onExisting == OnExisting.replace));
    }

    /** Receives each job when it is deleted. */
    void deleted(ScenarioDiffbot.Job job, boolean ended) {
        boolean waits = !"create".equals(scenario.operation);
        boolean asked = waits && (scenario.shortTimeout && scenario.onTimeout == JobAction.delete
                || scenario.disturbed() && scenario.onStop == JobAction.delete);
        boolean replaced = !job.submitted && scenario.onExisting == OnExisting.replace && !"await".equals(scenario.operation);
        // a record is read before its route counts it, which matters if the exchange does not wait for that route
        boolean ahead = scenario.after.contains(Wrap.WIRE_TAP) || scenario.after.contains(Wrap.SEDA)
                || scenario.after.contains(Wrap.AGGREGATE)
                || scenario.beside && List.of(Reader.SPLIT_PARALLEL, Reader.GROUPS).contains(scenario.reader);
        boolean read = ledger.readWhole(job.name) || ahead && diffbot.sentWhole(job.name);
        boolean consumed = scenario.beside && ended && (!scenario.fetchData || read);
        if (scenario.family == Family.RUN && !asked && !replaced && !consumed) {
            ledger.violate(job.name + " was deleted");
        } else if (scenario.family != Family.RUN && !ended) {
            ledger.violate(job.name + " was deleted while it was running");
        } else if (scenario.family != Family.RUN && !scenario.readsData()) {
            // an exchange that polls again after an error, and receives nothing, ends normally
            if (ledger.get("done", job.name) == 0 && ledger.get("ended", job.name) == 0 && !scenario.hidesErrors()) {
                ledger.violate(job.name + " was deleted before its event was handled");
            }
        } else if (scenario.family != Family.RUN && !read) {
            ledger.violate(job.name + " was deleted before its data was read to its end");
        }
    }

    /**
     * Each iteration of a loop submits. If the job was deleted after a timeout or by the consumer beside, the next one
     * finds none to attach to.
     */
    private int mostSubmissions() {
        boolean deletes = scenario.shortTimeout && scenario.onTimeout == JobAction.delete || scenario.beside;
        long loops = deletes ? scenario.before.stream().filter(wrap -> wrap == Wrap.LOOP).count() : 0;
        return (int) Math.pow(scenario.loops(), loops);
    }

    /** No message pays twice, and one that is done has paid once. */
    void submissions(List<String> ids, List<String> urls) {
        for (String id : ids) {
            List<ScenarioDiffbot.Submission> carriedOut = diffbot.submissions(id);
            if (carriedOut.size() > mostSubmissions()) {
                ledger.violate(id + " was submitted " + carriedOut.size() + " times");
            }
            carriedOut.stream().filter(submission -> !submission.urls().equals(urls)).forEach(
                    submission -> ledger.violate(id + " was submitted with " + submission.urls()));
            boolean needs = scenario.family == Family.RUN && !"await".equals(scenario.operation)
                    && !(scenario.onExisting == OnExisting.attach && scenario.existing != Existing.NONE);
            if (ledger.get("done", id) > 0 && carriedOut.isEmpty() == needs) {
                ledger.violate(id + " is done with " + carriedOut.size() + " submissions");
            }
        }
    }
}
