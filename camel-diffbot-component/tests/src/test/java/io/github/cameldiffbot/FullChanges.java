/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.net.URI;

import io.github.cameldiffbot.internal.operation.ChangeAttempt;
import io.github.cameldiffbot.internal.operation.ChangeLog;
import io.github.cameldiffbot.internal.operation.ChangeLogs;
import io.github.cameldiffbot.internal.operation.ChangeStep;
import io.github.cameldiffbot.internal.session.JobIdentity;
import org.apache.camel.Exchange;

/**
 * Lets tests of other packages simulate a message with many changes.
 */
public final class FullChanges {

    private FullChanges() {
    }

    /**
     * Adds changes of another job to those of the message of an exchange.
     */
    public static void add(Exchange exchange, int count) {
        ChangeLogs messages = new ChangeLogs();
        ChangeLog changes = messages.of(exchange);
        JobIdentity identity = new JobIdentity(URI.create("http://localhost"), "token", "other");
        // one step for all: each compares itself with the changes so far
        ChangeStep step = new ChangeStep(messages, exchange, identity, ChangeAttempt.Kind.SUBMISSION, () -> null);
        for (int i = 0; i < count; i++) {
            changes.add(new ChangeAttempt(step, null, null, null));
        }
    }
}
