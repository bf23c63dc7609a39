/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.context;

import java.util.Map;
import java.util.function.Supplier;

import io.github.cameldiffbot.error.DiffbotOutcomeUnknownException;
import io.github.cameldiffbot.error.DiffbotRejectedException;
import io.github.cameldiffbot.error.ErrorDetails;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;
import io.github.cameldiffbot.job.Jobs;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultMessage;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@DisplayName("A job has the headers of its submission")
class JobContextsTest {

    private static final long NOW = 1_770_000_000;
    private static final Map<String, Object> ORDER = Map.of("orderId", 7);
    private static final Runnable NOTHING = () -> {
    };

    private final MemoryStateRepository repository = new MemoryStateRepository();
    private final JobContexts contexts = new JobContexts(() -> repository, "", () -> NOW);

    @Test
    @DisplayName("A submitted job has its headers, another job of the name has none")
    void submitted() {
        create(null, () -> job(NOW));

        assertThat(restored(job(NOW))).isEqualTo(ORDER);
        assertThat(restored(job(NOW + 1))).isEmpty();
        assertThat(restored(job(NOW - 1))).isEmpty();
    }

    @Test
    @DisplayName("After a crash within the submission the new job has its headers, older and later jobs of the name have none")
    void crash() {
        kill(() -> create(job(NOW - 100), () -> {
            throw new Killed();
        }));

        assertThat(restored(job(NOW + 5))).isEqualTo(ORDER);
        assertThat(restored(job(NOW - 99))).isEqualTo(ORDER);
        assertThat(restored(job(NOW - 100))).isEmpty();
        assertThat(restored(job(NOW + 3_600))).isEmpty();
    }

    @Test
    @DisplayName("A submission with an unknown outcome keeps its headers, a rejected one does not")
    void failure() {
        ErrorDetails details = ErrorDetails.of("create", "shop", "a", "b");

        assertThatExceptionOfType(DiffbotRejectedException.class).isThrownBy(() -> create(null, () -> {
            throw new DiffbotRejectedException(details);
        }));
        assertThat(restored(job(NOW))).isEmpty();

        assertThatExceptionOfType(DiffbotOutcomeUnknownException.class).isThrownBy(() -> create(null, () -> {
            throw new DiffbotOutcomeUnknownException(details);
        }));
        assertThat(restored(job(NOW))).isEqualTo(ORDER);
    }

    @Test
    @DisplayName("A job that could not be deleted, or perhaps not, keeps its headers; a deleted one loses them")
    void replacement() {
        ErrorDetails details = ErrorDetails.of("delete", "shop", "a", "b");
        create(null, () -> job(NOW));

        assertThatExceptionOfType(DiffbotOutcomeUnknownException.class)
                .isThrownBy(() -> contexts.create(JobType.bulk, "shop", job(NOW), Map.of("orderId", 8), () -> {
                    throw new DiffbotOutcomeUnknownException(details);
                }, () -> job(NOW + 1)));
        assertThat(restored(job(NOW))).isEqualTo(ORDER);

        assertThatExceptionOfType(DiffbotRejectedException.class)
                .isThrownBy(() -> contexts.create(JobType.bulk, "shop", job(NOW), Map.of("orderId", 8), NOTHING, () -> {
                    throw new DiffbotRejectedException(details);
                }));
        assertThat(restored(job(NOW))).isEmpty();
    }

    @Test
    @DisplayName("If the headers cannot be stored, nothing is submitted")
    void repositoryFails() {
        JobContexts failing = new JobContexts(() -> {
            throw new IllegalStateException("no database");
        });

        assertThatIllegalStateException().isThrownBy(() -> failing.create(JobType.bulk, "shop", null, ORDER, NOTHING, () -> {
            throw new AssertionError("submitted");
        })).withMessage("no database");
    }

    @Test
    @DisplayName("An update adds headers, and leaves them as they were if it fails")
    void update() {
        create(null, () -> job(NOW));

        contexts.update(job(NOW), Map.of("page", 2), () -> job(NOW));
        assertThat(restored(job(NOW))).isEqualTo(Map.of("orderId", 7, "page", 2));

        assertThatIllegalStateException().isThrownBy(() -> contexts.update(job(NOW), Map.of("page", 3), () -> {
            throw new IllegalStateException();
        }));
        assertThat(restored(job(NOW))).isEqualTo(Map.of("orderId", 7, "page", 2));
    }

