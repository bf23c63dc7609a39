/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.recovery;

import java.time.Duration;
import java.util.Iterator;
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
@DisplayName("The meter of credits counts each credit once, although its application is killed")
@FaultCase("R1")
@Tag("kill")
class KilledCreditsMeterTest extends RestartSupport {

    @RegisterExtension
    static final DiffbotSandboxExtension YEARS
            = new DiffbotSandboxExtension(DiffbotSandbox.builder().clock(ClockMode.VIRTUAL));

    private static final int WEEKS = Integer.getInteger("credits.weeks", 12);
    private static final Duration WEEK = Duration.ofDays(7);
    // the weeks in which the application is killed, and at which step
    private static final Map<Integer, String> KILLS = Map.of(WEEKS / 4, "inRoute", WEEKS / 2, "beforeConfirm", WEEKS * 3 / 4,
            "afterConfirm");

    @Test
    @DisplayName("The meter counts the credits of all jobs exactly, although the application is killed in its route, before and behind a confirmation")
    void year() throws Exception {
        fail();
        Iterator<Integer> kills = KILLS.keySet().stream().sorted().iterator();
        ChildJvm application = application(kills);
        submit("weekly");
        for (int week = 0; week < WEEKS; week++) {
            String job = "week-" + week;
            submit(job);
            await().until(() -> YEARS.sandbox().job(job) != null);
            if (KILLS.containsKey(week)) {
                application.await(KILLS.get(week));
                application.kill();
                YEARS.sandbox().clock().advance(WEEK.multipliedBy(2));
                application = application(kills);
            }
            YEARS.sandbox().clock().advance(WEEK);
            await().untilAsserted(() -> assertThat(counted()).isEqualTo(charged()));
        }
        assertThat(charged()).isGreaterThan(WEEKS * 3);
    }

    private static void fail() {
        DiffbotSandbox sandbox = YEARS.sandbox();
        sandbox.fail(Fault.on("/v3/crawl").probability(0.02, 1).status(503));
        sandbox.fail(Fault.on("/v3/crawl").probability(0.02, 2).reset());
        sandbox.fail(Fault.on("/v3/crawl").probability(0.01, 3).body("{}"));
    }

    /** Starts an application that stops in the next of these weeks. */
    private ChildJvm application(Iterator<Integer> kills) {
        int week = kills.hasNext() ? kills.next() : -1;
        return start(CreditsApplication.class, "baseUrl", YEARS.baseUrl(), "token", YEARS.token(),
                "handled", folder.resolve("handled.txt").toString(), "contexts", folder.resolve("contexts.txt").toString(),
                "haltAt", KILLS.getOrDefault(week, ""), "haltIn", "week-" + week);
    }

    private long counted() {
        return ledger().stream().mapToLong(Long::parseLong).sum();
    }

    private static long charged() {
        return YEARS.sandbox().ledger().stream().mapToLong(CreditUse::credits).sum();
    }
}
