/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Captures all log messages at any level; as a static extension, those of all tests of a class.
 */
final class CapturedLogs extends AbstractAppender implements BeforeAllCallback, AfterAllCallback {

    /**
     * Loggers of HttpClient that print requests. The page of the component documents them.
     */
    private static final String WIRE_LOGGERS = "org.apache.hc.client5.http";

    private final Queue<String> texts = new ConcurrentLinkedQueue<>();

    private final List<String> except;

    /**
     * @param except prefixes of the names of further loggers that print requests
     */
    CapturedLogs(String... except) {
        super("captured", null, null, false, Property.EMPTY_ARRAY);
        this.except = Stream.concat(Stream.of(WIRE_LOGGERS), Stream.of(except)).toList();
    }

    void begin() {
        start();
        ((Logger) LogManager.getRootLogger()).addAppender(this);
        Configurator.setRootLevel(Level.TRACE);
        Configurator.setLevel("io.github.cameldiffbot", Level.TRACE);
    }

    void end() {
        ((Logger) LogManager.getRootLogger()).removeAppender(this);
        ((LoggerContext) LogManager.getContext(false)).reconfigure();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        begin();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        end();
    }

    Queue<String> texts() {
        return texts;
    }

    @Override
    public void append(LogEvent event) {
        if (except.stream().anyMatch(event.getLoggerName()::startsWith)) {
            return;
        }
        StringBuilder text = new StringBuilder(event.getLoggerName()).append(": ")
                .append(event.getMessage().getFormattedMessage());
        for (Throwable thrown = event.getThrown(); thrown != null; thrown = thrown.getCause()) {
            text.append('\n').append(thrown);
        }
        texts.add(text.toString());
    }
}
