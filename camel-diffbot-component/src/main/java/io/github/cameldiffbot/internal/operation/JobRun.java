/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.operation;

import java.time.Duration;
import java.util.Optional;

import io.github.cameldiffbot.DiffbotOperations;
import io.github.cameldiffbot.data.DataFormat;
import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.error.DiffbotJobFailedException;
import io.github.cameldiffbot.error.DiffbotNoSuchJobException;
import io.github.cameldiffbot.error.DiffbotOutcomeUnknownException;
import io.github.cameldiffbot.error.DiffbotWaitStoppedException;
import io.github.cameldiffbot.error.DiffbotWaitTimeoutException;
import io.github.cameldiffbot.error.ErrorDetails;
import io.github.cameldiffbot.internal.context.CountedCredits;
import io.github.cameldiffbot.internal.context.JobContexts;
import io.github.cameldiffbot.internal.request.JobCredits;
import io.github.cameldiffbot.internal.request.JobHeaders;
import io.github.cameldiffbot.internal.request.JobRequest;
import io.github.cameldiffbot.internal.result.ResultBodyFactory;
import io.github.cameldiffbot.internal.session.DiffbotSession;
import io.github.cameldiffbot.internal.session.ExchangeRoutes;
import io.github.cameldiffbot.internal.session.JobsInUse;
import io.github.cameldiffbot.internal.wait.ActiveJobLimiter;
import io.github.cameldiffbot.internal.wait.PendingWait;
import io.github.cameldiffbot.internal.wait.WaitEnd;
import io.github.cameldiffbot.internal.wait.WaitOutcome;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobAction;
import io.github.cameldiffbot.job.JobType;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * An exchange that waits without a thread, for a permit or for a job, until its route continues: by {@code run},
 * {@code await}, and {@code create} if it needs a permit. The wait belongs to the route and the session, not to a
 * producer, because Camel may stop producers of dynamic steps at any time. There can be ten thousand instances, so it
 * keeps little state.
 */
public final class JobRun {

    private final OperationSettings settings;
    private final DiffbotSession session;
    private final ResultBodyFactory results;
    private final DiffbotOperations operation;
    private final JobType type;
    private final String name;
    private final DataFormat format;
    private final @Nullable Integer num;
    private final JobContexts contexts;
    private final CountedCredits credits;
    private final ExchangeRoutes routes;
    private final Exchange exchange;
    private final AsyncCallback callback;
    private final long beganAt = System.nanoTime();

    public JobRun(
                  OperationSettings settings, DiffbotSession session, JobContexts contexts, CountedCredits credits,
                  ResultBodyFactory results, JobRequest request, Exchange exchange, AsyncCallback callback) {
        this.contexts = contexts;
        this.credits = credits;
        this.settings = settings;
        this.session = session;
        this.results = results;
        this.operation = request.operation();
        this.type = request.type();
        this.name = request.name();
        // read now, so that errors occur before a job is created
        this.format = request.format();
        this.num = request.num();
        this.routes = ExchangeRoutes.of(exchange);
        this.exchange = exchange;
        this.callback = callback;
    }

    /**
     * Returns whether a submission may have to wait.
     */
    public static boolean mayWait(DiffbotSession session, DiffbotOperations operation, ChangeStep step) {
        return operation == DiffbotOperations.run || limiter(session, step) != null;
    }

    /**
     * Returns the limiter whose permit a submission needs; null for none.
     */
    private static @Nullable ActiveJobLimiter limiter(DiffbotSession session, ChangeStep step) {
        // a job that was submitted for the message before has its permit
        return step.repeated() == null ? session.waits().jobLimiter() : null;
    }

    /**
     * Waits for the job of an await.
     *
     * @return                  true if the exchange is ready to continue; otherwise the callback is called then
     * @throws RuntimeException if the request is invalid or failed immediately
     */
    public boolean await() {
        session.waits().waiter().checkCapacity();
        Job job = session.existingJobs().findKnown(type, name).orElse(null);
        return !await(job, session.changes().before(name));
    }

