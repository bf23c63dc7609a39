/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.operation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

import io.github.cameldiffbot.DiffbotOperations;
import io.github.cameldiffbot.error.DiffbotCreditLimitException;
import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.error.DiffbotJobExistsException;
import io.github.cameldiffbot.error.DiffbotNoSuchJobException;
import io.github.cameldiffbot.error.ErrorDetails;
import io.github.cameldiffbot.internal.client.DiffbotClient;
import io.github.cameldiffbot.internal.client.JobReads;
import io.github.cameldiffbot.internal.client.form.FormParameters;
import io.github.cameldiffbot.internal.client.form.JobSubmission;
import io.github.cameldiffbot.internal.client.form.UrlSource;
import io.github.cameldiffbot.internal.context.JobContexts;
import io.github.cameldiffbot.internal.request.JobNames;
import io.github.cameldiffbot.internal.request.JobRequest;
import io.github.cameldiffbot.internal.request.JobStatusFilter;
import io.github.cameldiffbot.internal.session.AuditLog;
import io.github.cameldiffbot.internal.session.DiffbotSession;
import io.github.cameldiffbot.internal.watch.JobSelector;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;

/**
 * The operations of a producer that change and read jobs. Changes of the same job do not run concurrently in this
 * process.
 */
public final class JobOperations {

    private final OperationSettings settings;
    private final DiffbotSession session;
    private final DiffbotClient client;
    private final JobRequest request;
    private final ChangeStep step;
    private final JobReads reads;
    private final CreditLimit creditLimit;
    private final JobContexts contexts;

    /**
     * @param step the step of the route for operations that are carried out once per message; otherwise null
     */
    public JobOperations(OperationSettings settings, DiffbotSession session, JobContexts contexts, JobRequest request,
                         ChangeStep step) {
        this.contexts = contexts;
        this.settings = settings;
        this.session = session;
        this.client = session.client();
        this.request = request;
        this.step = step;
        this.reads = client.reads().partOf(request.operation().name());
        this.creditLimit = new CreditLimit(request.operation().name(), settings, client.account());
    }

    /**
     * Returns the kind of change of an operation that is carried out once per message; null for other operations.
     */
    public static ChangeAttempt.Kind kind(DiffbotOperations operation) {
        return switch (operation) {
            case create, run -> ChangeAttempt.Kind.SUBMISSION;
            case update -> ChangeAttempt.Kind.UPDATE;
            case restart -> ChangeAttempt.Kind.RESTART;
            case startRound -> ChangeAttempt.Kind.ROUND;
            case delete -> ChangeAttempt.Kind.DELETION;
            default -> null;
        };
    }

    /**
     * Returns the digest of the settings and URLs that a request would send, without consuming them. It is null if the
     * request has none, if its URLs can be read only once, and if they are invalid.
     */
    public static String content(JobRequest request) {
        DiffbotOperations operation = request.operation();
        boolean update = operation == DiffbotOperations.update;
        if (!update && operation != DiffbotOperations.create && operation != DiffbotOperations.run) {
            return null;
        }
        try {
            FormParameters settings = update ? request.changes() : request.settings();
            UrlSource urls = request.urls();
            if (urls == null ? !update || settings.isEmpty() : !urls.isRepeatable()) {
                return null;
            }
            try (JobSubmission form = new JobSubmission(operation.name(), request.type(), request.name(), settings, urls)) {
                return form.digest();
            }
        } catch (IllegalArgumentException e) {
            // the error is raised when the request is sent
            return null;
        }
    }

