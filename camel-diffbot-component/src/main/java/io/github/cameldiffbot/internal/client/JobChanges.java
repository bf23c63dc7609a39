/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.error.DiffbotJobExistsException;
import io.github.cameldiffbot.error.DiffbotNoSuchJobException;
import io.github.cameldiffbot.internal.client.form.FormParameters;
import io.github.cameldiffbot.internal.client.form.JobSubmission;
import io.github.cameldiffbot.internal.client.http.ApiExecutor;
import io.github.cameldiffbot.internal.client.http.Call;
import io.github.cameldiffbot.internal.client.http.CallExceptions;
import io.github.cameldiffbot.internal.client.http.Finding;
import io.github.cameldiffbot.internal.client.http.Idempotency;
import io.github.cameldiffbot.internal.client.http.RetryingCall;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobStatusGroup;
import io.github.cameldiffbot.job.JobType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls that change jobs. When a response is lost or invalid, the job is read before a retry. When a response confirms
 * a change without the job, the job is read until it shows the change. They throw what the calls of
 * {@link DiffbotClient} throw.
 */
public final class JobChanges {

    private static final Logger LOG = LoggerFactory.getLogger(JobChanges.class);

    // times in responses are whole seconds
    private static final long ROUNDING_SECONDS = 1;
    private static final Runnable NO_CHECK = () -> {
    };

    private final ApiExecutor executor;
    private final JobReads reads;
    // makes one request per check
    private final JobReads checks;

    /**
     * A change that is a parameter of a GET.
     *
     * @param inEffect whether a job shows a confirmed change
     * @param proof    whether a job shows that a request was carried out whose response was lost; only for
     *                 {@link Idempotency#IDEMPOTENT}
     */
    private record Control(
            String operation, String parameter, int value, Idempotency idempotency, Predicate<Job> inEffect,
            Predicate<Job> proof) {
    }

    private static final Control PAUSE = new Control(
            "pause", "pause", 1, Idempotency.IDEMPOTENT, JobChanges::isPaused, JobChanges::isPaused);
    private static final Control RESUME = new Control(
            "resume", "pause", 0, Idempotency.IDEMPOTENT, job -> !group(job).isPause() && group(job) != JobStatusGroup.unknown,
            JobChanges::isNotPaused);
    private static final Control RESTART
            = new Control("restart", "restart", 1, Idempotency.NONE, job -> !group(job).isEnd(), job -> false);
    private static final Control START_ROUND
            = new Control("startRound", "roundStart", 1, Idempotency.NONE, job -> !group(job).isEnd(), job -> false);

    JobChanges(ApiExecutor executor, JobReads reads) {
        this.executor = executor;
        this.reads = reads;
        this.checks = new JobReads(executor.withoutRetries(executor.settings().grace()));
    }

    private static JobStatusGroup group(Job job) {
        return job.getStatus().getGroup();
    }

    private static boolean isPaused(Job job) {
        return group(job) == JobStatusGroup.paused;
    }

    /**
     * Returns whether a job is certainly not paused. Limits and maintenance, 1 to 4 and 8, hide a pause; of 5 and 11
     * this is unknown.
     */
    private static boolean isNotPaused(Job job) {
        return switch (job.getStatus().getCode()) {
            case 0, 7, 9, 10 -> true;
            default -> false;
        };
    }

    /**
     * Creates a job. No job may have this name: Diffbot would add URLs to it, and after a lost response an existing job
     * would count as the new one.
     *
     * @param  replaced                                                    the job of this name that was deleted just
     *                                                                     before, which Diffbot may still show for a
     *                                                                     moment; null for none
     * @param  beforeRequest                                               called before each request, after the wait
     *                                                                     for its turn; throws an exception if the
     *                                                                     request must not be sent any more
     * @throws io.github.cameldiffbot.error.DiffbotOutcomeUnknownException when the response was lost, and reads of the
     *                                                                     job did not show the outcome
     */
    public Job create(JobSubmission form, @Nullable Job replaced, Runnable beforeRequest) {
        Call call = Call.post("create", form.name(), JobReads.path(form.type()), form, Idempotency.VERIFIABLE,
                executor.settings().requestTimeout());
        Job job = send(call, () -> checkCreated(call, form.type(), replaced), beforeRequest);
        return readConfirmed(job, form.type(), form.name(), now -> !isSame(now, replaced));
    }

