/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.exchange;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The internal classes and methods of Camel that the component recognizes on the stack or by name, because Camel has no
 * other sign of what happens to results. Camel may rename them in any version. Then results stay open longer, and their
 * job is not deleted.
 */
public final class CamelClasses {

    public static final String CAMEL = "org.apache.camel.";
    public static final String PROCESSORS = CAMEL + "processor.";

    /** Drains its iterator at the end of a split that stopped: {@link #END_OF_SPLIT}. */
    public static final String SPLITTER = PROCESSORS + "Splitter";
    public static final String END_OF_SPLIT = PROCESSORS + "MulticastProcessor.doDone";

    /** Wrappers of the iterator of a split, such as for groups. */
    public static final Set<String> ITERATORS = Set.of(
            CAMEL + "support.GroupIterator", CAMEL + "util.SkipIterator", CAMEL + "util.FilterIterator");

    /** Logs, tracers and debuggers. */
    public static final Set<String> DISPLAYS = Set.of(
            PROCESSORS + "LogProcessor", CAMEL + "support.processor.CamelLogProcessor", CAMEL + "impl.engine.DefaultTracer",
            CAMEL + "impl.debugger.BacklogTracer", CAMEL + "impl.debugger.DefaultBacklogDebugger");

    /** Displays a value for formatters and for the history that an error handler logs. */
    public static final String DISPLAY_METHOD = CAMEL + "support.MessageHelper.extractValueForLogging";

    /** Copies a stream into a stream cache. */
    public static final String STREAM_CACHING = CAMEL + "converter.stream.StreamCacheConverter";

    /** Copy an exchange for a step. */
    static final Set<String> COPYING = Set.of(
            CAMEL + "support.AbstractExchange", CAMEL + "support.DefaultExchange", CAMEL + "support.DefaultPooledExchange",
            CAMEL + "support.ExchangeHelper", CAMEL + "impl.engine.PrototypeProcessorExchangeFactory",
            CAMEL + "impl.engine.PooledProcessorExchangeFactory");

    static final String WIRE_TAP = PROCESSORS + "WireTapProcessor";
    static final String AGGREGATED = PROCESSORS + "aggregate.AggregateProcessor$AggregateOnCompletion";
    static final String USE_ORIGINAL = PROCESSORS + "aggregate.UseOriginalAggregationStrategy";

    /** The calls, innermost first, by which seda copies an exchange. */
    static final List<String> SEDA = List.of(
            CAMEL + "component.seda.SedaProducer.prepareCopy", CAMEL + "component.seda.SedaProducer.addToQueue");

    /**
     * Routes an exchange within the circuit breaker of resilience4j. The class of other circuit breakers has the same
     * end.
     */
    static final String CIRCUIT_BREAKER = CAMEL + "component.resilience4j.ResilienceProcessor$CircuitBreakerTask";
    static final String CIRCUIT_BREAKERS = "$CircuitBreakerTask";

    private static final Logger LOG = LoggerFactory.getLogger(CamelClasses.class);

    private static final List<String> MISSING = findMissing();

    private CamelClasses() {
    }

    /**
     * Returns whether this version of Camel has all of them.
     */
    static boolean areKnown() {
        return MISSING.isEmpty();
    }

    static List<String> missing() {
        return MISSING;
    }

    private static List<String> findMissing() {
        if (System.getProperty("org.graalvm.nativeimage.imagecode") != null) {
            // a native executable has no names of classes to look up; its build was tested with its version of Camel
            return List.of();
        }
        List<String> missing = names().filter(name -> !exists(name)).toList();
        if (!missing.isEmpty()) {
            LOG.warn("This version of Camel has no {}, which this version of the component needs. Results stay open longer, and"
                     + " no job is deleted after its results were read",
                    missing);
        }
        return missing;
    }

    // the class path may lack seda and circuit breakers
    private static Stream<String> names() {
        return Stream.of(
                Stream.of(SPLITTER, END_OF_SPLIT, DISPLAY_METHOD, STREAM_CACHING, WIRE_TAP, AGGREGATED, USE_ORIGINAL),
                ITERATORS.stream(), DISPLAYS.stream(), COPYING.stream(),
                SEDA.stream().filter(name -> exists(CAMEL + "component.seda.SedaComponent")),
                Stream.of(CIRCUIT_BREAKER).filter(name -> exists(CAMEL + "component.resilience4j.ResilienceProcessor")))
                .flatMap(each -> each);
    }

    /**
     * Returns whether a class, or a method of a class, exists.
     */
    static boolean exists(String name) {
        int dot = name.lastIndexOf('.');
        boolean isMethod = Character.isLowerCase(name.charAt(dot + 1));
        try {
            Class<?> type = Class.forName(
                    isMethod ? name.substring(0, dot) : name, false, CamelClasses.class.getClassLoader());
            return !isMethod
                    || Arrays.stream(type.getDeclaredMethods())
                            .anyMatch(each -> each.getName().equals(name.substring(dot + 1)));
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
