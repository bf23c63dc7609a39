/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.operation;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.github.cameldiffbot.DiffbotOperations;
import io.github.cameldiffbot.error.DiffbotCreditLimitException;
import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.error.DiffbotNoSuchJobException;
import io.github.cameldiffbot.error.ErrorDetails;
import io.github.cameldiffbot.internal.client.DiffbotClient;
import io.github.cameldiffbot.internal.client.JobReads;
import io.github.cameldiffbot.internal.client.form.FormParameters;
import io.github.cameldiffbot.internal.client.form.JobSubmission;
import io.github.cameldiffbot.internal.client.form.UrlPreview;
import io.github.cameldiffbot.internal.client.form.UrlSource;
import io.github.cameldiffbot.internal.request.JobNames;
import io.github.cameldiffbot.internal.request.JobRequest;
import io.github.cameldiffbot.internal.request.JobStatusFilter;
import io.github.cameldiffbot.internal.session.DiffbotSession;
import io.github.cameldiffbot.internal.text.Excerpt;
import io.github.cameldiffbot.internal.watch.JobSelector;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * The operations of a producer that read jobs, and the changes that may be repeated. Changes of the same job do not run
 * concurrently in this process.
 */
public final class JobOperations {

    private final OperationSettings settings;
    private final DiffbotSession session;
    private final DiffbotClient client;
    private final JobRequest request;
    private final JobReads reads;
    private final CreditLimit creditLimit;

    public JobOperations(OperationSettings settings, DiffbotSession session, JobRequest request) {
        this.settings = settings;
        this.session = session;
        this.client = session.client();
        this.request = request;
        this.reads = client.reads().partOf(request.operation().name());
        this.creditLimit = new CreditLimit(request.operation().name(), settings, client.account());
    }

    /**
     * Returns the kind of change of an operation that is carried out once per message; null for other operations.
     */
    public static ChangeAttempt.@Nullable Kind kind(DiffbotOperations operation) {
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
    public static @Nullable String content(JobRequest request) {
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
     * Returns the request that would be sent, with the number of URLs and the first of them; for a new job with the
     * credits that it can cost.
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
            UrlPreview urls = form.previewUrls();
            if (form.hasUrls()) {
                preview.put("count", urls.count());
                preview.put(JobSubmission.listName(form.type()), urls.first());
            }
            if (!update) {
                JobCost cost = JobCost.ofNew(form.type(), sent, urls.count());
                creditLimit.checkMax(form.name(), cost);
                preview.put("credits", cost.credits() == JobCost.UNLIMITED ? "unlimited" : cost.credits());
            }
            return preview;
        }
    }

    public Job pause() {
        return locked(() -> request.type() == JobType.job
                ? client.changes().pause(status()) : client.changes().pause(request.type(), request.name()));
    }

    public Job resume() {
        return locked(() -> request.type() == JobType.job
                ? client.changes().resume(status()) : client.changes().resume(request.type(), request.name()));
    }

    public Job status() {
        return reads.find(request.type(), request.name()).orElseThrow(() -> new DiffbotNoSuchJobException(
                ErrorDetails.of(request.operation().name(), request.name(), "the token has no such job",
                        "List the jobs with operation=list: finished ones are dropped after some days")));
    }

    /**
     * Lets the consumers of a context deliver the last end of a job again.
     *
     * @throws DiffbotException if no running consumer has polled one, or a repository of handled events fails
     */
    public Job redeliver(CamelContext context) {
        Job job = status();
        long consumers;
        try {
            consumers = session.redeliver(context, job.getKey(), request.eventId());
        } catch (RuntimeException e) {
            throw new DiffbotException(
                    ErrorDetails.of("redeliver", job.getName(),
                            "a repository of handled events failed: " + Excerpt.of(e.toString()),
                            "Send it again when the repository works. An event is not delivered twice while it is pending")
                            .withCause(e));
        }
        if (consumers == 0) {
            throw new DiffbotException(
                    ErrorDetails.of("redeliver", job.getName(),
                            "no running consumer of this context has polled " + (request.eventId() == null
                                    ? "an end of it"
                                    : "event '" + Excerpt.of(request.eventId()) + "' as its last end"),
                            "Send it to the node that polls, with the name of the job for its last end. An end that is not"
                                                                                                        + " polled yet is delivered by the next poll"));
        }
        return job;
    }

    public Map<String, Object> account() {
        return client.account().get().toMap();
    }

    public List<Job> list() {
        JobSelector interest = JobNames.interest(request.type(), request.nameOrPattern(), settings.validateName());
        JobStatusFilter filter = JobStatusFilter.parse(settings.status());
        return reads.list().stream().filter(interest::includes).filter(filter::includes).toList();
    }

    private <T> T locked(Supplier<T> change) {
        return session.locked(request.operation().name(), request.name(), change);
    }
}
