/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.github.cameldiffbot.job.JobType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.github.cameldiffbot.job.Jobs.bulk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("A recent poll answers without a call, up to the limit of its age")
class RecentPollTest {

    private static final Duration TICK = Duration.ofSeconds(15);

    private final RecordedQueries queries = new RecordedQueries();
    private final List<String> calls = queries.calls;
    private final AtomicLong now = new AtomicLong(Duration.ofDays(1).toNanos());
    private final JobSelector a = JobSelector.named(JobType.bulk, "a");
    private final JobSelector b = JobSelector.named(JobType.bulk, "b");
    private final SharedJobPoller poller = new SharedJobPoller(queries, now::get);

    @Test
    @DisplayName("The last poll is found without a call until it is too old")
    void findsRecent() {
        assertThat(poller.findRecent(a, TICK)).isEmpty();
        poller.add(a);
        poller.add(b);
        JobSnapshot snapshot = poller.poll(a, TICK);

        now.addAndGet(TICK.toNanos() - 1);
        assertThat(poller.findRecent(b, TICK)).containsSame(snapshot);
        now.addAndGet(1);
        assertThat(poller.findRecent(b, TICK)).isEmpty();
        assertThat(calls).containsExactly("list");
    }

    @Test
    @DisplayName("A poll of one job is found for this job only")
    void findsRecentOfOne() {
        poller.add(a);
        poller.poll(a, TICK);

        assertThat(poller.findRecent(a, TICK)).isPresent();
        assertThat(poller.findRecent(b, TICK)).isEmpty();
    }

    @Test
    @DisplayName("A snapshot knows whether the call was for one job, and which")
    void snapshotOfOne() {
        poller.add(a);
        JobSnapshot one = poller.poll(a, TICK);
        poller.add(b);
        JobSnapshot all = poller.poll(b, TICK);

        assertThat(one.isAbout(a)).isTrue();
        assertThat(one.isAbout(b)).isFalse();
        assertThat(all.isAbout(a)).isFalse();
        assertThat(one.covers(a)).isTrue();
        assertThat(one.covers(b)).isFalse();
        assertThat(all.covers(b)).isTrue();
    }

    @Test
    @DisplayName("A poll serves callers that ask for its moment or an age, but not for a later moment")
    void sameMoment() {
        poller.add(a);
        poller.add(b);
        long moment = poller.now();
        JobSnapshot snapshot = poller.poll(a, TICK);

        assertThat(poller.pollSince(b, moment)).isSameAs(snapshot);
        assertThat(poller.poll(b, TICK)).isSameAs(snapshot);
        assertThat(poller.pollSince(b, moment + 1)).isNotSameAs(snapshot);
    }

    @Test
    @DisplayName("A caller after a failure makes its own call, also if no time has passed")
    void afterAFailure() {
        poller.add(a);
        poller.add(b);
        queries.failure = new IllegalStateException("down");
        assertThatThrownBy(() -> poller.poll(a, TICK)).isSameAs(queries.failure);
        queries.failure = null;

        assertThat(poller.poll(b, TICK).jobs()).hasSize(2);
    }

    @Test
    @DisplayName("The last result has the name of a single job, the number of jobs, and the failure")
    void lastResult() {
        assertThat(poller.lastResult()).isNull();
        poller.add(a);
        poller.poll(a, TICK);
        assertThat(poller.lastResult().jobName()).isEqualTo("a");
        assertThat(poller.lastResult().jobs()).isEqualTo(1);

        poller.add(b);
        poller.poll(b, TICK);
        assertThat(poller.lastResult().jobName()).isNull();
        assertThat(poller.lastResult().jobs()).isEqualTo(2);
        assertThat(poller.lastResult().failure()).isNull();

        queries.failure = new IllegalStateException("down");
        assertThatThrownBy(() -> poller.poll(a, Duration.ZERO)).isSameAs(queries.failure);
        assertThat(poller.lastResult().failure()).isSameAs(queries.failure);
    }
}
