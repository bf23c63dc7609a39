/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;

import static io.github.cameldiffbot.job.Jobs.bulk;

/** Answers with the bulk jobs a and b, and records the calls. */
final class RecordedQueries implements JobQueries {

    final List<String> calls = new ArrayList<>();
    /** The failure of calls; null for none. */
    RuntimeException failure;

    @Override
    public List<Job> list() {
        calls.add("list");
        if (failure != null) {
            throw failure;
        }
        return List.of(bulk("a").job(), bulk("b").job());
    }

    @Override
    public Optional<Job> find(JobType type, String name) {
        calls.add(type + "/" + name);
        if (failure != null) {
            throw failure;
        }
        return Optional.of(bulk(name).job());
    }
}
