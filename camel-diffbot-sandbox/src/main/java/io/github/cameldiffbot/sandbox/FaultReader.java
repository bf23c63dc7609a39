/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.cameldiffbot.sandbox.internal.api.Durations;
import io.github.cameldiffbot.sandbox.internal.api.FaultPlan;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Parses faults in YAML or JSON: a list, or a map with the list under {@code faults}. */
final class FaultReader {

    private static final String MEMBERS
            = "path, method, job, params, call, after, times, probability, seed, status, body, headers, delay, redirect, "
              + "reset, hangUp, truncate, end, missingBracket, stall, dribble, brokenChunk, wrongLength, withoutLength, "
              + "brokenGzip";

    private FaultReader() {
    }

    /**
     * Parses faults and plans them.
     *
     * @throws IllegalArgumentException if the text is invalid, with the reason
     */
    static List<FaultPlan> plans(String yaml) {
        return read(yaml).stream().map(Fault::plan).toList();
    }

    private static List<Fault> read(String yaml) {
        Object document = parse(yaml);
        if (document instanceof Map<?, ?> map && map.containsKey("faults")) {
            document = map.get("faults");
        }
        List<Fault> faults = new ArrayList<>();
        if (document instanceof Map<?, ?> one) {
            faults.add(fault(one));
        } else if (document instanceof List<?> list) {
            for (Object entry : list) {
                if (!(entry instanceof Map<?, ?> map)) {
                    throw new IllegalArgumentException("A fault must be a map, not " + entry);
                }
                faults.add(fault(map));
            }
        } else if (document != null) {
            throw new IllegalArgumentException("Faults must be a list of maps, not " + document);
        }
        return faults;
    }

    private static Object parse(String yaml) {
        try {
            return new Load(LoadSettings.builder().setLabel("faults").build()).loadFromString(yaml);
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static Fault fault(Map<?, ?> map) {
        Object path = map.get("path");
        Fault fault = Fault.on(path == null ? "/v3/" : path.toString());
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            fault = apply(fault, String.valueOf(entry.getKey()), entry.getValue(), map);
        }
        return fault;
    }

    private static Fault apply(Fault fault, String key, Object value, Map<?, ?> all) {
        return switch (key) {
            case "path", "seed" -> fault;
            case "method" -> fault.method(String.valueOf(value));
            case "job" -> fault.job(String.valueOf(value));
            case "params" -> with(fault, map(key, value), (f, name, text) -> f.when(r -> text.equals(r.param(name))));
            case "call" -> fault.call((int) number(key, value));
            case "after" -> fault.after((int) number(key, value));
            case "times" -> fault.times((int) number(key, value));
            case "probability" -> fault.probability(decimal(key, value),
                    all.containsKey("seed") ? number("seed", all.get("seed")) : 0);
            case "status" -> fault.status((int) number(key, value));
            case "body" -> fault.body(String.valueOf(value)).status(
                    all.containsKey("status") ? (int) number("status", all.get("status")) : 200);
            case "headers" -> with(fault, map(key, value), Fault::header);
            case "delay" -> fault.delay(Durations.parse(String.valueOf(value)));
            case "redirect" -> fault.redirect(String.valueOf(value));
            default -> onTheWire(fault, key, value);
        };
    }

    private static Fault onTheWire(Fault fault, String key, Object value) {
        if (Boolean.FALSE.equals(value)) {
            return fault;
        }
        return switch (key) {
            case "reset" -> Boolean.TRUE.equals(value) ? fault.reset() : fault.resetAfter(number(key, value));
            case "hangUp" -> fault.hangUp();
            case "truncate" -> fault.truncateAfter(number(key, value));
            case "end" -> fault.endAfter(number(key, value));
            case "missingBracket" -> fault.missingBracket();
            case "stall" -> fault.stallAfter(Boolean.TRUE.equals(value) ? -1 : number(key, value));
            case "dribble" -> fault.dribble((int) number(key, value));
            case "brokenChunk" -> fault.brokenChunkAfter(number(key, value));
            case "wrongLength" -> fault.wrongLength(number(key, value));
            case "withoutLength" -> fault.withoutLength();
            case "brokenGzip" -> fault.brokenGzip();
            default -> throw new IllegalArgumentException(
                    "Unknown member " + key + ". Use one of " + MEMBERS);
        };
    }

    @FunctionalInterface
    private interface Change {
        Fault apply(Fault fault, String name, String value);
    }

    private static Fault with(Fault fault, Map<?, ?> values, Change change) {
        Fault changed = fault;
        for (Map.Entry<?, ?> entry : values.entrySet()) {
            changed = change.apply(changed, String.valueOf(entry.getKey()), String.valueOf(entry.getValue()));
        }
        return changed;
    }

    private static Map<?, ?> map(String key, Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException(key + " must be a map, not " + value);
    }

    private static long number(String key, Object value) {
        if (value instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalArgumentException(key + " must be a number, not " + value);
    }

    private static double decimal(String key, Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException(key + " must be a number, not " + value);
    }
}
