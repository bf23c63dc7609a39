/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.api;

import java.net.URI;

import io.github.cameldiffbot.sandbox.job.EventLog;
import io.github.cameldiffbot.sandbox.job.JobClock;
import io.github.cameldiffbot.sandbox.job.JobEngine;
import io.github.cameldiffbot.sandbox.job.JobJson;
import io.github.cameldiffbot.sandbox.job.JobService;
import io.github.cameldiffbot.sandbox.job.JobStore;
import io.github.cameldiffbot.sandbox.job.Outbox;
import io.github.cameldiffbot.sandbox.job.StateFile;

/**
 * What a sandbox is made of.
 *
 * @param traffic takes the journal and has the faults
 * @param store   the jobs
 * @param service makes and steers them
 * @param engine  works on them
 * @param clock   their time
 * @param json    writes them
 * @param events  what happened to them
 * @param outbox  what they told the outside
 * @param state   saves and loads them
 * @param site    the demo site
 * @param reset   forgets all
 */
public record SandboxParts(Traffic traffic, JobStore store, JobService service, JobEngine engine, JobClock clock,
        JobJson json, EventLog events, Outbox outbox, StateFile state, URI site, Runnable reset) {
}
