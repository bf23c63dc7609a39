/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.operation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.DiffbotOperations;
import io.github.cameldiffbot.OnExisting;
import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.error.DiffbotJobExistsException;
import io.github.cameldiffbot.error.DiffbotTooManyJobsException;
import io.github.cameldiffbot.error.ErrorDetails;
import io.github.cameldiffbot.internal.client.DiffbotClient;
import io.github.cameldiffbot.internal.client.JobReads;
import io.github.cameldiffbot.internal.client.form.FormParameters;
import io.github.cameldiffbot.internal.client.form.JobSubmission;
import io.github.cameldiffbot.internal.client.form.UrlSource;
import io.github.cameldiffbot.internal.client.form.UrlSpool;
import io.github.cameldiffbot.internal.client.form.UrlsUsedUpException;
import io.github.cameldiffbot.internal.context.JobContexts;
import io.github.cameldiffbot.internal.request.JobRequest;
import io.github.cameldiffbot.internal.session.DiffbotSession;
import io.github.cameldiffbot.internal.session.ExistingJobs;
import io.github.cameldiffbot.internal.session.JobDeletion;
import io.github.cameldiffbot.internal.text.Excerpt;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Creates jobs if they are absent. Diffbot has no such operation: a second create with the same name adds to the job
 * and costs credits. Therefore the job is read first, under the lock of its name. A message that has submitted the job
 * before gets that job.
 */
public final class JobCreation {

    private static final Logger LOG = LoggerFactory.getLogger(JobCreation.class);

    private final DiffbotSession session;
    private final DiffbotClient client;
    private final OnExisting onExisting;
    private final JobRequest request;
    private final ChangeStep step;
    private final EarlierSubmission earlier;
    private final String operation;
    private final JobReads reads;
    private final CreditLimit creditLimit;
    private final JobContexts contexts;
    private final OperationSettings settings;
    private final ExclusiveChange exclusive;

    /**
     * The result of a submission.
     *
     * @param job    the current job
     * @param before the job before it was updated or replaced, which Diffbot may still report for a moment; else null
     */
    public record Outcome(Job job, @Nullable Job before) {
    }

    public JobCreation(DiffbotSession session, OperationSettings settings, JobContexts contexts, JobRequest request,
                       ChangeStep step) {
        this.session = session;
        this.client = session.client();
        this.onExisting = settings.onExisting();
        this.settings = settings;
        this.contexts = contexts;
        this.request = request;
        this.step = step;
        this.operation = request.operation().name();
        this.reads = client.reads().partOf(operation);
        this.exclusive = settings.claimRepository() == null
                ? ExclusiveChange.UNCLAIMED
                : new ClaimedChange(settings.claimRepository(), session, operation, request.name(), step);
        this.earlier = new EarlierSubmission(session, reads, request, step);
        this.creditLimit = new CreditLimit(operation, settings, client.account());
    }

    /**
     * Submits the job of a message, unless the message has submitted it before.
     */
    public Outcome submit() {
        Optional<Outcome> submitted = step.repeated() == null ? Optional.empty() : locked(earlier::find);
        if (submitted.isPresent()) {
            return submitted.get();
        }
        FormParameters changes = request.changes();
        Map<String, Object> carried = settings.carry().select(request.headers());
        // invalid URLs are detected here, before anything is sent
        try (JobSubmission form
                = new JobSubmission("create", request.type(), request.name(), request.settings(), urls(request), spool());
             ExistingJobs.Lookup lookup = isRun() || onExisting != OnExisting.attach
                     ? null : session.existingJobs().begin()) {
            return locked(() -> submitOnce(form, changes, carried, lookup));
        } catch (UrlsUsedUpException e) {
            return attached().orElseThrow(() -> e);
        }
    }

    // the old job is deleted before the URLs are sent, so all must be usable and stay readable
    private @Nullable UrlSpool spool() {
        return onExisting == OnExisting.replace ? new StreamCacheSpool(step.exchange()) : null;
    }

    private <T> T locked(Supplier<T> change) {
        return session.locked(operation, request.name(), change);
    }

    /**
     * Submits the job, unless another exchange of the message did so while this one waited for the lock of the name.
     */
    private Outcome submitOnce(
            JobSubmission form, FormParameters changes, Map<String, Object> carried,
            ExistingJobs.@Nullable Lookup lookup) {
        step.decide();
        Optional<Outcome> submitted = earlier.find();
        return submitted.isPresent()
                ? submitted.get()
                : exclusive.run(
                        () -> create(form, changes, carried, lookup), () -> existing(form, changes, carried));
    }

    /**
     * Returns the job to which a redelivered message that attached before attaches again without its URLs.
     */
    private Optional<Outcome> attached() {
        return onExisting != OnExisting.attach
                ? Optional.empty()
                : reads.find(request.type(), request.name()).filter(job -> request.type().includes(job.getType()))
                        .map(job -> new Outcome(job, session.changes().before(request.name())));
    }

    static UrlSource urls(JobRequest request) {
        UrlSource urls = request.urls();
        if (urls == null) {
            throw new IllegalArgumentException(
                    "There are no URLs to create job '" + request.name() + "' with. Put them into the body, the header "
                                               + DiffbotConstants.URLS + " or the option "
                                               + JobSubmission.listName(request.type()));
        }
        return urls;
    }