    /**
     * Carries out a create or run.
     *
     * @param  creation         submits the job
     * @return                  true if the exchange is ready to continue; otherwise the callback is called then
     * @throws RuntimeException if the request is invalid or failed immediately
     */
    public boolean submit(JobCreation creation, ChangeStep step) {
        if (operation != DiffbotOperations.create) {
            // before creating a job for which no wait is possible
            session.waits().waiter().checkCapacity();
        }
        if (step.repeated() == null && routes.isStopping()) {
            throw notCreated(WaitEnd.stopped, null);
        }
        JobsInUse.Use use = session.jobsInUse().begin(name);
        boolean queued = false;
        try {
            ActiveJobLimiter limiter = limiter(session, step);
            if (limiter != null) {
                awaitPermit(limiter, creation, use);
                queued = true;
                return false;
            }
            return proceed(creation.submit());
        } finally {
            if (!queued) {
                use.close();
            }
        }
    }

    private void awaitPermit(ActiveJobLimiter limiter, JobCreation creation, JobsInUse.Use use) {
        limiter.acquirePermit(routes, name, timeLeft(), new ActiveJobLimiter.PermitListener() {
            @Override
            public void onAcquired(ActiveJobLimiter.Permit permit) {
                if (submitWithPermit(creation, permit, use)) {
                    callback.done(false);
                }
            }

            @Override
            public void onRejected(WaitEnd end, @Nullable RuntimeException failure) {
                use.close();
                exchange.setException(end == WaitEnd.unknown ? failure : notCreated(end, failure));
                callback.done(false);
            }
        });
    }

    private boolean submitWithPermit(JobCreation creation, ActiveJobLimiter.Permit permit, JobsInUse.Use use) {
        try {
            JobCreation.Outcome outcome = creation.submit();
            permit.markUsed();
            return proceed(outcome);
        } catch (DiffbotOutcomeUnknownException e) {
            permit.markUsed();
            exchange.setException(e);
        } catch (RuntimeException | Error e) {
            // the exchange continues in any case
            permit.release();
            exchange.setException(e);
        } finally {
            use.close();
        }
        return true;
    }

    private boolean proceed(JobCreation.Outcome outcome) {
        if (operation == DiffbotOperations.run) {
            return !await(outcome.job(), outcome.before());
        }
        JobHeaders.set(exchange.getMessage(), outcome.job());
        return true;
    }

