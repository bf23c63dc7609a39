/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.monitor;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.DiffbotOperations;
import io.github.cameldiffbot.internal.text.Excerpt;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.TagConstants;
import org.apache.camel.telemetry.decorators.AbstractSpanDecorator;
import org.jspecify.annotations.Nullable;

/**
 * Describes the spans of camel-telemetry for operations and events. The name of a span has no job name, of which there
 * can be many. Found by the service loader, and loaded only with camel-telemetry.
 */
public final class DiffbotSpanDecorator extends AbstractSpanDecorator {

    static final String JOB_TYPE = "diffbot.job.type";
    static final String JOB_NAME = "diffbot.job.name";
    static final String JOB_STATUS = "diffbot.job.status";
    static final String ROUND = "diffbot.round";

    private static final String OPERATION = "diffbot.operation";

    /**
     * The tags of a job in a message, by their headers.
     */
    private static final Map<String, String> OF_JOB = new LinkedHashMap<>(
            Map.of(
                    DiffbotConstants.JOB_TYPE, JOB_TYPE, DiffbotConstants.JOB_NAME, JOB_NAME, DiffbotConstants.JOB_STATUS,
                    JOB_STATUS, DiffbotConstants.ROUND, ROUND, DiffbotConstants.EVENT, "diffbot.event",
                    DiffbotConstants.EVENT_ID, "diffbot.event.id"));

    @Override
    public String getComponent() {
        return "diffbot";
    }

    @Override
    public String getComponentClassName() {
        // the name only: this package does not know the component
        return DiffbotOperations.class.getPackageName() + ".DiffbotComponent";
    }

    @Override
    public String getOperationName(Exchange exchange, Endpoint endpoint) {
        return "diffbot " + (isOfEvent(exchange, endpoint) ? "event" : operation(exchange.getMessage(), metadata(endpoint)));
    }

    @Override
    public void beforeTracingEvent(Span span, Exchange exchange, Endpoint endpoint) {
        super.beforeTracingEvent(span, exchange, endpoint);
        Map<String, String> metadata = metadata(endpoint);
        if (isOfEvent(exchange, endpoint)) {
            setJob(span, exchange.getMessage());
        } else {
            span.setTag(OPERATION, operation(exchange.getMessage(), metadata));
            setTag(span, JOB_TYPE, metadata.get("jobType"));
            String path = metadata.get("jobName");
            setTag(span, JOB_NAME, path != null ? path : exchange.getMessage().getHeader(DiffbotConstants.JOB_NAME));
        }
        if (endpoint instanceof EndpointServiceLocation location && location.getServiceUrl() != null) {
            // only the host: the URL of an endpoint can be wrong and contain a password
            setTag(span, TagConstants.SERVER_ADDRESS, host(location.getServiceUrl()));
        }
    }

    @Override
    public void afterTracingEvent(Span span, Exchange exchange) {
        super.afterTracingEvent(span, exchange);
        if (exchange.getException() == null) {
            setJob(span, exchange.getMessage());
        }
    }

    private static void setJob(Span span, Message message) {
        OF_JOB.forEach((header, tag) -> setTag(span, tag, message.getHeader(header)));
    }

    private static void setTag(Span span, String tag, @Nullable Object value) {
        if (value != null) {
            span.setTag(tag, Excerpt.of(value, 200));
        }
    }

    private static boolean isOfEvent(Exchange exchange, Endpoint endpoint) {
        return exchange.getFromEndpoint() == endpoint && exchange.getMessage().getHeader(DiffbotConstants.EVENT) != null;
    }

    private static String operation(Message message, Map<String, String> metadata) {
        Object header = message.getHeader(DiffbotConstants.OPERATION);
        String option = metadata.get("operation");
        return option != null ? option : header != null ? Excerpt.of(header) : DiffbotOperations.create.name();
    }

    private static Map<String, String> metadata(Endpoint endpoint) {
        return endpoint instanceof EndpointServiceLocation location ? location.getServiceMetadata() : Map.of();
    }

    private static @Nullable String host(String url) {
        try {
            return URI.create(url.trim()).getHost();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
