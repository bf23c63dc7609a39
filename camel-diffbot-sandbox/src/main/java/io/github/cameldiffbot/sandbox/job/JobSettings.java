/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.job;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The values of a job's settings. What cannot be read as the kind of value it should be is passed over. */
public final class JobSettings {

    private final Map<Setting, Object> values = new EnumMap<>(Setting.class);
    private final Set<Setting> given = EnumSet.noneOf(Setting.class);
    private Map<String, String> headers = Map.of();

    /**
     * The defaults.
     *
     * @param type of the job
     */
    public JobSettings(JobType type) {
        for (Setting setting : Setting.values()) {
            if (setting.defaultFor(type) != null) {
                values.put(setting, setting.defaultFor(type));
            }
        }
    }

    /**
     * Takes over the settings among some parameters, and leaves the others as they are.
     *
     * @param  params by name
     * @return        whether there was one
     */
    public boolean apply(Map<String, List<String>> params) {
        boolean any = false;
        for (Setting setting : Setting.values()) {
            List<String> given = params.get(setting.wire());
            if (given != null && !given.isEmpty()) {
                any = true;
                put(setting, given);
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

    Object value(Setting setting) {
        return values.get(setting);
    }

    /** The settings that were given, as parameters. */
    Map<String, List<String>> toMap() {
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
            // what the real service does is not known; the value that is there stays
            given.remove(setting);
        }
    }

    /**
     * One header in each value, or several in one value, divided by line ends: both are sent by Diffbot's own clients.
     */
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
