/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.engine;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The values of the settings of a job. Values of the wrong type are ignored. Guarded by the job. */
final class JobSettings {

    private final Map<Setting, Object> values = new EnumMap<>(Setting.class);
    private final Set<Setting> given = EnumSet.noneOf(Setting.class);
    private Map<String, String> headers = Map.of();

    JobSettings(JobType type) {
        for (Setting setting : Setting.values()) {
            if (setting.defaultFor(type) != null) {
                values.put(setting, setting.defaultFor(type));
            }
        }
    }

    /** Applies the settings among some parameters, and returns whether there was any. */
    boolean apply(Map<String, List<String>> params) {
        boolean any = false;
        for (Setting setting : Setting.values()) {
            List<String> texts = params.get(setting.wire());
            if (texts != null && !texts.isEmpty()) {
                any = true;
                put(setting, texts);
            }
        }
        return any;
    }

    String text(Setting setting) {
        return (String) values.getOrDefault(setting, "");
    }

    long integer(Setting setting) {
        return (Long) values.getOrDefault(setting, -1L);
    }

    double number(Setting setting) {
        return (Double) values.getOrDefault(setting, -1.0);
    }

    boolean flag(Setting setting) {
        return Long.valueOf(1).equals(values.get(setting));
    }

    boolean has(Setting setting) {
        return values.containsKey(setting);
    }

    boolean isGiven(Setting setting) {
        return given.contains(setting);
    }

    /** Returns a copy of all values. */
    Map<Setting, Object> values() {
        return new EnumMap<>(values);
    }

    /** Returns the settings that were given, as parameters. */
    Map<String, List<String>> toParameters() {
        Map<String, List<String>> map = new LinkedHashMap<>();
        for (Setting setting : values.keySet()) {
            if (setting == Setting.CUSTOM_HEADERS) {
                map.put(setting.wire(), headers.entrySet().stream().map(h -> h.getKey() + ":" + h.getValue()).toList());
            } else if (isGiven(setting) || setting == Setting.API_URL) {
                map.put(setting.wire(), List.of(String.valueOf(values.get(setting))));
            }
        }
        return map;
    }

    Map<String, String> headers() {
        return headers;
    }

    private void put(Setting setting, List<String> texts) {
        String last = texts.get(texts.size() - 1).trim();
        try {
            switch (setting.kind()) {
                case TEXT -> values.replace(setting, last);
                case INT -> values.replace(setting, (long) Double.parseDouble(last));
                case NUMBER -> values.replace(setting, Double.parseDouble(last));
                case FLAG -> values.replace(setting, Double.parseDouble(last) == 0 ? 0L : 1L);
                default -> headers = parseHeaders(texts);
            }
            given.add(setting);
        } catch (NumberFormatException e) {
            // Diffbot's behaviour is unknown; the current value stays
            given.remove(setting);
        }
    }

    /** Parses one header per value, or several in one value on separate lines: Diffbot's clients send both. */
    private static Map<String, String> parseHeaders(List<String> texts) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String text : texts) {
            for (String line : text.split("[\\r\\n]+")) {
                int colon = line.indexOf(':');
                if (colon > 0 && line.substring(0, colon).trim().matches("[A-Za-z0-9-]+")) {
                    headers.put(line.substring(0, colon).trim(), line.substring(colon + 1).trim());
                }
            }
        }
        return headers;
    }
}
