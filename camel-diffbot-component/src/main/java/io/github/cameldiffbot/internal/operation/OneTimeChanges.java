/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.operation;

import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.cameldiffbot.error.DiffbotJobExistsException;
import io.github.cameldiffbot.error.ErrorDetails;
import io.github.cameldiffbot.internal.client.DiffbotClient;
import io.github.cameldiffbot.internal.client.JobReads;
import io.github.cameldiffbot.internal.client.form.FormParameters;
import io.github.cameldiffbot.internal.client.form.JobSubmission;
import io.github.cameldiffbot.internal.client.form.UrlSource;
import io.github.cameldiffbot.internal.context.JobContexts;
import io.github.cameldiffbot.internal.request.JobRequest;
import io.github.cameldiffbot.internal.session.AuditLog;
import io.github.cameldiffbot.internal.session.DiffbotSession;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobStatusGroup;
import io.github.cameldiffbot.job.JobType;

/**
 * The changes of an existing job that are sent once per message: update, restart, startRound and delete. A redelivery
 * gets the job that the first delivery changed.
 */
public final class OneTimeChanges {

    private final OperationSettings settings;
    private final DiffbotSession session;
    private final DiffbotClient client;
    private final JobRequest request;
    private final JobOperations jobs;
    private final ChangeStep step;
    private final JobReads reads;
    private final CreditLimit creditLimit;
    private final JobContexts contexts;

    public OneTimeChanges(OperationSettings settings, DiffbotSession session, JobContexts contexts, JobRequest request,
                          ChangeStep step) {
        this.settings = settings;
        this.session = session;
        this.client = session.client();
        this.contexts = contexts;
        this.request = request;
        this.step = step;
        this.jobs = new JobOperations(settings, session, request);
        this.reads = client.reads().partOf(request.operation().name());
        this.creditLimit = new CreditLimit(request.operation().name(), settings, client.account());
    }

    /**
     * Carries out the change of the step, and returns the job; a deleted job as it last was.
     */
    public Job carryOut() {
        return switch (step.kind()) {
            case UPDATE -> update();
            case RESTART -> restart();
            case ROUND -> startRound();
            case DELETION -> delete();
            case SUBMISSION -> throw new IllegalStateException("A submission is processed elsewhere");
        };
    }

    private Job update() {
        Optional<Job> changed = step.repeated() == null ? Optional.empty() : locked(this::changed);
        if (changed.isPresent()) {
            return changed.get();
        }
        FormParameters changes = request.changes();
        Map<String, Object> carried = settings.carry().select(request.headers());
        UrlSource urls = request.urls();
        if (changes.isEmpty() && urls == null) {
            throw new IllegalArgumentException(
                    "There is nothing to update job '" + request.name() + "' with. Put URLs or settings into the body, or set"
                                               + " them as options");
        }
        try (JobSubmission form = new JobSubmission("update", request.type(), request.name(), changes, urls)) {
            return locked(() -> changed().orElseGet(() -> update(form, changes, carried)));
        }
    }

    private Job update(JobSubmission form, FormParameters changes, Map<String, Object> carried) {
        // for Diffbot, an update of a missing job is a create, which costs credits
        Job before = jobs.status();
        if (!request.type().includes(before.getType())) {
            throw new DiffbotJobExistsException(
                    ErrorDetails.of("update", before.getName(), "it is a " + before.getType() + " job",
                            "Use diffbot:" + before.getType() + "/" + before.getName()));
        }
        creditLimit.checkUpdate(form, before, changes);
        Job after = creditLimit.send(form, () -> contexts.update(before, carried,
                () -> step.send(before, before, form::digest, () -> client.changes().update(form))));
        // between two rounds, settings alone are no more work to wait for
        boolean settingsOnly = form.urlCount() == 0 && before.getStatus().getGroup() == JobStatusGroup.waiting;
        session.changes().recordChange(settingsOnly ? null : before, after);
        session.audit().updated(form.type(), form.name(), form.urlCount(), why());
        return after;
    }

    private Job restart() {
        return once("restarted", JobCost::ofRestart, (type, name) -> contexts.restart(type, name, jobs::status,
                () -> client.changes().restart(type, name)));
    }

    private Job startRound() {
        return once("started a round of", JobCost::ofRound, client.changes()::startRound);
    }

    private Job once(String done, Function<Job, JobCost> cost, BiFunction<JobType, String, Job> call) {
        return locked(() -> changed().orElseGet(() -> {
            JobType type = type();
            creditLimit.checkAgain(jobs::status, cost);
            Job after = creditLimit.send(
                    () -> step.send(null, null, ChangeStep.NO_CONTENT, () -> call.apply(type, request.name())));
            session.changes().recordChange(null, after);
            AuditLog.repeated(done, after.getType(), after.getName(), why());
            return after;
        }));
    }

    /**
     * Returns the job if it was changed for the message before; else empty. The caller must hold the lock of the name.
     */
    private Optional<Job> changed() {
        step.decide();
        ChangeAttempt sent = step.repeated();
        if (sent == null) {
            return Optional.empty();
        }
        if (sent.isUnknown()) {
            throw sent.stillUnknown(request.operation().name());
        }
        Job after = sent.job();
        if (after == null) {
            // was in transit and has been rejected
            step.forget();
            return Optional.empty();
        }
        return Optional.of(reads.find(request.type(), request.name()).orElse(after));
    }

    private Job delete() {
        return locked(() -> {
            step.decide();
            ChangeAttempt sent = step.repeated();
            Job deleted = sent == null ? null : sent.job();
            if (deleted != null) {
                return deleted;
            }
            Job last = sent == null ? jobs.status() : sent.before().orElseGet(jobs::status);
            step.forget();
            step.send(last, null, ChangeStep.NO_CONTENT, () -> {
                if (sent == null) {
                    session.deletion().deleteSeen(last, why());
                } else {
                    session.deletion().delete(last, request.operation().name(), why());
                }
                return last;
            });
            contexts.remove(last);
            return last;
        });
    }

    /**
     * Returns the actual type of the job, which determines the API to call.
     */
    private JobType type() {
        return request.type() == JobType.job ? JobType.of(jobs.status().getType()) : request.type();
    }

    private <T> T locked(Supplier<T> change) {
        return session.locked(request.operation().name(), request.name(), change);
    }

    private String why() {
        return "operation=" + request.operation();
    }
}
