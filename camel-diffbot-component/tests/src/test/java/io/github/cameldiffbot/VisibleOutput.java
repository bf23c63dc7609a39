/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Collects all output that could contain a secret.
 */
final class VisibleOutput {

    private final Queue<Object> seen = new ConcurrentLinkedQueue<>();

    void see(Exchange exchange) {
        add(exchange);
        add(exchange.getMessage().getHeaders());
        add(exchange.getProperties());
        Object body = exchange.getMessage().getBody();
        add(body);
        if (body instanceof Collection<?> all) {
            all.forEach(this::add);
            all.forEach(element -> add(exchange.getContext().getTypeConverter().convertTo(String.class, element)));
        }
        if (!(body instanceof Iterator)) {
            // records can be read only once
            add(exchange.getMessage().getBody(String.class));
        }
        see(exchange.getException());
        see(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
    }

    void see(Throwable problem) {
        see(problem, new HashSet<>());
    }

    private void see(Throwable problem, Set<Throwable> before) {
        if (problem != null && before.add(problem)) {
            add(problem);
            see(problem.getCause(), before);
            Arrays.stream(problem.getSuppressed()).forEach(suppressed -> see(suppressed, before));
        }
    }

    /**
     * Collects its endpoints and its managed beans.
     */
    void see(CamelContext context) throws Exception {
        for (Endpoint endpoint : context.getEndpoints()) {
            add(endpoint);
            add(endpoint.getEndpointUri());
            add(endpoint.getEndpointKey());
            if (endpoint instanceof DiffbotEndpoint diffbot) {
                add(diffbot.getConfiguration());
                add(diffbot.getServiceMetadata());
            }
        }
        List<Object> beans = ManagedBeans.of(context);
        assertThat(beans).hasSizeGreaterThan(20);
        beans.forEach(this::add);
    }

    void add(Object object) {
        seen.add(String.valueOf(object));
    }

    void shows(String text) {
        assertThat(seen).extracting(String::valueOf).anyMatch(each -> each.contains(text));
    }

    /**
     * Checks all collected output and the log, which must not be empty.
     */
    void doesNotShow(String secret, CapturedLogs logs, int atLeast) {
        assertThat(seen).hasSizeGreaterThan(atLeast).extracting(String::valueOf)
                .allSatisfy(text -> assertThat(text).doesNotContainIgnoringCase(secret));
        assertThat(logs.texts()).hasSizeGreaterThan(atLeast)
                .allSatisfy(text -> assertThat(text).doesNotContainIgnoringCase(secret));
    }
}
