/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.time.Duration;

import io.github.cameldiffbot.sandbox.model.ClockMode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Base class of tests with a sandbox in its default settings. */
abstract class SandboxTest {

    @RegisterExtension
    static final DiffbotSandboxExtension DIFFBOT
            = new DiffbotSandboxExtension(DiffbotSandbox.builder().clock(ClockMode.VIRTUAL));

    DiffbotSandbox sandbox;
    Api api;

    /** Conditions are checked every 10 ms, and may take 30 seconds on a busy machine. */
    @BeforeAll
    static void quickAwait() {
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(Duration.ofMillis(10));
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    }

    @BeforeEach
    void connect() {
        sandbox = DIFFBOT.sandbox();
        api = new Api(sandbox);
    }
}
