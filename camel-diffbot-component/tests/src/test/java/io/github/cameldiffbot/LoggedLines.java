/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.layout.PatternLayout;

/**
 * The lines that an operator sees: all from INFO on, including those of stack traces.
 */
public final class LoggedLines extends AbstractAppender implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<String> loggers;

    /**
     * @param loggers the loggers and packages to capture, because other threads log as well; none for all
     */
    public LoggedLines(String... loggers) {
        super("lines", null, PatternLayout.newBuilder().withPattern("%p %c{1} %m%n%ex").build(), false, Property.EMPTY_ARRAY);
        this.loggers = List.of(loggers);
        start();
        ((Logger) LogManager.getRootLogger()).addAppender(this);
    }

    public List<String> lines() {
        return lines;
    }

    void clear() {
        lines.clear();
    }

    @Override
    public void append(LogEvent event) {
        String logger = event.getLoggerName();
        if (event.getLevel().isMoreSpecificThan(Level.INFO) && !logger.startsWith("org.apache.camel.test")
                && (loggers.isEmpty() || loggers.stream().anyMatch(logger::startsWith))) {
            new String(getLayout().toByteArray(event), StandardCharsets.UTF_8).lines().forEach(lines::add);
        }
    }

    @Override
    public void close() {
        ((Logger) LogManager.getRootLogger()).removeAppender(this);
        stop();
    }
}
