/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.net.URI;

import io.github.cameldiffbot.internal.operation.ChangeStep;
import io.github.cameldiffbot.internal.operation.MessageChanges;
import io.github.cameldiffbot.internal.operation.SentChange;
import io.github.cameldiffbot.internal.operation.SentChanges;
import io.github.cameldiffbot.internal.session.JobIdentity;
import org.apache.camel.Exchange;

/**
 * Lets tests of other packages have a message that has sent many changes.
 */
public final class FullChanges {

    private FullChanges() {
    }

    /**
     * Adds changes of other jobs to what the message of an exchange has sent.
     */
    public static void add(Exchange exchange, int count) {
        MessageChanges messages = new MessageChanges();
        SentChanges changes = messages.of(exchange);
        for (int i = 0; i < count; i++) {
            JobIdentity identity = new JobIdentity(URI.create("http://localhost"), "token", "other" + i);
            ChangeStep step = new ChangeStep(messages, exchange, identity, SentChange.Kind.SUBMISSION, () -> null);
            changes.add(new SentChange(step, null, null, () -> null));
        }
    }
}
