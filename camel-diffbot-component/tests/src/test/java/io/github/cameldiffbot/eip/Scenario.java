/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.github.cameldiffbot.OnExisting;
import io.github.cameldiffbot.job.JobAction;

/**
 * A route and its disturbances, generated from a seed.
 */
final class Scenario {

    enum Family {
        READ,
        RUN,
        EVENTS,
        POLL_ENRICH
    }

    /** An EIP between two steps of the route. */
    enum Wrap {
        DIRECT,
        SEDA,
        SEDA_IN_OUT,
        THREADS,
        MULTICAST,
        MULTICAST_PARALLEL,
        RECIPIENT_LIST,
        ROUTING_SLIP,
        ENRICH,
        WIRE_TAP,
        LOOP,
        DO_TRY,
        TO_D,
        CIRCUIT_BREAKER,
        CIRCUIT_BREAKER_FALLBACK,
        TRANSACTED,
        AGGREGATE,
        SPLIT_AGGREGATE,
        MASTER;

        /** Returns whether an error behind it is not visible before it. */
        boolean hidesErrors() {
            return this == SEDA || this == WIRE_TAP || this == DO_TRY || this == CIRCUIT_BREAKER_FALLBACK || this == AGGREGATE;
        }
    }

    /** The EIP with which the step with Diffbot is called. */
    enum Via {
        TO,
        TO_D,
        RECIPIENT_LIST,
        ROUTING_SLIP,
        ENRICH,
        MULTICAST,
        MULTICAST_PARALLEL,
        CIRCUIT_BREAKER,
        TRANSACTED,
        SPLIT_AGGREGATE
    }

    enum Source {
        RECORDS,
        CSV,
        RAW,
        FILE_RECORDS,
        FILE_RAW
    }

    enum Reader {
        SPLIT,
        SPLIT_STREAMING,
        SPLIT_PARALLEL,
        SPLIT_STOP,
        SPLIT_AGGREGATE,
        /** The split passes its records to an aggregator, which forms groups. */
        GROUPS,
        ITERATE
    }

    enum Handler {
        NONE,
        DEFAULT,
        DEAD_LETTER,
        HANDLED,
        CONTINUED
    }

    /** The routes with the error handler; the others leave errors to their callers. */
    enum Scope {
        FIRST,
        CORE,
        ALL
    }

    enum Existing {
        NONE,
        RUNNING,
        FINISHED
    }

    enum Body {
        TEXT,
        LIST,
        ITERATOR,
        STREAM
    }

    enum Disturbance {
        NONE,
        SUSPEND_ROUTE,
        SUSPEND_CONTEXT,
        RESTART_ROUTE,
        STOP_CONTEXT,
        /** A route behind {@code master:} loses and regains leadership. */
        LEADERSHIP
    }

    private static final List<Wrap> BEFORE = List.of(Wrap.values());
    // a loop would read the same results twice, and a late route would be one more late route
    private static final List<Wrap> AFTER
            = BEFORE.stream().filter(wrap -> wrap != Wrap.LOOP && wrap != Wrap.MASTER).toList();

    private static final Set<Wrap> BRANCHES
            = EnumSet.of(Wrap.MULTICAST, Wrap.MULTICAST_PARALLEL, Wrap.RECIPIENT_LIST, Wrap.ENRICH, Wrap.SPLIT_AGGREGATE,
                    Wrap.CIRCUIT_BREAKER, Wrap.CIRCUIT_BREAKER_FALLBACK, Wrap.SEDA_IN_OUT);
    private static final Set<Wrap> DETACHED = EnumSet.of(Wrap.SEDA, Wrap.WIRE_TAP, Wrap.AGGREGATE);

    final long seed;
    final Family family;
    final int messages;
    final int records;
    final int runMillis;
    final List<Wrap> before = new ArrayList<>();
    final List<Wrap> after = new ArrayList<>();
    final Via via;
    final Source source;
    final Reader reader;
    final Handler handler;
    final Scope scope;
    final int redeliveries;
    final int poisoned;
    final String operation;
    final OnExisting onExisting;
    final Existing existing;
    final boolean fetchData;
    final Body body;
    final JobAction onStop;
    final boolean shortTimeout;
    final JobAction onTimeout;
    final boolean deleteAfterCompletion;
    final boolean repository;
    final Disturbance disturbance;
    final int disturbedAfter;
    final int maxRetries;
    final boolean beside;
    /** Returns whether circuit breakers limit the number and duration of calls, which needs a thread for each. */
    final boolean breakerLimits;
    /** Returns whether the consumer of events is behind {@code master:}. */
    final boolean masterConsumer;
    final ScenarioFaults faults;

