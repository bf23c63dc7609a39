/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.operation;

import io.github.cameldiffbot.DiffbotOperations;
import io.github.cameldiffbot.error.DiffbotOutcomeUnknownException;
import io.github.cameldiffbot.internal.request.JobHeaders;
import io.github.cameldiffbot.internal.request.JobRequest;
import io.github.cameldiffbot.internal.result.ResultBodyFactory;
import io.github.cameldiffbot.internal.session.DiffbotSession;
import io.github.cameldiffbot.internal.session.JobsInUse;
import io.github.cameldiffbot.internal.wait.ActiveJobLimiter;
import io.github.cameldiffbot.internal.wait.WaitEnd;
import io.github.cameldiffbot.job.Job;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Carries out operations that wait without a thread: {@code run}, {@code await}, and {@code create} if it needs a
 * permit. Waits belong to the route and the session, not to a producer, because Camel may stop producers of dynamic
 * steps at any time.
 */
public final class WaitingOperations {

    private final OperationSettings settings;
    private final ResultBodyFactory results;

    public WaitingOperations(OperationSettings settings, ResultBodyFactory results) {
        this.settings = settings;
        this.results = results;
    }

    /**
     * Returns whether a request may have to wait.
     *
     * @param step the step; null for an operation that sends nothing
     */
    public static boolean mayWait(DiffbotSession session, DiffbotOperations operation, ChangeStep step) {
        return operation == DiffbotOperations.run || operation == DiffbotOperations.await
                || needsPermit(session, operation, step);
    }

    private static boolean needsPermit(DiffbotSession session, DiffbotOperations operation, ChangeStep step) {
        boolean creates = operation == DiffbotOperations.create || operation == DiffbotOperations.run;
        // a job that was submitted for the message before has its permit
        return creates && step.repeated() == null && session.waits().jobLimiter() != null;
    }

    /**
     * Carries out a request.
     *
     * @param  step             the step; null for an operation that sends nothing
     * @param  callback         called when the exchange continues, unless this method returns true
     * @return                  true if the exchange is ready to continue
     * @throws RuntimeException if the request is invalid or failed immediately
     */
    public boolean process(
            Exchange exchange, JobRequest request, DiffbotSession session, JobOperations operations, ChangeStep step,
            AsyncCallback callback) {
        DiffbotOperations operation = request.operation();
        JobRun run = new JobRun(settings, session, results, request, exchange, callback);
        if (operation != DiffbotOperations.create) {
            // before creating a job for which no wait is possible
            session.waits().waiter().checkCapacity();
        }
        if (operation == DiffbotOperations.await) {
            Job job = session.existingJobs().findKnown(request.type(), request.name()).orElse(null);
            return !run.await(job, session.changes().before(request.name()));
        }
        if (step.repeated() == null && run.routes().isStopping()) {
            throw run.notCreated(WaitEnd.stopped, null);
        }
        JobsInUse.Use use = session.jobsInUse().begin(request.name());
        boolean queued = false;
        try {
            if (needsPermit(session, operation, step)) {
                awaitPermit(exchange, session, run, operations, operation, callback, use);
                queued = true;
                return false;
            }
            return submit(exchange, run, operation, operations.submit());
        } finally {
            if (!queued) {
                use.close();
            }
        }
    }

    private static void awaitPermit(
            Exchange exchange, DiffbotSession session, JobRun run, JobOperations operations, DiffbotOperations operation,
            AsyncCallback callback, JobsInUse.Use use) {
        session.waits().jobLimiter().acquirePermit(run.routes(), run.jobName(), run.timeLeft(),
                new ActiveJobLimiter.PermitListener() {
                    @Override
                    public void onAcquired(ActiveJobLimiter.Permit permit) {
                        if (submitWithPermit(exchange, run, operations, operation, permit, use)) {
                            callback.done(false);
                        }
                    }

                    @Override
                    public void onRejected(WaitEnd end, RuntimeException failure) {
                        use.close();
                        run.refuse(end, failure);
                    }
                });
    }

    private static boolean submitWithPermit(
            Exchange exchange, JobRun run, JobOperations operations, DiffbotOperations operation,
            ActiveJobLimiter.Permit permit,
            JobsInUse.Use use) {
        try {
            JobCreation.Outcome outcome = operations.submit();
            permit.markUsed();
            return submit(exchange, run, operation, outcome);
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

    private static boolean submit(
            Exchange exchange, JobRun run, DiffbotOperations operation, JobCreation.Outcome outcome) {
        if (operation == DiffbotOperations.run) {
            return !run.await(outcome.job(), outcome.before());
        }
        setJob(exchange, outcome.job());
        return true;
    }

    public static void setJob(Exchange exchange, Job job) {
        Message message = exchange.getMessage();
        message.setBody(job);
        JobHeaders.set(message, job);
    }
}
