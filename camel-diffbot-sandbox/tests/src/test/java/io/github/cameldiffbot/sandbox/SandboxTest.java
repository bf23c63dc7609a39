/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import io.github.cameldiffbot.sandbox.model.ClockMode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Base class of tests with a sandbox in its default settings. */
abstract class SandboxTest {

    @RegisterExtension
    static final DiffbotSandboxExtension DIFFBOT
            = new DiffbotSandboxExtension(DiffbotSandbox.builder().clock(ClockMode.VIRTUAL));

    DiffbotSandbox sandbox;
    Api api;

    @BeforeEach
    void connect() {
        sandbox = DIFFBOT.sandbox();
        api = new Api(sandbox);
    }
}
