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

    public LoggedLines() {
        super("lines", null, PatternLayout.newBuilder().withPattern("%p %c{1} %m%n%ex").build(), false, Property.EMPTY_ARRAY);
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
        if (event.getLevel().isMoreSpecificThan(Level.INFO) && !event.getLoggerName().startsWith("org.apache.camel.test")) {
            new String(getLayout().toByteArray(event), StandardCharsets.UTF_8).lines().forEach(lines::add);
        }
    }

    @Override
    public void close() {
        ((Logger) LogManager.getRootLogger()).removeAppender(this);
        stop();
    }
}
