/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.api;

import java.nio.file.Path;

import io.github.cameldiffbot.sandbox.internal.engine.JobClock;
import io.github.cameldiffbot.sandbox.internal.engine.JobRegistry;
import io.github.cameldiffbot.sandbox.internal.runner.JobRunner;
import io.github.cameldiffbot.sandbox.internal.store.StateFile;
import io.github.cameldiffbot.sandbox.model.ClockMode;

/** Saves all jobs of a sandbox to a file and loads them from it. */
public final class StateStorage {

    private final StateFile file;
    private final JobRegistry jobs;
    private final JobRunner runner;
    private final JobClock clock;

    /** Creates a storage. */
    public StateStorage(StateFile file, JobRegistry jobs, JobRunner runner, JobClock clock) {
        this.file = file;
        this.jobs = jobs;
        this.runner = runner;
        this.clock = clock;
    }

    /** Saves all jobs. */
    public void save(Path path) {
        file.save(path, clock.now(), jobs.all());
    }

    /** Replaces all jobs with those of a file. A virtual clock moves to the time of the file, unless it is later. */
    public void load(Path path) {
        StateFile.Content content = file.load(path);
        if (clock.mode() == ClockMode.VIRTUAL) {
            clock.moveTo(content.time());
        }
        jobs.replaceAll(content.jobs());
        content.jobs().forEach(runner::processSoon);
    }
}
