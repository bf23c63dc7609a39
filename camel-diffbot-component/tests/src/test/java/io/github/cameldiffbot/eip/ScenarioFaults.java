/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.github.cameldiffbot.eip.Scenario.Family;
import io.github.cameldiffbot.eip.Scenario.Source;

/**
 * The random faults of a scenario's calls.
 */
final class ScenarioFaults {

    private static final int FOR_GOOD = 200;

    private final Map<ScenarioDiffbot.Kind, List<ScenarioFault>> faults = new EnumMap<>(ScenarioDiffbot.Kind.class);

    /**
     * @param countKnown whether the expected number of records is known
     */
    ScenarioFaults(ScenarioDice random, Family family, Source source, boolean countKnown) {
        if (random.nextInt(4) == 0) {
            return;
        }
        for (ScenarioDiffbot.Kind kind : calls(family)) {
            List<ScenarioFault> drawn = draw(random, kind);
            if (!drawn.isEmpty()) {
                faults.put(kind, drawn);
            }
        }
        if (random.nextInt(6) == 0) {
            faults.put(ScenarioDiffbot.Kind.DATA, Collections.nCopies(FOR_GOOD, random.any(ScenarioFault.CUT,
                    ScenarioFault.CUT_CHUNKED, ScenarioFault.BAD_RECORD, ScenarioFault.EMPTY_ARRAY)));
        }
        faults.replaceAll((kind, drawn) -> drawn.stream().map(fault -> possible(fault, family, source, countKnown)).toList());
    }

    private static List<ScenarioDiffbot.Kind> calls(Family family) {
        return switch (family) {
            case READ -> List.of(ScenarioDiffbot.Kind.STATUS, ScenarioDiffbot.Kind.DATA);
            case RUN -> List.of(ScenarioDiffbot.Kind.LIST, ScenarioDiffbot.Kind.STATUS, ScenarioDiffbot.Kind.SUBMIT,
                    ScenarioDiffbot.Kind.DELETE, ScenarioDiffbot.Kind.DATA);
            default -> List.of(ScenarioDiffbot.Kind.LIST, ScenarioDiffbot.Kind.STATUS, ScenarioDiffbot.Kind.DATA,
                    ScenarioDiffbot.Kind.DELETE);
        };
    }

    private static List<ScenarioFault> draw(ScenarioDice random, ScenarioDiffbot.Kind kind) {
        List<ScenarioFault> from = switch (kind) {
            case DATA -> ScenarioFault.DOWNLOAD;
            case SUBMIT, DELETE, CONTROL -> ScenarioFault.WRITE;
            case LIST, STATUS -> ScenarioFault.ANY;
        };
        List<ScenarioFault> drawn = new ArrayList<>();
        int count = random.nextInt(3) == 0 ? random.nextInt(5) : random.nextInt(2);
        for (int i = 0; i < count; i++) {
            drawn.add(random.nextInt(4) == 0 ? ScenarioFault.NONE : random.of(from));
        }
        return drawn;
    }

    /** Replaces faults that the component does not treat as an error. */
    private static ScenarioFault possible(ScenarioFault fault, Family family, Source source, boolean countKnown) {
        boolean raw = source == Source.RAW || source == Source.FILE_RAW;
        boolean empty = fault == ScenarioFault.EMPTY_ARRAY || fault == ScenarioFault.EMPTY_BODY && source == Source.CSV;
        return raw && fault == ScenarioFault.BAD_RECORD || empty && family == Family.READ && !countKnown
                ? ScenarioFault.CUT : fault;
    }

    /** Returns whether a call fails. */
    boolean any() {
        return faults.values().stream().flatMap(List::stream)
                .anyMatch(fault -> fault != ScenarioFault.NONE && fault != ScenarioFault.SLOW);
    }

    /** Returns whether no download ever succeeds. */
    boolean areForGood() {
        return faults.getOrDefault(ScenarioDiffbot.Kind.DATA, List.of()).size() == FOR_GOOD;
    }

    void apply(ScenarioDiffbot diffbot) {
        faults.forEach(diffbot::suffer);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        faults.forEach((kind, drawn) -> text.append(kind).append(' ')
                .append(drawn.size() == FOR_GOOD ? drawn.get(0) + " for good" : drawn.toString()).append(' '));
        return text.toString();
    }
}
