/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.poll;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import io.github.cameldiffbot.internal.watch.JobSelector;
import io.github.cameldiffbot.internal.watch.JobTracker;
import io.github.cameldiffbot.job.JobType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A tracker outlives a stop of its route")
class JobTrackerCacheTest {

    private final AtomicLong clock = new AtomicLong();
    private final Set<String> routes = new HashSet<>(Set.of("route"));
    private final JobTrackerCache cache = new JobTrackerCache(routes::contains, clock::get);
    private JobTracker first;

    @BeforeEach
    void release() {
        JobTrackerCache.Lease lease = acquire("route");
        first = lease.tracker();
        lease.release();
    }

    @Test
    @DisplayName("A route that is stopped keeps its tracker, however long it is stopped")
    void stopped() {
        advance(Duration.ofDays(30));

        assertThat(acquire("route").tracker()).isSameAs(first);
    }

    @Test
    @DisplayName("A route that is removed and added again within ten minutes keeps its tracker")
    void reloaded() {
        routes.remove("route");
        acquire("other");
        advance(Duration.ofMinutes(9));
        routes.add("route");
        acquire("other");
        advance(Duration.ofMinutes(9));

        assertThat(acquire("route").tracker()).isSameAs(first);
    }

    @Test
    @DisplayName("The tracker of a route that stays removed is dropped")
    void removed() {
        routes.remove("route");
        acquire("other");
        advance(Duration.ofMinutes(11));
        acquire("other");
        routes.add("route");

        assertThat(acquire("route").tracker()).isNotSameAs(first);
    }

    private void advance(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private JobTrackerCache.Lease acquire(String routeId) {
        return cache.acquire(new JobTrackerCache.Key(routeId, null, "https://api.example.org", JobType.bulk, null), true,
                () -> new JobTracker(JobSelector.named(JobType.bulk, "job"), Set.of(), false));
    }
}