    @Test
    @DisplayName("An update of a job does not add to the headers of an earlier one")
    void updateOfAnotherJob() {
        create(null, () -> job(NOW));

        contexts.update(job(NOW + 50), Map.of("page", 2), () -> job(NOW + 50));

        assertThat(restored(job(NOW + 50))).isEqualTo(Map.of("page", 2));
    }

    @Test
    @DisplayName("An update whose headers are too many together sends nothing")
    void longUpdate() {
        contexts.create(JobType.bulk, "shop", null, Map.of("a", "x".repeat(5_000)), NOTHING, () -> job(NOW));

        assertThatIllegalArgumentException().isThrownBy(
                () -> contexts.update(job(NOW), Map.of("b", "x".repeat(5_000)), () -> {
                    throw new AssertionError("sent");
                })).withMessageContaining("8192");
    }

    @Test
    @DisplayName("A restarted job keeps its headers, although it gets a new creation time")
    void restart() {
        create(null, () -> job(NOW));

        contexts.restart(JobType.bulk, "shop", () -> job(NOW), () -> job(NOW + 60));

        assertThat(restored(job(NOW + 60))).isEqualTo(ORDER);
    }

    @Test
    @DisplayName("A restarted job does not get the headers of an earlier one")
    void restartOfAnotherJob() {
        create(null, () -> job(NOW));

        contexts.restart(JobType.bulk, "shop", () -> job(NOW + 50), () -> job(NOW + 60));

        assertThat(restored(job(NOW + 60))).isEmpty();
    }

    @Test
    @DisplayName("Without headers nothing is stored, and a restart reads no job")
    void nothing() {
        contexts.create(JobType.bulk, "shop", null, Map.of(), NOTHING, () -> job(NOW));
        contexts.restart(JobType.bulk, "shop", () -> {
            throw new AssertionError("read");
        }, () -> job(NOW));

        assertThat(repository.getState("bulk/shop/context")).isNull();
    }

    @Test
    @DisplayName("Only the job's own headers are removed")
    void removal() {
        create(null, () -> job(NOW));

        contexts.remove(job(NOW - 50));
        assertThat(restored(job(NOW))).isEqualTo(ORDER);
        contexts.remove(job(NOW));
        assertThat(restored(job(NOW))).isEmpty();
        assertThat(repository.getState("bulk/shop/context")).isEmpty();
    }

    @Test
    @DisplayName("Jobs that were handled leave nothing in memory")
    void manyJobs() {
        InMemoryContexts memory = new InMemoryContexts();
        JobContexts ofAccount = memory.of("account");
        for (int i = 0; i < 10_000; i++) {
            Job job = Jobs.bulk("job" + i).created(1_770_000_000L + i).job();
            ofAccount.create(JobType.bulk, job.getName(), null, Map.of("orderId", i), NOTHING, () -> job);
            ofAccount.removeUnless(job, () -> false);
        }

        assertThat(memory.size()).isZero();
    }

    @Test
    @DisplayName("A header that the message has is not replaced")
    void present() {
        create(null, () -> job(NOW));
        DefaultMessage message = new DefaultMessage(new DefaultCamelContext());
        message.setHeader("orderId", 8);

        contexts.restore(message, job(NOW));

        assertThat(message.getHeader("orderId")).isEqualTo(8);
    }

    @Test
    @DisplayName("A state that is not a context is ignored")
    void foreignState() {
        for (String state : new String[] {
                "x", "{}", "[]", "null", "{\"created\":1}",
                "{\"created\":\"1\",\"after\":0,\"sent\":0}", "{\"created\":1,\"after\":0,\"sent\":0}" }) {
            repository.setState("bulk/shop/context", state);
            assertThat(restored(job(1))).as(state).isEmpty();
        }
    }

    private Job create(Job before, Supplier<Job> send) {
        return contexts.create(JobType.bulk, "shop", before, ORDER, NOTHING, send);
    }

    private Map<String, Object> restored(Job job) {
        DefaultMessage message = new DefaultMessage(new DefaultCamelContext());
        contexts.restore(message, job);
        return message.getHeaders();
    }

    private static Job job(long created) {
        return Job.of(Map.of("name", "shop", "type", "bulk", "jobCreationTimeUTC", created));
    }

    private static void kill(Runnable work) {
        assertThatExceptionOfType(Killed.class).isThrownBy(work::run);
    }

    private static final class Killed extends Error {

        private static final long serialVersionUID = 1L;
    }
}
