/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.recovery;

import java.time.Duration;
import java.util.Map;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.sandbox.DiffbotSandbox;
import io.github.cameldiffbot.sandbox.DiffbotSandboxExtension;
import io.github.cameldiffbot.sandbox.Fault;
import io.github.cameldiffbot.sandbox.model.ClockMode;
import io.github.cameldiffbot.sandbox.model.CreditUse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Weekly crawls on the sandbox's clock, with failing calls, and an application that is killed. A whole year with
 * {@code -Dcredits.weeks=52}.
 */
@FaultCase("R1")
@Tag("kill")
class KilledCreditsMeterIT extends RestartSupport {

    @RegisterExtension
    static final DiffbotSandboxExtension YEARS
            = new DiffbotSandboxExtension(DiffbotSandbox.builder().clock(ClockMode.VIRTUAL));

    private static final int WEEKS = Integer.getInteger("credits.weeks", 12);
    private static final Duration WEEK = Duration.ofDays(7);
    // the weeks in which the application is killed, and at which step
    private static final Map<Integer, String> KILLS = Map.of(WEEKS / 3, "inRoute", WEEKS * 2 / 3, "beforeConfirm");

    @Test
    @DisplayName("The meter counts the credits of all jobs exactly, although the application is killed at an end and between ends")
    void year() throws Exception {
        fail();
        ChildJvm application = application("");
        submit("weekly");
        for (int week = 0; week < WEEKS; week++) {
            String step = KILLS.get(week);
            if (step != null) {
                awaitPolls();
                application.kill();
                application = application(step);
            }
            String job = "week-" + week;
            submit(job);
            await().until(() -> YEARS.sandbox().job(job) != null);
            if (step != null) {
                application.await(step);
                application.kill();
                YEARS.sandbox().clock().advance(WEEK.multipliedBy(2));
                application = application("");
            }
            YEARS.sandbox().clock().advance(WEEK);
            await().untilAsserted(() -> assertThat(counted()).isEqualTo(charged()));
        }
        assertThat(charged()).isGreaterThan(WEEKS * 3);
    }

    /** Waits until the consumer has handled the ends that it has found. */
    private static void awaitPolls() {
        int before = YEARS.sandbox().requests().size();
        await().until(() -> YEARS.sandbox().requests().size() >= before + 3);
    }

    private static void fail() {
        DiffbotSandbox sandbox = YEARS.sandbox();
        sandbox.fail(Fault.on("/v3/crawl").probability(0.02, 1).status(503));
        sandbox.fail(Fault.on("/v3/crawl").probability(0.02, 2).reset());
        sandbox.fail(Fault.on("/v3/crawl").probability(0.01, 3).body("{}"));
    }

    private ChildJvm application(String haltAt) {
        return start(CreditsApplication.class, "baseUrl", YEARS.baseUrl(), "token", YEARS.token(),
                "handled", folder.resolve("handled.txt").toString(), "contexts", folder.resolve("contexts.txt").toString(),
                "haltAt", haltAt);
    }

    private long counted() {
        return ledger().stream().mapToLong(Long::parseLong).sum();
    }

    private static long charged() {
        return YEARS.sandbox().ledger().stream().mapToLong(CreditUse::credits).sum();
    }
}
