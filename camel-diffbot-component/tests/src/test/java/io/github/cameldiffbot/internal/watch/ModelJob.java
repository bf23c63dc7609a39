/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import io.github.cameldiffbot.job.Job;

import static io.github.cameldiffbot.job.Jobs.crawl;

/**
 * Diffbot's internal state of a job, as far as events depend on it, and the visible part: the statuses in the engine's
 * order of precedence, and the completion time as 0 while the job runs.
 *
 * @param repeats     whether it has rounds
 * @param hidesTime   whether the completion time is only shown together with an end
 * @param life        the number of the job with this name, starting at 0; restarts and deletions begin a new one
 * @param created     the creation time
 * @param phase       the current phase
 * @param paused      whether its owner paused it
 * @param maintenance whether Diffbot is in maintenance
 * @param pages       the number of requested pages
 * @param successes   the number of fetched pages
 * @param rounds      the number of completed rounds
 * @param maxRounds   the maximum number of rounds
 * @param roundStart  the start of the current round, between rounds that of the next one
 * @param ended       the last completion time, shown or not
 * @param timeIsKnown whether the completion time is reported
 * @param ends        the number of ends of all jobs with this name
 */
record ModelJob(boolean repeats, boolean hidesTime, int life, long created, Phase phase, boolean paused, boolean maintenance,
        int pages, int successes, int rounds, int maxRounds, long roundStart, long ended, boolean timeIsKnown, int ends) {

    static final String END = "modelEnd";
    // shorter than each step
    private static final double INTERVAL = 1 / 86_400.0;

    enum Phase {
        fresh,
        running,
        waiting,
        done,
        empty,
        missing
    }

    enum Step {
        create,
        start,
        page,
        pause,
        resume,
        maintenanceOn,
        maintenanceOff,
        roundEnds,
        finish,
        finishWithoutTime,
        timeFilledIn,
        revive,
        fail,
        failWithoutUrls,
        restart,
        delete
    }

    static ModelJob fresh(boolean repeats, boolean hidesTime, long now) {
        return new ModelJob(
                repeats, hidesTime, 0, now, Phase.fresh, false, false, 0, 0, 0, 2, 0, 0, true, 0);
    }

    /**
     * Returns the job after this step, or null if the step is impossible.
     */
    ModelJob after(Step step, long now) {
        boolean stopped = paused || maintenance;
        return switch (step) {
            case create -> phase == Phase.missing ? newLife(now) : null;
            case start -> (phase == Phase.fresh || phase == Phase.waiting) && !stopped ? start(now) : null;
            case page -> phase == Phase.running && !stopped ? withPages(pages + 1, successes + 1) : null;
            case pause -> phase != Phase.missing && !paused ? withStops(true, maintenance) : null;
            case resume -> paused ? withStops(false, maintenance) : null;
            case maintenanceOn -> phase != Phase.missing && !maintenance ? withStops(paused, true) : null;
            case maintenanceOff -> maintenance ? withStops(paused, false) : null;
            case roundEnds -> repeats && phase == Phase.running && !stopped ? endRound(now) : null;
            case finish -> !repeats && phase == Phase.running && !stopped ? end(Phase.done, now, true) : null;
            case finishWithoutTime -> !repeats && phase == Phase.running && !stopped ? end(Phase.done, now, false) : null;
            case timeFilledIn -> phase == Phase.done && !timeIsKnown ? withTime() : null;
            case revive -> revive();
            case fail -> !repeats && phase == Phase.running && successes == 0 && !stopped
                    ? withPages(pages + 1, 0).end(Phase.done, now, true) : null;
            case failWithoutUrls -> !repeats && phase == Phase.fresh && !stopped ? end(Phase.empty, 0, true) : null;
            case restart -> phase != Phase.missing ? newLife(now) : null;
            case delete -> phase != Phase.missing ? withPhase(Phase.missing) : null;
        };
    }

    /**
     * Returns Diffbot's response, or null if the job does not exist.
     */
    Job shown(long now) {
        if (phase == Phase.missing) {
            return null;
        }
        int status = status();
        boolean open = status == 1 || status == 9 || status == 10;
        boolean timeIsShown = timeIsKnown && status != 0 && status != 5 && status != 7 && (open || !hidesTime);
        return crawl("model").status(status).created(created).completed(timeIsShown ? ended : 0).pages(pages)
                .with("pageCrawlSuccesses", successes).rounds(rounds).with("roundStartTime", roundStart)
                .with("repeat", repeats ? INTERVAL : 0).with("maxRounds", repeats ? maxRounds : -1).with("currentTimeUTC", now)
                .with(END, ends).job();
    }

    private int status() {
        if (maintenance) {
            return 8;
        }
        if (repeats && rounds >= maxRounds) {
            return 1;
        }
        if (paused) {
            return 6;
        }
        return switch (phase) {
            case fresh -> 0;
            case waiting -> 4;
            case empty -> 5;
            case done -> pages > 0 && successes == 0 ? 10 : 9;
            default -> 7;
        };
    }

    private ModelJob start(long now) {
        return new ModelJob(
                repeats, hidesTime, life, created, Phase.running, paused, maintenance, pages, successes, rounds, maxRounds,
                phase == Phase.waiting ? now : 0, ended, timeIsKnown, ends);
    }

    private ModelJob withPages(int asked, int fetched) {
        return new ModelJob(
                repeats, hidesTime, life, created, phase, paused, maintenance, asked, fetched, rounds, maxRounds, roundStart,
                ended, timeIsKnown, ends);
    }

    private ModelJob withStops(boolean byOwner, boolean byDiffbot) {
        return new ModelJob(
                repeats, hidesTime, life, created, phase, byOwner, byDiffbot, pages, successes, rounds, maxRounds, roundStart,
                ended, timeIsKnown, ends);
    }

    private ModelJob withPhase(Phase next) {
        return new ModelJob(
                repeats, hidesTime, life, created, next, paused, maintenance, pages, successes, rounds, maxRounds, roundStart,
                ended, timeIsKnown, ends);
    }

    /**
     * The counters change together with the completion time.
     */
    private ModelJob withTime() {
        return new ModelJob(
                repeats, hidesTime, life, created, phase, paused, maintenance, pages + 1,
                successes > 0 || pages == 0 ? successes + 1 : 0,
                rounds, maxRounds, roundStart, ended, true, ends);
    }

    private ModelJob endRound(long now) {
        return new ModelJob(
                repeats, hidesTime, life, created, rounds + 1 < maxRounds ? Phase.waiting : Phase.done, paused, maintenance,
                pages, successes, rounds + 1, maxRounds, now + 1, now, true, ends + 1);
    }

    private ModelJob end(Phase next, long now, boolean known) {
        return new ModelJob(
                repeats, hidesTime, life, created, next, paused, maintenance, pages, successes, rounds, maxRounds,
                roundStart, now, known, ends + 1);
    }

    private ModelJob revive() {
        if (phase == Phase.done && repeats) {
            return new ModelJob(
                    true, hidesTime, life, created, Phase.waiting, paused, maintenance, pages, successes, rounds,
                    maxRounds + 1, roundStart, ended, timeIsKnown, ends);
        }
        return phase == Phase.done || phase == Phase.empty
                ? new ModelJob(
                        false, hidesTime, life, created, Phase.running, paused, maintenance, pages, successes, rounds,
                        maxRounds, roundStart, ended, true, ends)
                : null;
    }

    private ModelJob newLife(long now) {
        return new ModelJob(
                repeats, hidesTime, life + 1, now, Phase.fresh, paused && phase != Phase.missing, maintenance, 0, 0, 0, 2, 0,
                0, true, ends);
    }
}
