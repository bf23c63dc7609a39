/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.http;

import java.io.IOException;

/** Ends the writing of a response after an injected fault. */
final class InjectedFaultException extends IOException {

    private static final long serialVersionUID = 1L;

    InjectedFaultException(WireFault fault) {
        super("Injected fault: " + fault);
    }
}
