/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.session;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;

/**
 * The sessions of all components of this kind in a Camel context.
 */
final class ContextSessions {

    private final Set<DiffbotSessions> components = ConcurrentHashMap.newKeySet();

    private ContextSessions() {
    }

    static ContextSessions of(CamelContext camelContext) {
        ExtendedCamelContext context = camelContext.getCamelContextExtension();
        synchronized (context) {
            ContextSessions sessions = context.getContextPlugin(ContextSessions.class);
            if (sessions == null) {
                sessions = new ContextSessions();
                context.addContextPlugin(ContextSessions.class, sessions);
            }
            return sessions;
        }
    }

    void add(DiffbotSessions component) {
        components.add(component);
    }

    void remove(DiffbotSessions component) {
        components.remove(component);
    }

    Stream<DiffbotSession> stream() {
        return components.stream().flatMap(component -> component.all().stream());
    }
}