    private @Nullable Job send(Call call, Supplier<Finding<Job>> check) {
        return send(call, check, NO_CHECK);
    }

    private @Nullable Job send(Call call, Supplier<Finding<Job>> check, Runnable beforeRequest) {
        return new RetryingCall<>(executor, call, response -> JobResponseParser.parseChange(call, response), check, 0)
                .before(beforeRequest).execute();
    }

    private Optional<Job> check(Call call, JobType type) {
        return checks.find(type, FormParameters.requireName(call.jobName()));
    }

    private Finding<Job> checkCreated(Call call, JobType type, @Nullable Job replaced) {
        Optional<Job> found = check(call, type);
        if (found.isEmpty()) {
            return Finding.notDone();
        }
        Job job = found.get();
        if (JobType.of(job.getType()) != JobType.job && !type.includes(job.getType())) {
            throw new DiffbotJobExistsException(
                    call.errorDetails("a " + job.getType() + " job has this name", "Use another jobName"));
        }
        return isSame(job, replaced) ? Finding.stale() : Finding.done(job);
    }

    /**
     * Adds URLs to a job, changes settings of it, or both.
     *
     * @throws io.github.cameldiffbot.error.DiffbotOutcomeUnknownException when URLs were sent and the response was lost
     *                                                                     or is invalid: they are not sent again,
     *                                                                     because they could be added, and paid, twice
     */
    public Job update(JobSubmission form) {
        Idempotency idempotency = form.hasUrls() ? Idempotency.NONE : Idempotency.IDEMPOTENT;
        Call call = Call.post("update", form.name(), JobReads.path(form.type()), form, idempotency,
                executor.settings().requestTimeout());
        long start = System.nanoTime();
        Job job = send(call, () -> checkUnchanged(call, form.type(), null, start, now -> false));
        return readConfirmed(job, form.type(), form.name(), now -> true);
    }

    public Job pause(JobType type, String name) {
        return control(PAUSE, type, name, null);
    }

    /**
     * Pauses a job, but not another one that has got its name since.
     *
     * @param job the job as it was read
     */
    public Job pause(Job job) {
        return control(PAUSE, JobReads.typeOf(job), job.getName(), job);
    }

    public Job resume(JobType type, String name) {
        return control(RESUME, type, name, null);
    }

    /**
     * Resumes a paused job, but not another one that has got its name since.
     *
     * @param job the job as it was read
     */
    public Job resume(Job job) {
        return control(RESUME, JobReads.typeOf(job), job.getName(), job);
    }

    /**
     * Deletes a job's data and restarts it.
     *
     * @throws io.github.cameldiffbot.error.DiffbotOutcomeUnknownException when the response was lost or is invalid: it
     *                                                                     is not sent again, because it could throw new
     *                                                                     data away
     */
    public Job restart(JobType type, String name) {
        return control(RESTART, type, name, null);
    }

    /**
     * Starts a job's next round now.
     *
     * @throws io.github.cameldiffbot.error.DiffbotOutcomeUnknownException when the response was lost or is invalid: it
     *                                                                     is not sent again, because that could start,
     *                                                                     and cost, two rounds
     */
    public Job startRound(JobType type, String name) {
        return control(START_ROUND, type, name, null);
    }

    private Job control(Control control, JobType type, String name, @Nullable Job current) {
        Job before = current == null ? findForAnyType(control.operation(), type, name) : current;
        JobType kind = before == null ? type : JobReads.typeOf(before);
        Call call = Call.get(control.operation(), name, JobReads.path(kind),
                JobReads.nameParameter(name).put(control.parameter(), control.value()), control.idempotency(),
                executor.settings().requestTimeout());
        long start = System.nanoTime();
        Job job = send(call, () -> checkUnchanged(call, kind, before, start, control.proof()));
        return readConfirmed(job, kind, name,
                control == RESTART ? now -> isRestartedSince(now, start) : control.inEffect());
    }

