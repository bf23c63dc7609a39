/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.http;

import java.io.IOException;

/** Ends the writing of an answer that went wrong as planned. */
final class FaultHappened extends IOException {

    FaultHappened(WireFault fault) {
        super("Planned: " + fault);
    }
}
