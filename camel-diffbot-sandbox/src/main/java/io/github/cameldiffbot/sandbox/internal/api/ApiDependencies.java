/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.api;

import java.net.URI;
import java.util.List;
import java.util.function.Function;

import io.github.cameldiffbot.sandbox.internal.engine.JobClock;
import io.github.cameldiffbot.sandbox.internal.engine.JobRegistry;
import io.github.cameldiffbot.sandbox.internal.fetch.Fetcher;
import io.github.cameldiffbot.sandbox.internal.format.JobJson;
import io.github.cameldiffbot.sandbox.internal.journal.RequestJournal;
import io.github.cameldiffbot.sandbox.internal.runner.EventLog;
import io.github.cameldiffbot.sandbox.internal.runner.JobRunner;
import io.github.cameldiffbot.sandbox.internal.runner.RecentList;
import io.github.cameldiffbot.sandbox.model.SandboxNotification;

/**
 * The parts of the sandbox that the handlers of the API use.
 *
 * @param faultParser parses faults in YAML
 * @param state       saves and loads all jobs
 * @param site        root of the demo site
 * @param credits     charges single Extract calls
 * @param reset       removes all jobs, requests and faults
 */
public record ApiDependencies(JobRegistry jobs, JobService service, JobRunner runner, Fetcher fetcher, JobClock clock,
        JobJson json, EventLog events, RecentList<SandboxNotification> outbox, RequestJournal journal, PlannedFaults faults,
        Function<String, List<FaultPlan>> faultParser, StateStorage state, URI site, Credits credits,
        Runnable reset) {
}