    Scenario(long seed) {
        this.seed = seed;
        ScenarioDice random = new ScenarioDice(seed);
        Family drawnFamily = random.weighted(Family.READ, 7, Family.RUN, 6, Family.EVENTS, 6, Family.POLL_ENRICH, 1);
        family = System.getProperty("eip.family") == null ? drawnFamily : Family.valueOf(System.getProperty("eip.family"));
        messages = 1 + random.nextInt(3);
        records = random.nextInt(6) == 0 ? random.nextInt(2) : 2 + random.nextInt(12);
        runMillis = random.nextInt(25);
        Via drawnVia = random.any(Via.values());
        source = random.weighted(Source.RECORDS, 6, Source.CSV, 1, Source.RAW, 1, Source.FILE_RECORDS, 1, Source.FILE_RAW, 1);
        via = drawnVia == Via.ROUTING_SLIP && source == Source.RAW ? Via.TO : drawnVia;
        reader = random.any(Reader.values());
        handler = random.any(Handler.values());
        scope = random.any(Scope.values());
        redeliveries = random.nextInt(4);
        poisoned = random.nextInt(3) == 0 ? 1 + random.nextInt(2) : 0;
        draw(random, before, BEFORE, family == Family.EVENTS ? 0 : random.nextInt(3));
        draw(random, after, AFTER, random.nextInt(3));
        existing = family == Family.RUN ? random.any(Existing.values()) : Existing.FINISHED;
        boolean await = existing != Existing.NONE && random.nextInt(5) == 0;
        operation = await ? "await" : random.nextInt(4) == 0 ? "create" : "run";
        onExisting = random.any(OnExisting.values());
        fetchData = family == Family.RUN ? !"create".equals(operation) && random.nextBoolean() : random.nextInt(5) > 0;
        body = random.any(Body.values());
        onStop = random.nextInt(4) == 0 ? JobAction.delete : JobAction.leave;
        shortTimeout = random.nextInt(8) == 0;
        onTimeout = random.nextInt(3) == 0 ? JobAction.delete : JobAction.leave;
        deleteAfterCompletion = random.nextBoolean();
        repository = random.nextBoolean();
        breakerLimits = random.nextBoolean();
        masterConsumer = family == Family.EVENTS && random.nextInt(8) == 0;
        Disturbance drawnDisturbance = random.nextInt(4) == 0 ? random.any(Disturbance.values()) : Disturbance.NONE;
        disturbance = hasMaster() && random.nextInt(3) == 0 ? Disturbance.LEADERSHIP
                : hasMaster() || drawnDisturbance != Disturbance.LEADERSHIP ? drawnDisturbance : Disturbance.RESTART_ROUTE;
        disturbedAfter = random.nextInt(6);
        maxRetries = random.nextInt(3);
        faults = new ScenarioFaults(random, family, source, countsRecords());
        // only without failures it is clear how long the run needs its job
        beside = family == Family.RUN && "run".equals(operation) && existing == Existing.NONE && !faults.any() && !disturbed()
                && !shortTimeout && poisoned == 0 && !mayOutliveResults() && after.stream().noneMatch(Wrap::hidesErrors);
    }

    /** Returns whether the expected number of records is known. Otherwise an empty array is no error. */
    boolean countsRecords() {
        return source != Source.RAW && source != Source.FILE_RAW && records % 2 == 0;
    }

    private void draw(ScenarioDice random, List<Wrap> into, List<Wrap> from, int count) {
        for (int i = 0; i < count; i++) {
            Wrap wrap = random.of(from);
            // Camel never ends an exchange that is redelivered or continued around a routing slip within a routing slip
            boolean second = via == Via.ROUTING_SLIP || before.contains(Wrap.ROUTING_SLIP) || after.contains(Wrap.ROUTING_SLIP);
            // nor does it end a slip with a stream whose caching fails, or it follows a list of recipients from elsewhere
            into.add(wrap == Wrap.ROUTING_SLIP && (second || source == Source.RAW) ? Wrap.TO_D : wrap);
        }
    }

    boolean readsData() {
        return family == Family.READ || fetchData;
    }

    /** Returns whether an error behind the first route can end without being visible there. */
    boolean hidesErrors() {
        return handler == Handler.DEAD_LETTER || handler == Handler.HANDLED || handler == Handler.CONTINUED
                || before.stream().anyMatch(Wrap::hidesErrors) || after.stream().anyMatch(Wrap::hidesErrors);
    }

