/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.error.ErrorDetails;
import io.github.cameldiffbot.internal.watch.JobQueries;
import io.github.cameldiffbot.internal.watch.JobSelector;
import io.github.cameldiffbot.internal.watch.SharedJobPoller;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;
import io.github.cameldiffbot.job.Jobs;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Messages that arrive at the same time share the lookup of jobs")
class ExistingJobsTest implements JobQueries {

    private static final JobSelector ALL = JobSelector.matching(JobType.bulk, name -> true);

    private final List<String> calls = new ArrayList<>();
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private final AtomicLong now = new AtomicLong();
    private boolean listFails;
    private final SharedJobPoller poller = new SharedJobPoller(this, now::get);
    private final RecentChanges changes = new RecentChanges(now::get);
    private final ExistingJobs existing = new ExistingJobs(poller, this, () -> changes, Duration.ofSeconds(2));

    ExistingJobsTest() {
        poller.add(ALL);
        put("a");
        put("b");
    }

    private Job put(String name) {
        Job job = Jobs.bulk(name).created(now.incrementAndGet()).job();
        jobs.put(name, job);
        return job;
    }

    @Override
    public List<Job> list() {
        calls.add("list");
        now.incrementAndGet();
        if (listFails) {
            throw new DiffbotException(ErrorDetails.of("list", null, "The response has no end", "Try again"));
        }
        return List.copyOf(jobs.values());
    }

    @Override
    public Optional<Job> find(JobType type, String name) {
        calls.add(name);
        now.incrementAndGet();
        return Optional.ofNullable(jobs.get(name));
    }

    private List<ExistingJobs.Lookup> begin(int count) {
        now.incrementAndGet();
        List<ExistingJobs.Lookup> begun = IntStream.range(0, count).mapToObj(i -> existing.begin()).toList();
        now.incrementAndGet();
        return begun;
    }

    private Optional<Job> find(ExistingJobs.Lookup lookup, String name) {
        return lookup.find(this, JobType.bulk, name);
    }

    @Test
    @DisplayName("A lookup alone is one call for the job, whatever is polled")
    void alone() {
        poller.poll(ALL, Duration.ZERO);
        ExistingJobs.Lookup lookup = begin(1).get(0);

        assertThat(find(lookup, "a")).contains(jobs.get("a"));
        assertThat(calls).containsExactly("list", "a");
    }

    @Test
    @DisplayName("Of several lookups, one list serves all but the last ones")
    void several() {
        List<ExistingJobs.Lookup> lookups = begin(9);

        lookups.forEach(lookup -> assertThat(find(lookup, "b")).isPresent());

        assertThat(calls).containsExactly("list", "b", "b", "b");
    }

    @Test
    @DisplayName("A job that the list does not show is asked for, and found jobs make the next list worth it")
    void missing() {
        List<ExistingJobs.Lookup> lookups = begin(12);
        assertThat(find(lookups.get(0), "c")).isEmpty();
        assertThat(calls).containsExactly("list", "c");

        put("c");
        assertThat(find(lookups.get(1), "c")).isPresent();
        assertThat(find(lookups.get(2), "a")).isPresent();
        assertThat(calls).containsExactly("list", "c", "c");
    }

    @Test
    @DisplayName("If the list fails, each lookup is a call of its own")
    void failingList() {
        listFails = true;
        List<ExistingJobs.Lookup> lookups = begin(5);

        assertThat(find(lookups.get(0), "a")).isPresent();
        assertThat(calls).containsExactly("list", "a");
    }

    @Test
    @DisplayName("After a new name, a list must serve sixteen lookups")
    void newNames() {
        find(begin(1).get(0), "c");
        calls.clear();

        List<ExistingJobs.Lookup> lookups = begin(16);
        find(lookups.get(0), "d");
        find(lookups.get(1), "e");

        assertThat(calls).containsExactly("list", "d", "e");
    }

    @Test
    @DisplayName("A list from before the lookup began does not show a job that was deleted meanwhile")
    void deletedBetweenLists() {
        begin(4);
        poller.poll(ALL, Duration.ZERO);
        jobs.remove("a");
        ExistingJobs.Lookup lookup = begin(1).get(0);

        assertThat(find(lookup, "a")).isEmpty();
        assertThat(calls).containsExactly("list", "list", "a");
    }

    @Test
    @DisplayName("A renewed lookup, of a node that has waited for its claim, needs a list from then on")
    void renewed() {
        List<ExistingJobs.Lookup> lookups = begin(6);
        find(lookups.get(0), "b");
        jobs.remove("a");
        now.incrementAndGet();
        lookups.get(1).renew();

        assertThat(find(lookups.get(1), "a")).isEmpty();
        assertThat(calls).containsExactly("list", "list", "a");
    }

    @Test
    @DisplayName("A list from before a change by this application does not count")
    void changed() {
        List<ExistingJobs.Lookup> lookups = begin(8);
        find(lookups.get(0), "b");
        changes.recordDeletion(jobs.remove("a"));
        now.incrementAndGet();

        assertThat(find(lookups.get(1), "a")).isEmpty();
        assertThat(calls).containsExactly("list", "list", "a");
    }

    @Test
    @DisplayName("A list that still shows a deleted job does not prove that it exists")
    void stillListed() {
        List<ExistingJobs.Lookup> lookups = begin(8);
        Job deleted = jobs.get("a");
        changes.recordDeletion(deleted);
        now.incrementAndGet();
        find(lookups.get(0), "b");
        calls.clear();

        assertThat(find(lookups.get(1), "a")).contains(deleted);
        assertThat(calls).containsExactly("a");
    }

    @Test
    @DisplayName("A job that this application has just created is found in a later list")
    void created() {
        List<ExistingJobs.Lookup> lookups = begin(8);
        find(lookups.get(0), "c");
        changes.recordChange(null, put("c"));
        now.incrementAndGet();
        find(begin(20).get(0), "b");
        calls.clear();

        assertThat(find(lookups.get(1), "c")).contains(jobs.get("c"));
        assertThat(calls).isEmpty();
    }

    @Test
    @DisplayName("A lookup that is closed without a result counts no more")
    void closed() {
        List<ExistingJobs.Lookup> lookups = begin(4);
        lookups.get(0).close();
        lookups.get(0).close();

        find(lookups.get(1), "a");

        assertThat(calls).containsExactly("a");
    }

    @Test
    @DisplayName("A thread that is interrupted while another one polls gets the error of a call, not of the poll")
    void interrupted() {
        List<ExistingJobs.Lookup> lookups = begin(8);
        changes.recordDeletion(jobs.get("b"));
        Thread.currentThread().interrupt();
        try {
            find(lookups.get(0), "a");
            existing.find(JobType.bulk, "b");

            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            assertThat(calls).containsExactly("a", "b");
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    @DisplayName("Without a consumer, too, the first shared call is the list")
    void withoutConsumer() {
        poller.remove(ALL);
        List<ExistingJobs.Lookup> lookups = begin(9);

        lookups.forEach(lookup -> assertThat(find(lookup, "b")).isPresent());

        assertThat(calls).containsExactly("list", "b", "b", "b");
    }
}
