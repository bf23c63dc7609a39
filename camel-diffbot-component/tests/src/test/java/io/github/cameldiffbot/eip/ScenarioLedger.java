/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.error.DiffbotException;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;

/**
 * Records the history of each message, identified by the name of its job, and checks it immediately.
 */
final class ScenarioLedger extends EventNotifierSupport {

    static final String ID = "scenario";
    static final String FAILED = "scenarioFailed";

    static final String READ = "scenarioRead";
    private static final Pattern KEY = Pattern.compile("j\\d+\\.\\d+");

    private final Scenario scenario;
    private final ScenarioDiffbot diffbot;
    private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
    private final Set<String> whole = ConcurrentHashMap.newKeySet();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final Queue<String> notes = new ConcurrentLinkedQueue<>();

    ScenarioLedger(Scenario scenario, ScenarioDiffbot diffbot) {
        this.scenario = scenario;
        this.diffbot = diffbot;
    }

    /** The results read of one call or event, by any number of readers. */
    static final class Reading {

        private static final AtomicInteger READINGS = new AtomicInteger();

        private final int number = READINGS.incrementAndGet();
        // parts of a parallel split add to it while others read it
        private final Set<String> keys = ConcurrentHashMap.newKeySet();

        Set<String> keys() {
            return keys;
        }

        /** Identifies the message where records are grouped. */
        @Override
        public String toString() {
            return "reading " + number;
        }
    }

    /** Identifies the message by its job if it comes from a consumer. */
    void name(Exchange exchange) {
        if (exchange.getMessage().getHeader(ID) == null) {
            exchange.getMessage().setHeader(ID, exchange.getMessage().getHeader(DiffbotConstants.JOB_NAME));
        }
        exchange.getMessage().removeHeader(FAILED);
        exchange.setProperty(READ, new Reading());
        onItsThread(exchange);
    }

    private void onItsThread(Exchange exchange) {
        if (!scenario.runsInParallel() && SpringTransaction.isOnOtherThread(exchange)) {
            violate(id(exchange) + " is in a transaction, but not on the thread of it");
        }
    }

    /** An error was continued: later steps prove nothing. */
    void continued(Exchange exchange) {
        note("continued " + id(exchange) + ": " + exchange.getProperty(Exchange.EXCEPTION_CAUGHT));
        exchange.getMessage().setHeader(FAILED, true);
        count("failed", id(exchange));
    }

    /** Records that an aggregator grouped. */
    void group(Exchange exchange) {
        Reading reading = reading(exchange);
        for (Object record : (List<?>) exchange.getMessage().getBody()) {
            collect(reading, record);
        }
    }

    void record(Exchange exchange) {
        onItsThread(exchange);
        collect(reading(exchange), exchange.getMessage().getBody());
    }

    /** A record in the route of another consumer, which deletes the jobs that it has read. */
    void beside(Exchange exchange) {
        count("beside", id(exchange));
    }

    /** Reads the whole body in one step. */
    void iterate(Exchange exchange) throws Exception {
        Reading reading = reading(exchange);
        Object body = exchange.getMessage().getBody();
        if (body instanceof Iterator<?> iterator) {
            while (iterator.hasNext()) {
                collect(reading, iterator.next());
            }
        } else {
            collect(reading, text(body));
        }
    }

    private static Reading reading(Exchange exchange) {
        Reading reading = exchange.getProperty(READ, Reading.class);
        if (reading == null) {
            reading = new Reading();
            exchange.setProperty(READ, reading);
        }
        return reading;
    }

    private static String text(Object body) throws Exception {
        if (body instanceof File file) {
            return Files.readString(file.toPath());
        }
        if (body instanceof InputStream in) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        return String.valueOf(body);
    }

    private void collect(Reading reading, Object read) {
        Matcher matcher = KEY.matcher(String.valueOf(read instanceof Map<?, ?> map ? map.get("id") : read));
        while (matcher.find()) {
            reading.keys().add(matcher.group());
        }
        String any = reading.keys().stream().findAny().orElse("");
        String name = any.replaceAll("\\..*", "");
        if (reading.keys().size() == scenario.records && !name.isEmpty()) {
            whole.add(name);
        }
    }

    /** The end of a route that fails for some time. */
    void poison(Exchange exchange) {
        if (count("poison", id(exchange)) <= scenario.poisoned) {
            throw new IllegalStateException("The end of the route fails");
        }
    }

    /** The last step: a message without an error has all results here. */
    void done(Exchange exchange) {
        String id = id(exchange);
        onItsThread(exchange);
        if (exchange.getMessage().getHeader(FAILED) != null) {
            count("failed", id);
            count("ended", id);
            return;
        }
        count("done", id);
        if (scenario.readsData()) {
            Reading reading = reading(exchange);
            if (!reading.keys().containsAll(ScenarioDiffbot.keys(id, scenario.records))) {
                violate("the end of the route was reached with " + reading.keys().size() + " of "
                        + scenario.records + " records of " + id);
            }
        }
        if (scenario.family == Scenario.Family.RUN && !"create".equals(scenario.operation) && !diffbot.hasEnded(id)) {
            violate("the end of the route was reached, but " + id + " has not ended");
        }
    }

    void caught(Exchange exchange) {
        note("caught " + id(exchange) + ": " + exchange.getProperty(Exchange.EXCEPTION_CAUGHT));
        exchange.getMessage().setHeader(FAILED, true);
        count("failed", id(exchange));
    }

    void dead(Exchange exchange) {
        note("dead letter " + id(exchange) + ": " + exchange.getProperty(Exchange.EXCEPTION_CAUGHT));
        count("failed", id(exchange));
        count("dead", id(exchange));
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof CamelEvent.FailureEvent failure && event instanceof CamelEvent.ExchangeEvent of
                && !"beside".equals(of.getExchange().getFromRouteId())) {
            String id = id(of.getExchange());
            note("failed " + id + ": " + failure.getCause() + at(failure.getCause()));
            count("failed", id);
        }
    }

    /** The origin of an unexpected error. */
    private static String at(Throwable error) {
        return error instanceof IllegalStateException || error instanceof DiffbotException || error instanceof IOException
                ? "" : " at " + List.of(error.getStackTrace()).subList(0, Math.min(12, error.getStackTrace().length));
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof CamelEvent.ExchangeFailedEvent;
    }

    /** Returns whether a job's data was read to its end: record by record, or as one piece, which Camel may cache. */
    boolean readWhole(String name) {
        boolean onePiece = scenario.source == Scenario.Source.RAW || scenario.source == Scenario.Source.FILE_RAW;
        return onePiece && diffbot.sentWhole(name) || scenario.records == 0 || whole.contains(name);
    }

    int count(String what, String id) {
        return counts.computeIfAbsent(what + " " + id, unknown -> new AtomicInteger()).incrementAndGet();
    }

    int get(String what, String id) {
        AtomicInteger count = counts.get(what + " " + id);
        return count == null ? 0 : count.get();
    }

    void note(String note) {
        notes.add(note.length() > 1_500 ? note.substring(0, 1_500) : note);
    }

    void violate(String violation) {
        violations.add(violation);
    }

    List<String> violations() {
        return new ArrayList<>(violations);
    }

    List<String> notes() {
        return new ArrayList<>(notes);
    }

    private static String id(Exchange exchange) {
        String id = exchange.getMessage().getHeader(ID, String.class);
        return id != null ? id : exchange.getMessage().getHeader(DiffbotConstants.JOB_NAME, "?", String.class);
    }
}
