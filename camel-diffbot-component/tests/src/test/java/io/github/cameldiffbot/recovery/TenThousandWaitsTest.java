/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.recovery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.cameldiffbot.sandbox.model.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** 10,000 exchanges wait for 1,000 jobs: the cost in heap, threads and calls. */
@DisplayName("Ten thousand waits for a thousand jobs need little heap, few threads and few calls")
@Tag("kill")
class TenThousandWaitsTest extends RestartSupport {

    private static final int EXCHANGES = 10_000;
    private static final int JOBS = 1_000;
    private static final Duration TICK = Duration.ofMillis(500);
    private static final int TICKS = 6;

    @AfterEach
    void release() {
        sandbox().release();
    }

    @Test
    @DisplayName("Ten thousand waits need little heap, no thread each and one poll in each interval")
    void takeLittleHeapAndNoThreads() throws Exception {
        sandbox().hold();
        try (ChildJvm application = ChildJvm.start(ManyWaits.class, folder, Map.of(
                "baseUrl", DIFFBOT.baseUrl(), "token", DIFFBOT.token(), "exchanges", "" + EXCHANGES, "jobs", "" + JOBS,
                "page", sandbox().demoSite() + "notes/7"))) {
            Map<String, String> parked = figures(application.await("parked"));

            Duration time = timeOfPolls(TICKS);
            sandbox().release();
            Map<String, String> finished = figures(application.await("finished"));
            System.out.println(parked + ", " + TICKS + " polls in " + time + ", " + finished);
            assertThat(finished).as(application.log()).containsEntry("failed", "0");
            assertThat(Long.parseLong(parked.get("heapPerWait"))).as("bytes").isLessThanOrEqualTo(2048);
            assertThat(Long.parseLong(parked.get("moreThreads"))).isLessThanOrEqualTo(2);
            assertThat(parked.get("threads").split(",")).hasSizeLessThanOrEqualTo(2);
            assertThat(time).isGreaterThan(TICK.multipliedBy(TICKS - 2));
            assertThat(finished).containsEntry("bodies", "" + EXCHANGES);
        }
    }

    /** Returns the time between the first and the last of the next calls, all of which must be for the list of jobs. */
    private static Duration timeOfPolls(int count) {
        Instant from = Instant.now();
        await().until(() -> callsSince(from).size() >= count);
        List<RecordedRequest> calls = callsSince(from).subList(0, count);
        assertThat(calls).allMatch(request -> request.method().equals("GET") && request.param("name") == null);
        return Duration.between(calls.get(0).time(), calls.get(count - 1).time());
    }

    private static List<RecordedRequest> callsSince(Instant from) {
        return sandbox().requests().stream().filter(request -> request.time().isAfter(from)).toList();
    }

    private static Map<String, String> figures(String text) {
        return Stream.of(text.split(" ")).map(figure -> figure.split("="))
                .collect(Collectors.toMap(figure -> figure[0], figure -> figure[1]));
    }
}
