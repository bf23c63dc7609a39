/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.github.cameldiffbot.client.DiffbotClient;
import io.github.cameldiffbot.data.UrlStatus;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;
import io.github.cameldiffbot.watch.JobSlots;
import io.github.cameldiffbot.watch.JobWaits;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Route;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.DefaultAsyncProducer;

/**
 * Carries out one operation on a job, or reads jobs, records and URL reports. Each call blocks for as long as the
 * service takes to answer, and never for as long as a job takes: who waits for a job is parked without a thread.
 */
@ManagedResource(description = "Managed Diffbot Producer")
public class DiffbotProducer extends DefaultAsyncProducer {

    private final DiffbotConfiguration configuration;
    private final ResultBodies results;
    private final Map<String, RouteWaits> routes = new ConcurrentHashMap<>();

    public DiffbotProducer(DiffbotEndpoint endpoint) {
        super(endpoint);
        this.configuration = endpoint.getConfiguration();
        this.results = new ResultBodies(endpoint);
    }

    @Override
    public DiffbotEndpoint getEndpoint() {
        return (DiffbotEndpoint) super.getEndpoint();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        AsyncCallback done = callback;
        try {
            JobRequest request = new JobRequest(configuration, exchange);
            DiffbotOperations operation = request.operation();
            ChangeStep step = changeStep(exchange, request);
            JobOperations operations = new JobOperations(configuration, getEndpoint().getSession(), request, step);
            done = doneSync -> {
                if (step != null) {
                    step.done();
                }
                callback.done(doneSync);
            };
            boolean creates = operation == DiffbotOperations.create || operation == DiffbotOperations.run;
            if (configuration.isDryRun() && (creates || operation == DiffbotOperations.update)) {
                exchange.getMessage().setBody(operations.preview());
            } else if (creates && step.repeated() == null && getEndpoint().getSession().slots() != null) {
                awaitPlace(exchange, request, operations, done);
                return false;
            } else if (operation == DiffbotOperations.run || operation == DiffbotOperations.await) {
                park(exchange, request, operations, done);
                return false;
            } else {
                process(exchange, request, operations);
            }
        } catch (Exception | Error e) {
            exchange.setException(e);
        }
        done.done(true);
        return true;
    }

    /**
     * The step of the message, where it is one that is carried out once; else null.
     */
    private ChangeStep changeStep(Exchange exchange, JobRequest request) {
        SentChange.Kind kind = JobOperations.kind(request.operation());
        return kind == null
                ? null : new ChangeStep(
                        getEndpoint().getComponent().messageChanges().of(exchange), exchange,
                        getEndpoint().getSession().identity(request.name()), kind);
    }

    private void awaitPlace(Exchange exchange, JobRequest request, JobOperations operations, AsyncCallback callback) {
        getEndpoint().getSession().slots().await(routeWaits(exchange), request.name(), new JobSlots.Entrant() {
            @Override
            public void enter() {
                try {
                    if (request.operation() == DiffbotOperations.run) {
                        park(exchange, request, operations, callback);
                        return;
                    }
                    process(exchange, request, operations);
                } catch (RuntimeException e) {
                    exchange.setException(e);
                }
                callback.done(false);
            }

            @Override
            public void refuse(RuntimeException reason) {
                exchange.setException(reason);
                callback.done(false);
            }
        });
    }

    private void park(Exchange exchange, JobRequest request, JobOperations operations, AsyncCallback callback) {
        DiffbotSession session = getEndpoint().getSession();
        JobWaits waits = session.waits();
        // before a job is made that nobody could wait for
        waits.checkRoom();
        RouteWaits owner = routeWaits(exchange);
        JobRun run = new JobRun(configuration, session.client(), results, request, exchange, callback);
        JobCreation.Outcome outcome = request.operation() == DiffbotOperations.run ? operations.submit() : operations.find();
        waits.park(owner, outcome.job(), outcome.stale(), Duration.ofMillis(configuration.getTimeout()),
                configuration.isFailOnPause(), run::over);
        if (owner.isEnded() || isStoppingOrStopped() || getEndpoint().getCamelContext().isStopping()) {
            // those who waited were sent away while this one was still on its way
            waits.stop(owner);
        }
    }

    /**
     * Those who wait in the route that the exchange is in. They are sent away when it stops, or the one that the
     * exchange began in: shutdown would otherwise take them for work that is about to be done, and wait for it.
     */
    private RouteWaits routeWaits(Exchange exchange) {
        UnitOfWork work = exchange.getUnitOfWork();
        Route current = work == null ? null : work.getRoute();
        Route first = exchange.getFromRouteId() == null
                ? null : exchange.getContext().getRoute(exchange.getFromRouteId());
        String key = (first == null ? "" : first.getId()) + '>' + (current == null ? "" : current.getId());
        RouteWaits owner = routes.computeIfAbsent(key, unknown -> new RouteWaits(() -> endWaits(key)));
        Stream.of(Optional.ofNullable(first), Optional.ofNullable(current)).flatMap(Optional::stream).forEach(owner::guard);
        return owner;
    }

