/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.cameldiffbot.internal.session.AuditLog;
import io.github.cameldiffbot.internal.session.DeletionQueue;
import io.github.cameldiffbot.internal.session.DiffbotSession;
import io.github.cameldiffbot.internal.session.JobIdentity;
import io.github.cameldiffbot.internal.session.JobLocks;
import io.github.cameldiffbot.internal.session.JobsInUse;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobEventType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Jobs in use are deleted later")
class DeletionQueueTest extends DiffbotTestSupport {

    private static final String DELETE = "GET /bulk?name=shop&delete=1";

    private DiffbotSession session;
    private DeletionQueue queue;
    @AutoClose
    private LoggedLines log;

    @BeforeEach
    void open() {
        session = context.getEndpoint("diffbot:bulk", DiffbotEndpoint.class).getSession();
        queue = session.deletions();
        log = new LoggedLines(DeletionQueue.class.getName(), AuditLog.LOGGER);
        onGet("/bulk?name=shop&delete=1", json("{\"response\":\"Successfully deleted job.\"}"));
    }

    @Test
    @DisplayName("A job in use is deleted at a later poll, once")
    void waitsForTheLastUse() {
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(9).response()));
        JobEvent event = end("shop", Map.of());
        JobsInUse.Use use = session.jobsInUse().begin(event.job().getName());

        queue.delete(event);
        queue.delete(event);
        queue.retry();
        assertThat(requests()).isEmpty();
        use.close();
        queue.retry();
        queue.retry();

        assertThat(requests()).filteredOn(DELETE::equals).hasSize(1);
        assertThat(queue.waiting()).isZero();
    }

    @Test
    @DisplayName("A job that an exchange attached to after the check is deleted later")
    void asksAgainUnderTheLock() throws Exception {
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(9).response()));
        JobEvent event = end("shop", Map.of("objectsFound", 0));
        CompletableFuture<Void> deletion;
        JobsInUse.Use use;
        JobIdentity job = session.identity("shop");
        JobLocks.Held attaching = JobLocks.acquire(job, "run", Duration.ofSeconds(5));
        try {
            deletion = CompletableFuture.runAsync(() -> queue.delete(event));
            // the job is not in use, and the deletion waits for its lock
            Awaitility.await().until(() -> JobLocks.waiting(job) == 1);
            use = session.jobsInUse().begin("shop");
        } finally {
            attaching.close();
        }
        deletion.get(30, TimeUnit.SECONDS);
        assertThat(requests()).doesNotContain(DELETE);
        assertThat(queue.waiting()).isOne();
        use.close();
        queue.retry();

        assertThat(requests()).contains(DELETE);
    }

    @Test
    @DisplayName("At most a thousand jobs wait, and the log names each further one")
    void isBounded() {
        List<JobsInUse.Use> uses = new ArrayList<>();
        for (int i = 0; i <= 1_000; i++) {
            JobEvent event = end("job" + i, Map.of());
            uses.add(session.jobsInUse().begin(event.job().getName()));
            queue.delete(event);
        }

        assertThat(queue.waiting()).isEqualTo(1_000);
        assertThat(log.lines()).filteredOn(line -> line.startsWith("WARN")).singleElement().asString().contains("'job1000'");
        log.clear();
        queue.close();
        assertThat(log.lines()).singleElement().asString().contains("1000 jobs", "job0", "and others");
    }

    @ParameterizedTest
    @CsvSource({
            "status, 7", "jobCreationTimeUTC, 1770009999", "jobCompletionTimeUTC, 1770009999", "code, 2", "objectsFound, 11" })
    @DisplayName("A job that differs from the one whose end was handled is kept, and the log contains the reason")
    void comparesBeforeTheDelete(String member, long value) {
        WireJob now = WireJob.bulk("shop").status(9).with("objectsFound", 10);
        now = switch (member) {
            case "status", "code" -> WireJob.bulk("shop").status((int) value).with("objectsFound", 10);
            default -> now.with(member, value);
        };
        onGet("/bulk?name=shop", json(now.response()));

        queue.delete(end("shop", Map.of()));

        assertThat(requests()).doesNotContain(DELETE);
        assertThat(queue.waiting()).isZero();
        assertThat(log.lines()).singleElement().asString().startsWith("INFO").contains("'shop' is not deleted");
    }

    @ParameterizedTest
    @CsvSource({ "6, 9", "8, 9", "8, 1", "8, 2", "8, 3" })
    @DisplayName("A job whose end was found behind a pause or maintenance is deleted when its status shows the end")
    void waitsForAHiddenStatus(int hidden, int shown) {
        JobEvent event = end("shop", Map.of("jobStatus", Map.of("status", hidden)));
        onGet("/bulk?name=shop", json(hidden(hidden).response()));
        queue.delete(event);
        queue.retry();
        assertThat(requests()).doesNotContain(DELETE);
        assertThat(queue.waiting()).isOne();

        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(shown).response()));
        queue.retry();

        assertThat(requests()).filteredOn(DELETE::equals).hasSize(1);
        assertThat(queue.waiting()).isZero();
    }

    @Test
    @DisplayName("A job that failed behind maintenance is deleted when its status shows the failure")
    void waitsForAHiddenFailure() {
        JobEvent end = end("shop", Map.of("jobStatus", Map.of("status", 8)));
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(10).response()));

        queue.delete(new JobEvent(JobEventType.failed, end.id(), end.job(), null, 0));

        assertThat(requests()).contains(DELETE);
    }

    @Test
    @DisplayName("A job whose last round was not counted when a webhook call reported its end is deleted")
    void lastRoundIsCountedLater() {
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(1).response()));

        queue.delete(end("shop", Map.of("jobStatus", Map.of("status", 4))));

        assertThat(requests()).contains(DELETE);
    }

    @Test
    @DisplayName("A job whose last round is not counted yet waits for that")
    void waitsForTheCount() {
        onGet("/bulk?name=shop", json(hidden(4).with("roundsCompleted", 2).response()));
        queue.delete(end("shop", Map.of("jobStatus", Map.of("status", 4), "roundsCompleted", 2)));
        assertThat(queue.waiting()).isOne();

        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(1).with("roundsCompleted", 3).response()));
        queue.retry();

        assertThat(requests()).contains(DELETE);
    }

    @Test
    @DisplayName("During maintenance one waiting job is looked at, not each")
    void asksOnceDuringMaintenance() {
        for (String name : List.of("a", "b", "c")) {
            onGet("/bulk?name=" + name, json(WireJob.bulk(name).status(8).with("jobCompletionTimeUTC", 1770000500).response()));
            queue.delete(end(name, Map.of()));
        }
        int before = requests().size();

        queue.retry();

        assertThat(requests()).hasSize(before + 1);
        assertThat(queue.waiting()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = { 6, 8, 11 })
    @DisplayName("A job that is paused or suspended after its end waits for its status, too")
    void waitsForTheEndOfAPause(int status) {
        onGet("/bulk?name=shop", json(hidden(status).response()));
        queue.delete(end("shop", Map.of()));
        assertThat(queue.waiting()).isOne();

        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(9).response()));
        queue.retry();

        assertThat(requests()).contains(DELETE);
    }

    @ParameterizedTest
    @CsvSource({
            "0, 0", "7, 0", "4, 1770000500", "6, 0", "8, 0", "8, 1770000900", "9, 1770000900", "10, 1770000500" })
    @DisplayName("A job whose end was found behind maintenance is kept if it runs again or shows another end")
    void comparesAHiddenEnd(int status, long completed) {
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(status).with("jobCompletionTimeUTC", completed).response()));

        queue.delete(end("shop", Map.of("jobStatus", Map.of("status", 8))));

        assertThat(requests()).doesNotContain(DELETE);
        assertThat(queue.waiting()).isZero();
        assertThat(log.lines()).singleElement().asString().startsWith("INFO").contains("'shop' is not deleted");
    }

    private static WireJob hidden(int status) {
        return WireJob.bulk("shop").status(status).with("jobCompletionTimeUTC", 1770000500);
    }

    @Test
    @DisplayName("A completion time that is reported later is not a difference")
    void completionTimeComesLate() {
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(9).response()));

        queue.delete(end("shop", Map.of("jobCompletionTimeUTC", 0)));

        assertThat(requests()).contains(DELETE);
    }

    @Test
    @DisplayName("Each deletion is a line of the audit log")
    void isAudited() {
        onGet("/bulk?name=shop", json(WireJob.bulk("shop").status(9).with("objectsFound", 10).response()));

        queue.delete(end("shop", Map.of()));

        assertThat(log.lines()).singleElement().asString().startsWith("INFO")
                .contains("deleted bulk job 'shop' with 10 objects", "deleteAfterCompletion=true");
    }

    private JobEvent end(String name, Map<String, ?> changes) {
        Map<String, Object> members = new HashMap<>(
                Map.of("name", name, "type", "bulk", "jobStatus", Map.of("status", 9),
                        "jobCreationTimeUTC", 1770000000, "jobCompletionTimeUTC", 1770000500, "objectsFound", 10));
        members.putAll(changes);
        Job job = Job.of(members);
        session.resultReads().recordEnd(job);
        return new JobEvent(JobEventType.completed, name, job, null, 0);
    }
}