    /**
     * Returns the request that would be sent; for a new job with the credits that it can cost.
     *
     * @throws DiffbotCreditLimitException if a new job can cost more than allowed
     */
    public Map<String, Object> preview() {
        boolean update = request.operation() == DiffbotOperations.update;
        FormParameters sent = update ? request.changes() : request.settings();
        try (JobSubmission form = new JobSubmission(
                request.operation().name(), request.type(), request.name(), sent,
                update ? request.urls() : JobCreation.urls(request))) {
            Map<String, Object> preview = client.preview(form);
            if (!update) {
                JobCost cost = JobCost.ofNew(form.type(), sent, ((Number) preview.get("count")).longValue());
                creditLimit.checkMax(form.name(), cost);
                preview.put("credits", cost.credits() == JobCost.UNLIMITED ? "unlimited" : cost.credits());
            }
            return preview;
        }
    }

    public Job update() {
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
        Job before = status();
        if (!request.type().includes(before.getType())) {
            throw new DiffbotJobExistsException(
                    ErrorDetails.of("update", before.getName(), "it is a " + before.getType() + " job",
                            "Use diffbot:" + before.getType() + "/" + before.getName()));
        }
        creditLimit.checkUpdate(form, before, changes);
        Job after = creditLimit.send(form, () -> contexts.update(before, carried,
                () -> step.send(before, before, form::digest, () -> client.changes().update(form))));
        session.changes().recordChange(before, after);
        AuditLog.submitted("updated", form.type(), form.name(), form.urlCount(), why());
        return after;
    }

    public Job pause() {
        return locked(() -> request.type() == JobType.job
                ? client.changes().pause(status()) : client.changes().pause(request.type(), request.name()));
    }

    public Job resume() {
        return locked(() -> request.type() == JobType.job
                ? client.changes().resume(status()) : client.changes().resume(request.type(), request.name()));
    }

    public Job restart() {
        return once("restarted", (type, name) -> contexts.restart(type, name, this::status,
                () -> client.changes().restart(type, name)));
    }

    public Job startRound() {
        return once("started a round of", client.changes()::startRound);
    }

    private Job once(String done, BiFunction<JobType, String, Job> call) {
        return locked(() -> changed().orElseGet(() -> {
            JobType type = type();
            Job after = step.send(null, null, ChangeStep.NO_CONTENT, () -> call.apply(type, request.name()));
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
        if (sent.job() == null) {
            // was in transit and has been rejected
            step.forget();
            return Optional.empty();
        }
        return Optional.of(reads.find(request.type(), request.name()).orElse(sent.job()));
    }

    public Job delete() {
        return locked(() -> {
            step.decide();
            ChangeAttempt sent = step.repeated();
            if (sent != null && sent.job() != null) {
                return sent.job();
            }
            Job last = sent == null ? status() : sent.before();
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

    public Job status() {
        return reads.find(request.type(), request.name()).orElseThrow(() -> new DiffbotNoSuchJobException(
                ErrorDetails.of(request.operation().name(), request.name(), "the token has no such job",
                        "List the jobs with operation=list: finished ones are dropped after some days")));
    }

    /**
     * Lets the consumers deliver the last end of a job again.
     *
     * @throws DiffbotException if no running consumer has polled one
     */
    public Job redeliver() {
        Job job = status();
        if (session.redeliver(job.getKey()) == 0) {
            throw new DiffbotException(
                    ErrorDetails.of("redeliver", job.getName(), "no running consumer of this context has polled an end of it",
                            "Send this to the node whose consumer polls the job. An end that is not polled yet is delivered"
                                                                                                                               + " by the next poll"));
        }
        return job;
    }

    public List<Job> list() {
        JobSelector interest = JobNames.interest(request.type(), request.nameOrPattern(), settings.validateName());
        JobStatusFilter filter = JobStatusFilter.parse(settings.status());
        return reads.list().stream().filter(interest::includes).filter(filter::includes).toList();
    }

    /**
     * Returns the actual type of the job, which determines the API to call.
     */
    private JobType type() {
        return request.type() == JobType.job ? JobType.of(status().getType()) : request.type();
    }

    private <T> T locked(Supplier<T> change) {
        return session.locked(request.operation().name(), request.name(), change);
    }

    private String why() {
        return "operation=" + request.operation();
    }
}
