/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.List;
import java.util.Map;

import io.github.cameldiffbot.internal.monitor.SessionReport;
import io.github.cameldiffbot.internal.request.EventReference;
import io.github.cameldiffbot.internal.session.DiffbotSession;
import io.github.cameldiffbot.internal.text.Excerpt;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The console {@code diffbot}: shows jobs, waits and calls, and delivers events again. It sends no requests.
 */
@DevConsole(name = "diffbot", displayName = "Diffbot", description = "Diffbot jobs, waits and calls")
public class DiffbotDevConsole extends AbstractDevConsole {

    /**
     * The option for the maximum number of jobs in each list.
     */
    public static final String LIMIT = "limit";

    /**
     * The option for an event that the consumers deliver again at their next poll: the id of an end, or the type and
     * name of a job for its last end, such as {@code bulk/shop}. The result has the number of these consumers.
     */
    public static final String REDELIVER = "redeliver";

    private static final Logger LOG = LoggerFactory.getLogger(DiffbotDevConsole.class);
    private static final int DEFAULT_LIMIT = 100;

    public DiffbotDevConsole() {
        super("camel", "diffbot", "Diffbot", "Diffbot jobs, waits and calls");
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        StringBuilder text = new StringBuilder();
        write(doCallJson(options), "    ", text);
        return text.toString();
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        SessionReport report = new SessionReport(limit(options));
        List<JsonObject> sessions = DiffbotSession.of(getCamelContext()).map(report::of).toList();
        JsonObject root = new JsonObject();
        Object redelivered = options.get(REDELIVER);
        if (redelivered != null) {
            root.put(REDELIVER, redeliver(redelivered.toString()));
        }
        root.put("sessions", sessions);
        return root;
    }

    private JsonObject redeliver(String event) {
        JsonObject result = new JsonObject();
        EventReference reference;
        try {
            reference = EventReference.parse(event, "Option " + REDELIVER);
        } catch (IllegalArgumentException e) {
            result.put("error", e.getMessage());
            return result;
        }
        try {
            result.put("consumers", DiffbotSession.of(getCamelContext()).flatMap(session -> session.consumers().stream())
                    .filter(consumer -> consumer.redeliver(reference.job(), reference.id())).count());
        } catch (RuntimeException e) {
            LOG.warn("The console option redeliver={} failed, as a repository of handled events did. Send it again when the"
                     + " repository works",
                    Excerpt.of(event), e);
            result.put("error", "A repository of handled events failed: " + Excerpt.of(e.toString()));
        }
        return result;
    }

    private static int limit(Map<String, Object> options) {
        Object limit = options.get(LIMIT);
        try {
            return limit == null ? DEFAULT_LIMIT : Math.max(0, Integer.parseInt(limit.toString().trim()));
        } catch (NumberFormatException e) {
            return DEFAULT_LIMIT;
        }
    }

    /**
     * Writes the JSON as text, one line for each member.
     */
    private static void write(Map<?, ?> object, String indent, StringBuilder text) {
        object.forEach((name, value) -> {
            if (value instanceof Map<?, ?> map) {
                text.append(indent).append(name).append(":\n");
                write(map, indent + "    ", text);
            } else if (value instanceof List<?> list) {
                text.append(indent).append(name).append(": ").append(list.size()).append('\n');
                for (Object element : list) {
                    text.append(indent).append("  -\n");
                    write((Map<?, ?>) element, indent + "    ", text);
                }
            } else {
                text.append(indent).append(name).append(": ").append(value).append('\n');
            }
        });
    }
}