    /**
     * Creates a job or applies {@code onExisting}. The caller must hold the lock of the name.
     *
     * @param changes the settings to change in an existing job, without defaults
     * @param carried the headers to keep for the events of the job
     */
    private Outcome create(
            JobSubmission form, FormParameters changes, Map<String, Object> carried,
            ExistingJobs.@Nullable Lookup lookup) {
        Optional<Job> existing = find(form, lookup);
        if (existing.isEmpty()) {
            creditLimit.checkNew(form);
            return create(form, (Job) null, carried);
        }
        return resolve(existing.get(), form, changes, carried);
    }

    private Optional<Job> find(JobSubmission form, ExistingJobs.@Nullable Lookup lookup) {
        if (lookup == null) {
            // run with attach may be frequent, so a cached status is sufficient; create returns the current job
            return isRun() && onExisting == OnExisting.attach
                    ? session.existingJobs().find(form.type(), form.name()) : reads.find(form.type(), form.name());
        }
        if (settings.claimRepository() != null) {
            // another node may have changed the job before
            lookup.renew();
        }
        return lookup.find(reads, form.type(), form.name());
    }

    private boolean isRun() {
        return operation.equals(DiffbotOperations.run.name());
    }

    /**
     * Applies {@code onExisting} while another node has the claim, unless that changes the job.
     */
    private Optional<Outcome> existing(JobSubmission form, FormParameters changes, Map<String, Object> carried) {
        return onExisting == OnExisting.attach || onExisting == OnExisting.fail
                ? reads.find(form.type(), form.name()).map(job -> resolve(job, form, changes, carried)) : Optional.empty();
    }

    private Outcome create(JobSubmission form, @Nullable Job replaced, Map<String, Object> carried) {
        Job job = creditLimit.send(form, () -> contexts.create(form.type(), form.name(), replaced, carried,
                () -> delete(replaced, form), () -> step.send(null, replaced, form::digest, () -> send(form, replaced))));
        // two jobs created in the same second cannot be distinguished by time
        Job before = replaced == null || JobDeletion.isSame(replaced, job) ? null : replaced;
        session.changes().recordChange(before, job);
        session.audit().created(form.type(), form.name(), form.urlCount(), why());
        return new Outcome(job, before);
    }

    /**
     * Deletes the replaced job, if any, after all checks that can refuse the new one.
     */
    private void delete(@Nullable Job replaced, JobSubmission form) {
        if (replaced != null) {
            step.checkCapacity();
            form.checkReadable();
            session.deletion().deleteSeen(replaced, why());
        }
    }

    private Job send(JobSubmission form, @Nullable Job replaced) {
        try {
            return client.changes().create(form, replaced, exclusive::check);
        } catch (DiffbotTooManyJobsException e) {
            List<Job> all;
            try {
                all = reads.list();
            } catch (DiffbotException listFailed) {
                e.addSuppressed(listFailed);
                throw e;
            }
            long ended = all.stream().filter(job -> job.getStatus().getGroup().isEnd()).count();
            throw new DiffbotTooManyJobsException(
                    ErrorDetails.of("create", form
                            .name(),
                            "the token has as many jobs as it may have: " + all.size() + ", of which "
                                     + ended + " have ended and could be deleted",
                            "Delete some (operations list with status=finished,failed, and delete), or set"
                                                                                   + " deleteAfterCompletion=true on the consumer")
                            .withResponse(e.getHttpResponseCode(), e.getErrorCode(), e.getServerText()));
        }
    }

    private Outcome resolve(Job existing, JobSubmission form, FormParameters changes, Map<String, Object> carried) {
        String name = form.name();
        if (!form.type().includes(existing.getType())) {
            throw new DiffbotJobExistsException(
                    ErrorDetails.of("create", name, "the name is taken by a " + existing.getType() + " job",
                            "Bulk and crawl jobs share one set of names: choose another jobName"));
        }
        return switch (onExisting) {
            case fail -> throw new DiffbotJobExistsException(
                    ErrorDetails.of("create", name, "the job exists already, with status " + existing.getStatus(),
                            "Choose another jobName, or set onExisting to attach, update or replace"));
            case attach -> {
                // many exchanges may run with one job
                LOG.atLevel(isRun() ? Level.DEBUG : Level.INFO).log(
                        "Attached to {} job '{}'; the {} of the message were not submitted", Excerpt.of(existing.getType()),
                        Excerpt.of(name), form.type() == JobType.crawl ? "seeds" : "URLs");
                yield new Outcome(existing, session.changes().before(name));
            }
            case update -> {
                creditLimit.checkUpdate(form, existing, changes);
                Job job = creditLimit.send(form,
                        () -> contexts.update(existing, carried, () -> step.send(existing, existing, form::digest,
                                () -> client.changes().update(form.withSettings(changes)))));
                session.changes().recordChange(existing, job);
                session.audit().updated(form.type(), name, form.urlCount(), why());
                yield new Outcome(job, existing);
            }
            case replace -> {
                creditLimit.checkNew(form);
                yield create(form, existing, carried);
            }
        };
    }

    private String why() {
        return "operation=" + operation + ", onExisting=" + onExisting;
    }
}
