/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.Optional;

import io.github.cameldiffbot.internal.context.CountedCredits;
import io.github.cameldiffbot.internal.context.JobContexts;
import io.github.cameldiffbot.internal.operation.ChangeAttempt;
import io.github.cameldiffbot.internal.operation.ChangeStep;
import io.github.cameldiffbot.internal.operation.JobCreation;
import io.github.cameldiffbot.internal.operation.JobOperations;
import io.github.cameldiffbot.internal.operation.JobRun;
import io.github.cameldiffbot.internal.operation.OneTimeChanges;
import io.github.cameldiffbot.internal.operation.OperationSettings;
import io.github.cameldiffbot.internal.operation.ResultOperations;
import io.github.cameldiffbot.internal.request.JobHeaders;
import io.github.cameldiffbot.internal.request.JobRequest;
import io.github.cameldiffbot.internal.request.RequestSettings;
import io.github.cameldiffbot.internal.request.TokenOption;
import io.github.cameldiffbot.internal.result.ResultBodyFactory;
import io.github.cameldiffbot.internal.session.DiffbotSession;
import io.github.cameldiffbot.internal.wait.JobWaiter;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/**
 * Carries out one operation on a job, or reads jobs, records and URL reports. A call blocks until the service responds,
 * but never until a job ends: exchanges wait for jobs without a thread.
 */
@ManagedResource(description = "Managed Diffbot Producer")
public class DiffbotProducer extends DefaultAsyncProducer {

    private final DiffbotConfiguration configuration;
    private final RequestSettings requestSettings;
    private final OperationSettings operationSettings;
    private final ResultBodyFactory results;
    private final JobContexts contexts;
    private final CountedCredits credits;

    public DiffbotProducer(DiffbotEndpoint endpoint) {
        super(endpoint);
        this.configuration = endpoint.getConfiguration();
        this.requestSettings = endpoint.requestSettings();
        this.operationSettings = EndpointSettings.operation(configuration);
        this.results = endpoint.results();
        this.contexts = EndpointSettings.contexts(endpoint);
        this.credits = EndpointSettings.credits(endpoint);
    }

    @Override
    public DiffbotEndpoint getEndpoint() {
        return (DiffbotEndpoint) super.getEndpoint();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        AsyncCallback done = callback;
        try {
            JobRequest request = new JobRequest(requestSettings, exchange);
            getEndpoint().check().message(request, exchange.getMessage().getHeader(DiffbotConstants.OPERATION) != null);
            DiffbotOperations operation = request.operation();
            ChangeStep step = changeStep(exchange, request);
            DiffbotSession session = getEndpoint().getSession();
            done = doneSync -> {
                if (step != null) {
                    step.done();
                }
                if (exchange.getException() == null) {
                    request.removeUsedHeaders();
                } else if (step == null
                        ? operation == DiffbotOperations.await && request.nameOrPattern() != null : step.repeated() != null) {
                    // a redelivery waits for the job or continues with it; until then the job must not be deleted
                    session.jobsInUse().beginFailed(request.name()).closeWhenDone(exchange);
                }
                callback.done(doneSync);
            };
            if (operation == DiffbotOperations.await) {
                if (!run(exchange, request, session, done).await()) {
                    return false;
                }
            } else if (step == null) {
                process(exchange, request, session);
            } else if (!change(exchange, request, session, step, done)) {
                return false;
            }
        } catch (Exception | Error e) {
            exchange.setException(e);
        }
        done.done(true);
        return true;
    }

    private JobRun run(Exchange exchange, JobRequest request, DiffbotSession session, AsyncCallback done) {
        return new JobRun(operationSettings, session, contexts, credits, results, request, exchange, done);
    }

    /**
     * Carries out an operation that is sent once per message.
     *
     * @return true if the exchange is ready to continue; otherwise the callback is called then
     */
    private boolean change(
            Exchange exchange, JobRequest request, DiffbotSession session, ChangeStep step, AsyncCallback done) {
        DiffbotOperations operation = request.operation();
        boolean creates = operation == DiffbotOperations.create || operation == DiffbotOperations.run;
        if (configuration.isDryRun() && (creates || operation == DiffbotOperations.update)) {
            exchange.getMessage().setBody(new JobOperations(operationSettings, session, request).preview());
            return true;
        }
        if (!creates) {
            JobHeaders.set(exchange.getMessage(),
                    new OneTimeChanges(operationSettings, session, contexts, request, step).carryOut());
            return true;
        }
        JobCreation creation = new JobCreation(session, operationSettings, contexts, request, step);
        if (JobRun.mayWait(session, operation, step)) {
            return run(exchange, request, session, done).submit(creation, step);
        }
        JobHeaders.set(exchange.getMessage(), creation.submit().job());
        return true;
    }

    /**
     * Returns the step of an operation that is carried out once per message; null for other operations.
     */
    private @Nullable ChangeStep changeStep(Exchange exchange, JobRequest request) {
        ChangeAttempt.Kind kind = JobOperations.kind(request.operation());
        return kind == null
                ? null : new ChangeStep(
                        getEndpoint().getComponent().shared().changes(), exchange,
                        getEndpoint().getSession().identity(request.name()), kind,
                        () -> JobOperations.content(request));
    }

    @ManagedAttribute(description = "How many exchanges wait for jobs, over all producers of the token")
    public int getPendingWaits() {
        return waitsIfAny().map(JobWaiter::pendingWaits).orElse(0);
    }

    @ManagedAttribute(description = "How many jobs they wait for")
    public int getAwaitedJobs() {
        return waitsIfAny().map(JobWaiter::awaitedJobs).orElse(0);
    }

    @ManagedAttribute(description = "Number of consecutive failed polls of these jobs")
    public int getFailedPolls() {
        return waitsIfAny().map(JobWaiter::failedPolls).orElse(0);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        results.start();
        // without one the route does not start, see SupervisedRoutes
        if (TokenOption.error(configuration.getToken()) == null) {
            getEndpoint().getSession().health()
                    .register(getEndpoint().getCamelContext(), getEndpoint().getComponent().isHealthCheckProducerEnabled());
        }
    }

    private Optional<JobWaiter> waitsIfAny() {
        return Optional.ofNullable(getEndpoint().session().ifAny()).flatMap(session -> session.waits().waiterIfAny());
    }

    private void process(Exchange exchange, JobRequest request, DiffbotSession session) {
        JobOperations jobs = new JobOperations(operationSettings, session, request);
        switch (request.operation()) {
            case pause -> JobHeaders.set(exchange.getMessage(), jobs.pause());
            case resume -> JobHeaders.set(exchange.getMessage(), jobs.resume());
            case status -> JobHeaders.set(exchange.getMessage(), jobs.status());
            case redeliver -> JobHeaders.set(exchange.getMessage(), jobs.redeliver(exchange.getContext()));
            case list -> exchange.getMessage().setBody(jobs.list());
            case account -> exchange.getMessage().setBody(jobs.account());
            case data -> read(exchange, request, session, jobs).data();
            case urlReport -> read(exchange, request, session, jobs).urlReport();
            case search -> read(exchange, request, session, jobs).search();
            case create, run, await, update, restart, startRound, delete ->
                throw new IllegalStateException("These are processed elsewhere");
        }
    }

    private ResultOperations read(Exchange exchange, JobRequest request, DiffbotSession session, JobOperations jobs) {
        return new ResultOperations(results, session.client(), request, jobs, exchange);
    }
}