    /**
     * Returns the remaining part of the timeout.
     */
    private Duration timeLeft() {
        Duration left = settings.timeout().minusNanos(System.nanoTime() - beganAt);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /**
     * Waits for a job.
     *
     * @param  job   the current job; null if it is unknown whether the job exists
     * @param  stale the job as Diffbot may report it for a moment after a change, or null
     * @return       false if the wait ended immediately, and the exchange is ready to continue
     */
    private boolean await(@Nullable Job job, @Nullable Job stale) {
        Optional<WaitOutcome> outcome = session.waits().waiter()
                .startWait(new PendingWait(routes, stale, timeLeft(), settings.failOnPause(), this::ended), type, name, job);
        outcome.ifPresent(this::complete);
        return outcome.isEmpty();
    }

    private void ended(WaitOutcome outcome) {
        Job made = outcome.end() == WaitEnd.missing ? session.changes().after(name) : null;
        if (made == null || !type.includes(made.getType())) {
            complete(outcome);
        } else if (awaitNew(made)) {
            return;
        }
        callback.done(false);
    }

    /**
     * Waits for a new job, which may be missing for a while.
     */
    private boolean awaitNew(Job made) {
        try {
            return await(made, session.changes().before(name));
        } catch (RuntimeException e) {
            exchange.setException(e);
            return false;
        }
    }

    /**
     * Prepares the exchange for continuing.
     */
    private void complete(WaitOutcome outcome) {
        try {
            if (operation == DiffbotOperations.await && outcome.job() != null) {
                contexts.restore(exchange.getMessage(), outcome.job());
            }
            if (outcome.end() == WaitEnd.done || outcome.end() == WaitEnd.failed) {
                credits.count(outcome.knownJob(), JobCredits.estimate(outcome.knownJob()), exchange.getContext().getUptime(),
                        false, spent -> session.creditsSpent(outcome.knownJob(), spent));
            }
            if (outcome.end() == WaitEnd.done) {
                // one of the next steps often reads the results
                session.jobsInUse().begin(name).closeWhenDone(exchange);
                JobHeaders.set(exchange.getMessage(), outcome.knownJob());
                results.setFetched(exchange, session.client(), outcome.knownJob(), format, num);
                results.arrive(exchange);
            } else if (outcome.end() == WaitEnd.unknown) {
                exchange.setException(outcome.failure());
            } else {
                exchange.setException(failure(outcome));
            }
        } catch (RuntimeException | Error e) {
            // without this the exchange would be lost
            exchange.setException(e);
        }
    }

    /**
     * Returns the error of an exchange whose job was not created.
     */
    private DiffbotException notCreated(WaitEnd end, @Nullable RuntimeException cause) {
        if (end == WaitEnd.timeout) {
            return new DiffbotWaitTimeoutException(
                    ErrorDetails.of(operation.name(), name, "the job was not created: there was no permit within "
                                                            + settings.timeout()
                                                            + ", as too many jobs are running (option maxActiveJobs)",
                            "Send it again, or raise the option timeout").withCause(cause),
                    null);
        }
        return new DiffbotWaitStoppedException(
                ErrorDetails.of(operation.name(), name, "the job was not created: " + stopped(end), "Send it again"), null);
    }

    private static String stopped(WaitEnd end) {
        return end == WaitEnd.suspended
                ? "the route was stopped by a suspension, as it cannot be suspended" : "the route stops";
    }

    private DiffbotException failure(WaitOutcome outcome) {
        Job last = outcome.job();
        String cure = "Continue with the operation await, or with run and onExisting=attach";
        return switch (outcome.end()) {
            case failed -> new DiffbotJobFailedException(
                    failure("the job ended with status " + outcome.knownJob().getStatus(),
                            "Its URL report (operation urlReport) shows the outcome of each URL"),
                    outcome.knownJob());
            case paused -> new DiffbotJobFailedException(
                    failure("the job is paused with status " + outcome.knownJob().getStatus(),
                            "Resume it (operation resume). " + cure),
                    outcome.knownJob());
            case gone -> new DiffbotNoSuchJobException(
                    failure("the job was deleted while it was waited for, its last status was "
                            + outcome.knownJob().getStatus(),
                            "Create it again if it is still wanted"));
            case missing -> new DiffbotNoSuchJobException(
                    failure("the token has no such job",
                            "List the jobs with operation=list: finished ones are dropped after some days"));
            case timeout -> new DiffbotWaitTimeoutException(
                    failure("the job has not ended after " + settings.timeout() + status(last)
                            + act("onTimeout", settings.onTimeout(), outcome),
                            cure + ", or raise the option timeout"),
                    last);
            case suspended -> new DiffbotWaitStoppedException(failure(stopped(WaitEnd.suspended) + status(last), cure), last);
            case stopped, done, unknown -> new DiffbotWaitStoppedException(
                    failure("the route stops while the job is waited for" + status(last)
                            + act("onStop", settings.onStop(), outcome),
                            cure),
                    last);
        };
    }

    private static String status(@Nullable Job last) {
        return last == null ? "" : ", its status is " + last.getStatus();
    }

    private ErrorDetails failure(String problem, String cure) {
        return ErrorDetails.of(operation.name(), name, problem, cure);
    }

    private String act(String option, JobAction action, WaitOutcome outcome) {
        return new JobEndAction(session, option, action).act(type, name, outcome.job(), outcome.once());
    }
}
