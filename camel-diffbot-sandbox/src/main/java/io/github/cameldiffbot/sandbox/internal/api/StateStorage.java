/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.api;

import java.nio.file.Path;

import io.github.cameldiffbot.sandbox.internal.account.Ledger;
import io.github.cameldiffbot.sandbox.internal.engine.JobClock;
import io.github.cameldiffbot.sandbox.internal.engine.JobRegistry;
import io.github.cameldiffbot.sandbox.internal.runner.JobRunner;
import io.github.cameldiffbot.sandbox.internal.store.StateFile;
import io.github.cameldiffbot.sandbox.internal.store.StateLog;
import io.github.cameldiffbot.sandbox.model.ClockMode;
import org.jspecify.annotations.Nullable;

/** Saves all jobs of a sandbox to a file and loads them from it. */
public final class StateStorage {

    private final StateFile file;
    private final @Nullable StateLog log;
    private final JobRegistry jobs;
    private final JobRunner runner;
    private final JobClock clock;
    private final Ledger ledger;

    /**
     * Creates a storage.
     *
     * @param log null if changes are not recorded
     */
    public StateStorage(StateFile file, @Nullable StateLog log, JobRegistry jobs, JobRunner runner, JobClock clock,
                        Ledger ledger) {
        this.file = file;
        this.log = log;
        this.jobs = jobs;
        this.runner = runner;
        this.clock = clock;
        this.ledger = ledger;
    }

    /** Saves all jobs. */
    public void save(Path path) {
        file.save(path, clock.now(), jobs.all());
    }

    /**
     * Replaces all jobs with those of a file, also in the file that records changes. Jobs of the default token of that
     * time become jobs of the present one.
     */
    public void load(Path path) {
        StateFile.Content content = file.load(path);
        use(content, () -> {
            if (log != null) {
                log.replaceWith(file, content);
            }
        });
    }

    /**
     * Replaces all jobs. A clock that can be moved moves to the time of the file, unless it is later.
     *
     * @param between runs when no job records changes
     */
    public void use(StateFile.Content content, Runnable between) {
        if (clock.mode() != ClockMode.REAL) {
            clock.moveTo(content.time());
        }
        ledger.replaceAll(content.ledger());
        jobs.replaceAll(content.jobs(), between);
        content.jobs().forEach(runner::processSoon);
    }
}
