/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("Jobs that a later list shows unchanged are not parsed again")
class RepeatedJobListTest extends RepeatedJobListSupport {

    // the same object: the job was not parsed again
    private static void assertUnchanged(Job later, Job earlier) {
        assertThat(later).isEqualTo(earlier);
        assertThat(later.get("jobStatus")).isSameAs(earlier.get("jobStatus"));
    }

    private static Job copy(Job job) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(job);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (Job) in.readObject();
        }
    }

    @Test
    @DisplayName("A poll of a single job lets the last list go")
    void singleJob() {
        Job first = poll(list(job("a", 1, NOW))).get(0);
        assertThat(poll(list(job("a", 1, NOW + 1))).get(0).get("jobStatus")).isSameAs(first.get("jobStatus"));
        body = list(job("a", 1, NOW + 2)).getBytes(StandardCharsets.UTF_8);

        assertThat(polls.find(JobType.bulk, "a")).isPresent();

        Job later = poll(list(job("a", 1, NOW + 3))).get(0);
        assertThat(later.get("jobStatus")).isEqualTo(first.get("jobStatus")).isNotSameAs(first.get("jobStatus"));
    }

    @Test
    @DisplayName("The same bytes are the same job")
    void sameBytes() {
        List<Job> first = poll(list(job("a", 1, NOW), job("b", 2, NOW)));
        List<Job> second = poll(list(job("a", 1, NOW), job("b", 2, NOW)));

        assertThat(second).hasSize(2);
        assertThat(second.get(0)).isSameAs(first.get(0));
        assertThat(second.get(1)).isSameAs(first.get(1));
    }

    @Test
    @DisplayName("An unchanged job is not parsed again, but has the time of the new list")
    void laterTime() throws Exception {
        Job first = poll(list(job("a", 1, NOW))).get(0);
        for (long now : new long[] { NOW + 1, 2_200_000_000L, 2_200_000_001L }) {
            Job later = poll(list(job("a", 1, now))).get(0);
            Job parsed = read(list(job("a", 1, now))).get(0);

            assertThat(later.get("jobStatus")).isSameAs(first.get("jobStatus"));
            assertThat(later.getCurrentTimeUTC()).isEqualTo(now);
            assertThat(later).isEqualTo(parsed).hasSameHashCodeAs(parsed).hasToString(parsed.toString()).isEqualTo(copy(later));
            assertThat(List.copyOf(later.entrySet())).isEqualTo(List.copyOf(parsed.entrySet()));
            assertThat(later.get(null)).isNull();
            assertThat(later.containsKey("currentTime")).isTrue();
            assertThat(later.containsKey("maxHops")).isFalse();
        }
        assertThat(first.getCurrentTimeUTC()).isEqualTo(NOW);
    }

    @Test
    @DisplayName("A job with the time of a later list is read-only")
    void readOnly() {
        poll(list(job("a", 1, NOW)));
        Job later = poll(list(job("a", 1, NOW + 5))).get(0);

        assertThatThrownBy(() -> later.put("name", "b")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> later.entrySet().iterator().next().setValue("b"))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> later.entrySet().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    @DisplayName("A changed job is parsed, and the next list is compared with it")
    void changed() {
        List<Job> first = poll(list(job("a", 1, NOW), job("b", 2, NOW), job("c", 3, NOW)));
        List<Job> second = poll(list(job("a", 1, NOW), job("b", 4, NOW), job("c", 3, NOW)));
        List<Job> third = poll(list(job("a", 1, NOW), job("b", 4, NOW), job("c", 5, NOW)));

        assertThat(second).extracting(Job::getObjectsFound).containsExactly(1L, 4L, 3L);
        assertThat(third).extracting(Job::getObjectsFound).containsExactly(1L, 4L, 5L);
        assertUnchanged(second.get(0), first.get(0));
        assertUnchanged(second.get(2), first.get(2));
        assertUnchanged(third.get(1), second.get(1));
    }

    @Test
    @DisplayName("Jobs that appear, vanish, return or change places are found; those after them are not parsed again")
    void otherOrder() {
        String[] jobs = IntStream.range(0, 6).mapToObj(i -> job("job" + i, i, NOW)).toArray(String[]::new);
        List<Job> first = poll(list(jobs));

        List<Job> fewer = poll(list(jobs[0], jobs[3], jobs[4]));
        assertThat(fewer).isEqualTo(List.of(first.get(0), first.get(3), first.get(4)));
        assertUnchanged(fewer.get(2), first.get(4));

        List<Job> more = poll(list(job("new", 0, NOW), jobs[0], jobs[1], jobs[3], jobs[4], jobs[5]));
        assertThat(more).extracting(Job::getName).containsExactly("new", "job0", "job1", "job3", "job4", "job5");
        assertUnchanged(more.get(1), first.get(0));
        assertUnchanged(more.get(4), first.get(4));

        assertThat(poll(list(jobs))).isEqualTo(first);
        Collections.reverse(Arrays.asList(jobs));
        assertThat(poll(list(jobs))).extracting(Job::getName)
                .containsExactly("job5", "job4", "job3", "job2", "job1", "job0");
        assertThat(poll("{}")).isEmpty();
        assertThat(poll(list(jobs))).hasSize(6);
    }

    @Test
    @DisplayName("Unchanged jobs are masked for the current token and secrets")
    void otherSecrets() {
        String json = list(job("a", 1, NOW).replace("article?", "secondtoken/webhooksecret?"));
        assertThat(poll(json).get(0).getApiUrl()).contains("secondtoken/webhooksecret");

        token = "secondtoken";
        assertThat(poll(json).get(0).getApiUrl()).contains("xxxxxx/webhooksecret").doesNotContain("secondtoken");
        client.addSecret("webhooksecret");
        assertThat(poll(json).get(0).getApiUrl()).contains("xxxxxx/xxxxxx");
        token = Clients.TOKEN;
        assertThat(poll(json).get(0).getApiUrl()).contains("secondtoken/xxxxxx");
    }

    @Test
    @DisplayName("After a failed list, jobs are compared with those of the last complete list")
    void afterAFailure() {
        Job first = poll(list(job("a", 1, NOW))).get(0);
        assertThatThrownBy(() -> poll("{\"jobs\":[" + job("a", 2, NOW) + "],\"error\":\"no\"}"))
                .isInstanceOf(DiffbotException.class);
        assertThatThrownBy(() -> poll("{\"jobs\":[" + job("a", 2, NOW))).isInstanceOf(DiffbotException.class);

        assertThat(poll(list(job("a", 1, NOW))).get(0)).isSameAs(first);
    }

    @Test
    @DisplayName("A list that is longer than the buffer has all jobs")
    void longList() {
        String[] jobs = IntStream.range(0, 2_000).mapToObj(i -> job("job" + i, i, NOW)).toArray(String[]::new);
        List<Job> first = poll(list(jobs));
        List<Job> second = poll(list(jobs));

        assertThat(first).extracting(Job::getObjectsFound)
                .isEqualTo(IntStream.range(0, 2_000).mapToObj(i -> (long) i).toList());
        assertThat(second).usingElementComparator((a, b) -> a == b ? 0 : 1).isEqualTo(first);
    }
}
