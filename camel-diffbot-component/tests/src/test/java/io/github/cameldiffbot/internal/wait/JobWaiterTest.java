/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.wait;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.cameldiffbot.job.JobKey;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static io.github.cameldiffbot.job.Jobs.bulk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("Waits are limited in number, end with their owners and call their listeners once")
class JobWaiterTest extends JobWaiterTestSupport {

    @Test
    @DisplayName("Waits above the limit are rejected, except for jobs that have ended")
    void waitsBeyondTheLimitAreRejected() {
        for (String name : List.of("a", "b", "c")) {
            park(bulk(name).status(7));
        }

        assertThatThrownBy(waits::checkCapacity).hasMessageContaining("limit of 3 exchanges");
        assertThatThrownBy(() -> park(bulk("d").status(7))).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("3 exchanges");
        park(bulk("ended").status(9));

        assertThat(ends).containsExactly("ended done 9");
        assertThat(waits.pendingWaits()).isEqualTo(3);
        assertThat(waits.awaitedJobs()).isEqualTo(3);
    }

    @Test
    @DisplayName("A stopped owner ends only its own waits")
    void aStoppedOwnerEndsOnlyItsOwnWaits() {
        WaitOwner other = new TestOwner();
        park(bulk("a").status(7));
        park(other, bulk("a").status(7).job(), null, DAY, false, outcome -> ends.add("other " + outcome.end()));
        park(bulk("b").status(7));

        waits.stop(owner::equals, WaitEnd.stopped);

        assertThat(ends).containsExactlyInAnyOrder("a stopped 7", "b stopped 7");
        assertThat(waits.pendingWaits()).isEqualTo(1);
        server.put("a", bulk("a").status(9));
        timer.advance(LEAST);
        assertThat(ends).last().isEqualTo("other done");
        assertThat(timer.untilNext()).isEmpty();
    }

    @Test
    @DisplayName("After the close no wait begins")
    void noWaitsAfterTheClose() {
        park(bulk("a").status(7));

        waits.close();
        park(bulk("b").status(7));
        timer.advance(Duration.ofHours(1));

        assertThat(ends).containsExactly("a stopped 7", "b stopped 7");
        assertThat(polls).isEmpty();
        assertThat(waits.pendingWaits()).isZero();
    }

    @Test
    @DisplayName("Each listener is called once, without the lock")
    void eachListenerIsCalledOnceAndWithoutTheLock() {
        List<Boolean> locked = new ArrayList<>();
        server.put("a", bulk("a").status(7));
        park(owner, server.get("a").job(), null, DAY, false, outcome -> {
            locked.add(Thread.holdsLock(waits));
            // a listener may start another wait, or stop
            park(bulk("b").status(7));
            waits.stop(owner::equals, WaitEnd.stopped);
        });
        server.put("a", bulk("a").status(9));

        timer.advance(LEAST);

        assertThat(locked).containsExactly(false);
        assertThat(ends).containsExactly("b stopped 7");
    }

    @Test
    @DisplayName("A stopped owner has no wait, and the job of the wait is not forgotten")
    void anOwnerThatStopsHasNoWait() {
        owner.stopping = true;

        park(bulk("a").status(7));

        assertThat(ends).containsExactly("a stopped 7");
        assertThat(waits.pendingWaits()).isZero();
    }

    @Test
    @DisplayName("An owner knows the number of its waits")
    void anOwnerCountsItsWaits() {
        park(bulk("a").status(7));
        park(bulk("a").status(7));
        await("unseen", DAY);
        assertThat(owner.waits).isEqualTo(3);

        server.put("a", bulk("a").status(9));
        timer.advance(LEAST);

        assertThat(ends).hasSize(3);
        assertThat(owner.waits).isZero();
    }

    @Test
    @DisplayName("A job is awaited until the listener of its last wait has run")
    void aJobIsInUseUntilItsListenerRan() {
        List<Runnable> queued = new ArrayList<>();
        workers = queued::add;
        park(bulk("a").status(7));
        server.put("a", bulk("a").status(9));
        timer.advance(LEAST);
        assertThat(waits.pendingWaits()).isZero();
        assertThat(waits.isAwaited(new JobKey("bulk", "a"))).isTrue();

        queued.forEach(Runnable::run);

        assertThat(waits.isAwaited(new JobKey("bulk", "a"))).isFalse();
    }

    @Test
    @DisplayName("The shared action of all waits of a job that end together runs once")
    void whatIsDoneOncePerJob() {
        List<String> done = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            park(owner, bulk("a").status(7).job(), null, DAY, false,
                    outcome -> ends.add(outcome.once().run("pause", () -> {
                        done.add("paused");
                        return "ok";
                    })));
        }

        waits.stop(owner::equals, WaitEnd.stopped);

        assertThat(done).hasSize(1);
        assertThat(ends).containsExactly("ok", "ok");
    }
}