    private void endWaits(String key) {
        RouteWaits owner = routes.remove(key);
        DiffbotSession session = getEndpoint().getSession();
        if (session != null && owner != null) {
            session.endWaits(owner);
        }
    }

    @ManagedAttribute(description = "How many exchanges wait for jobs, over all producers of the token")
    public int getParkedWaits() {
        JobWaits waits = waitsIfAny();
        return waits == null ? 0 : waits.parked();
    }

    @ManagedAttribute(description = "How many jobs they wait for")
    public int getAwaitedJobs() {
        JobWaits waits = waitsIfAny();
        return waits == null ? 0 : waits.awaitedJobs();
    }

    @ManagedAttribute(description = "How many looks at these jobs in a row have failed until now")
    public int getFailedLooks() {
        JobWaits waits = waitsIfAny();
        return waits == null ? 0 : waits.failedLooks();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        results.start();
        getEndpoint().getSession().health()
                .register(getEndpoint().getCamelContext(), getEndpoint().getComponent().isHealthCheckProducerEnabled());
    }

    @Override
    protected void doStop() throws Exception {
        List.copyOf(routes.values()).forEach(RouteWaits::stop);
        super.doStop();
    }

    private JobWaits waitsIfAny() {
        DiffbotSession session = getEndpoint().getSession();
        return session == null ? null : session.waitsIfAny();
    }

    private void process(Exchange exchange, JobRequest request, JobOperations operations) {
        DiffbotClient client = getEndpoint().getSession().client();
        switch (request.operation()) {
            case create -> setJob(exchange, operations.submit().job());
            case update -> setJob(exchange, operations.update());
            case pause -> setJob(exchange, operations.pause());
            case resume -> setJob(exchange, operations.resume());
            case restart -> setJob(exchange, operations.restart());
            case delete -> setJob(exchange, operations.delete());
            case startRound -> setJob(exchange, operations.startRound());
            case status -> setJob(exchange, operations.status());
            case list -> exchange.getMessage().setBody(operations.list());
            case data -> data(exchange, client, request, operations);
            case urlReport -> urlReport(exchange, client, request, operations);
            case search -> search(exchange, client, request);
            case run, await -> throw new IllegalStateException("These are parked");
        }
    }

    private void data(Exchange exchange, DiffbotClient client, JobRequest request, JobOperations operations) {
        DataFormat format = request.format();
        Integer num = request.num();
        IncrementalReads.check(configuration, format, num);
        JobRead job = lookAt(operations, request, configuration.isFailOnMismatch() && !configuration.isRaw());
        results.setRecords(exchange, ResultSources.opened(exchange, results.sources().data(exchange, client, job, format)),
                format, job);
        results.arrive(exchange);
        setJobHeaders(exchange.getMessage(), job.type(), job.name());
    }

    private void urlReport(Exchange exchange, DiffbotClient client, JobRequest request, JobOperations operations) {
        Set<UrlStatus> wanted = UrlStatusFilter.of(configuration);
        JobRead job = lookAt(operations, request, false);
        results.setUrlReport(exchange, ResultSources.opened(exchange, results.sources().urlReport(exchange, client, job)),
                job, wanted);
        results.arrive(exchange);
        setJobHeaders(exchange.getMessage(), job.type(), job.name());
    }

    /**
     * The job as it is before its results are read; looked at only where that is asked for, or its type is not known.
     */
    private static JobRead lookAt(JobOperations operations, JobRequest request, boolean look) {
        Job job = look || request.type() == JobType.job ? operations.status() : null;
        JobType type = request.type() == JobType.job ? JobType.of(job.getType()) : request.type();
        return new JobRead(type, request.name(), job, request.num());
    }

    private void search(Exchange exchange, DiffbotClient client, JobRequest request) {
        String query = request.query();
        results.setSearchResults(
                exchange, (start, num) -> client.search(request.name(), query, start, num), request.num());
    }

    private static void setJob(Exchange exchange, Job job) {
        Message message = exchange.getMessage();
        message.setBody(job);
        JobHeaders.set(message, job);
    }

    private static void setJobHeaders(Message message, JobType type, String name) {
        message.setHeader(DiffbotConstants.JOB_TYPE, type.name());
        message.setHeader(DiffbotConstants.JOB_NAME, name);
    }
}