    /** Returns whether the same message can use the same name again. */
    int loops() {
        return family == Family.READ || family == Family.RUN && onExisting == OnExisting.attach ? 2 : 1;
    }

    /**
     * Returns whether the results may be closed before they are read, which is a clear error: behind a wire tap, behind
     * an aggregator, which has a separate thread, and behind a queue without a reply if a branch returned the results
     * or ends when its message is in the queue.
     */
    boolean mayOutliveResults() {
        int queue = after.indexOf(Wrap.SEDA);
        boolean inBranch = queue >= 0 && after.subList(0, queue).stream().anyMatch(BRANCHES::contains);
        boolean multicast = via == Via.MULTICAST || via == Via.MULTICAST_PARALLEL || via == Via.SPLIT_AGGREGATE;
        boolean ofBranch = family != Family.EVENTS && family != Family.POLL_ENRICH
                && (multicast || via == Via.RECIPIENT_LIST || via == Via.CIRCUIT_BREAKER);
        boolean detached = before.stream().anyMatch(DETACHED::contains);
        return after.contains(Wrap.WIRE_TAP) || after.contains(Wrap.AGGREGATE) || inBranch || queue >= 0 && ofBranch
                || multicast && detached && before.stream().anyMatch(BRANCHES::contains);
    }

    /** Returns whether a step runs branches on separate threads, to which Camel does not pass a transaction. */
    boolean runsInParallel() {
        boolean limits = breakerLimits && Stream.concat(before.stream(), after.stream())
                .anyMatch(wrap -> wrap == Wrap.CIRCUIT_BREAKER || wrap == Wrap.CIRCUIT_BREAKER_FALLBACK);
        return limits || before.contains(Wrap.MULTICAST_PARALLEL) || after.contains(Wrap.MULTICAST_PARALLEL)
                || reader == Reader.SPLIT_PARALLEL;
    }

    /** The maximum number of polling consumers in Camel's cache. */
    int cacheSize() {
        return records % 2 == 0 ? 1 : 10;
    }

    /** Returns whether the scenario has no failures. */
    boolean isCalm() {
        return !faults.any() && poisoned == 0 && !disturbed();
    }

    /** Returns whether other messages stop the polling consumer of this one, because Camel's cache is smaller. */
    boolean mayBeEvicted() {
        return family == Family.POLL_ENRICH && cacheSize() < messages;
    }

    /** Returns whether work waits in the queues of thread pools, which Camel drops on shutdown. */
    boolean hasQueues() {
        return before.contains(Wrap.THREADS) || after.contains(Wrap.THREADS) || via == Via.MULTICAST_PARALLEL
                || runsInParallel();
    }

    /**
     * Returns whether Camel loses an exchange that reaches a step of a route that it has stopped by force: these steps
     * throw an exception that its reactive executor ignores, instead of ending the exchange with it.
     */
    boolean hasStepsThatThrow() {
        return Stream.of(Wrap.RECIPIENT_LIST, Wrap.WIRE_TAP).anyMatch(wrap -> before.contains(wrap) || after.contains(wrap))
                || via == Via.RECIPIENT_LIST;
    }

    /** Returns whether a route starts only with the leadership, about a second after its context. */
    boolean hasMaster() {
        return masterConsumer || before.contains(Wrap.MASTER);
    }

    boolean disturbed() {
        return disturbance != Disturbance.NONE;
    }

    @Override
    public String toString() {
        return "seed " + seed + ": " + family + ", " + messages + " messages, " + records + " records, job runs " + runMillis
               + " ms, before " + before + ", via " + via + ", source " + source + ", after " + after + ", reader " + reader
               + ", handler " + handler + " (" + scope + ", " + redeliveries + " redeliveries), end of route fails " + poisoned
               + " times, operation " + operation + ", onExisting " + onExisting + ", existing " + existing + ", fetchData "
               + fetchData + ", body " + body + ", onStop " + onStop + ", shortTimeout " + shortTimeout + ", onTimeout "
               + onTimeout + ", deleteAfterCompletion " + deleteAfterCompletion + ", repository " + repository
               + ", disturbance " + disturbance + " after " + disturbedAfter + " calls, maxRetries " + maxRetries
               + ", limits of circuit breakers " + breakerLimits + ", consumer behind master " + masterConsumer
               + ", a consumer beside that deletes "
               + beside + ", faults "
               + faults;
    }
}