    /**
     * Deletes a job and its data, and not another one that gets its name meanwhile.
     *
     * @param job the job as it was read
     */
    public void delete(Job job) {
        JobType type = JobReads.typeOf(job);
        Call call = Call.get("delete", job.getName(), JobReads.path(type),
                JobReads.nameParameter(job.getName()).put("delete", 1), Idempotency.IDEMPOTENT,
                executor.settings().requestTimeout());
        long start = System.nanoTime();
        send(call, () -> checkDeleted(call, type, job, start));
    }

    private Finding<Job> checkDeleted(Call call, JobType type, Job before, long start) {
        Optional<Job> now = check(call, type);
        if (now.isEmpty()) {
            return Finding.done(null);
        }
        if (isTimed(before) && isTimed(now.get()) && !isSame(now.get(), before)) {
            LOG.info("Job '{}' is not deleted again: the response to the delete was lost, and meanwhile another job of this"
                     + " name was created",
                    call.jobName());
            return Finding.done(null);
        }
        return checkUnchanged(call, now.get(), before, start, job -> false);
    }

    private Finding<Job> checkUnchanged(Call call, JobType type, @Nullable Job before, long start, Predicate<Job> proof) {
        Job now = check(call, type).orElseThrow(() -> new DiffbotNoSuchJobException(
                call.errorDetails("the response was lost, and the job does not exist any more", "Check the job's name")));
        return checkUnchanged(call, now, before, start, proof);
    }

    private static Finding<Job> checkUnchanged(Call call, Job now, @Nullable Job before, long start, Predicate<Job> proof) {
        boolean another = isTimed(before) && isTimed(now) ? !isSame(now, before) : isCreatedSince(now, start);
        if (another) {
            throw CallExceptions.replaced(call);
        }
        return proof.test(now) ? Finding.done(now) : Finding.notDone();
    }

    private static boolean isTimed(@Nullable Job job) {
        return job != null && job.getJobCreationTimeUTC() > 0;
    }

    // only the creation time differs between two jobs of one name
    private static boolean isSame(Job job, @Nullable Job other) {
        return other != null && isTimed(other) && job.getJobCreationTimeUTC() == other.getJobCreationTimeUTC();
    }

    // uses only the server's clock, because the local clock may be wrong
    private static boolean isCreatedSince(Job job, long start) {
        return isTimed(job) && job.getCurrentTimeUTC() > 0 && age(job) + ROUNDING_SECONDS < elapsedSeconds(start);
    }

    private static boolean isRestartedSince(Job job, long start) {
        return isTimed(job) && job.getCurrentTimeUTC() > 0
                ? age(job) <= elapsedSeconds(start) + ROUNDING_SECONDS
                : RESTART.inEffect().test(job);
    }

    private static long age(Job job) {
        return job.getCurrentTimeUTC() - job.getJobCreationTimeUTC();
    }

    private static long elapsedSeconds(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toSeconds();
    }

    // resolves the type job to the actual type of the job
    private @Nullable Job findForAnyType(String operation, JobType type, String name) {
        FormParameters.requireName(name);
        if (type != JobType.job) {
            return null;
        }
        return reads.find(type, name).orElseThrow(() -> JobReads.noSuchJob(operation, name));
    }

    /**
     * Returns the job after a confirmed change. If the response does not contain the job, it is read; the result may be
     * outdated for a moment.
     */
    private Job readConfirmed(@Nullable Job answered, JobType type, String name, Predicate<Job> inEffect) {
        if (answered != null) {
            return answered;
        }
        String trouble = "it does not show the change yet";
        try {
            Optional<Job> read = executor.retryUntil().run("status", name, () -> reads.find(type, name),
                    found -> found.filter(inEffect).isPresent());
            if (read.filter(inEffect).isPresent()) {
                return read.get();
            }
        } catch (DiffbotException e) {
            // the change was confirmed: an error here would cause a second submission, which costs credits
            trouble = e.getMessage();
        }
        LOG.warn("The change of job '{}' was carried out, but its status could not be read: {}", name, trouble);
        return Job.of(Map.of("name", name, "type", type.name()));
    }
}
