/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.time.Duration;

import io.github.cameldiffbot.sandbox.model.SandboxPlan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A plan limits the account")
class PlanTest extends SandboxTest {

    @AfterEach
    void endPlan() {
        sandbox.plan(SandboxPlan.DEFAULT);
    }

    @Test
    @DisplayName("Calls per minute are limited")
    void callsPerMinute() {
        sandbox.plan(SandboxPlan.DEFAULT.callsPerMinute(2));
        assertThat(api.get("/bulk").statusCode()).isEqualTo(200);
        assertThat(api.get("/crawl").statusCode()).isEqualTo(200);
        var response = api.get("/bulk");
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.body()).isEqualTo(
                "{\"errorCode\":429,\"error\":\"Site has received too many requests. Please try again later.\"}");
        assertThat(response.headers().firstValue("Retry-After")).isEmpty();
        sandbox.clock().advance(Duration.ofMinutes(1));
        assertThat(api.get("/bulk").statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("A bulk job with too few URLs is an error")
    void minUrls() {
        sandbox.plan(SandboxPlan.DEFAULT.minUrls(2));
        assertThat(api.post("/bulk", "name", "few", "urls", api.page("about")).statusCode()).isEqualTo(500);
        assertThat(api.post("/bulk", "name", "few", "urls", api.page("about") + " " + api.page("shop/")).statusCode())
                .isEqualTo(200);
        assertThat(api.post("/bulk", "name", "few", "urls", api.page("magazine/")).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("Further jobs wait until a job ends")
    void maxRunning() {
        sandbox.plan(SandboxPlan.DEFAULT.maxRunning(1));
        sandbox.hold();
        api.bulk("first", api.page("about"));
        api.awaitStatus("first", 7);
        api.bulk("second", api.page("about"));
        assertThat(sandbox.job("second").status()).isZero();
        sandbox.release();
        api.awaitStatus("first", 9);
        api.awaitStatus("second", 9);
    }

    @Test
    @DisplayName("The number of jobs is limited")
    void maxJobs() {
        sandbox.plan(SandboxPlan.DEFAULT.maxJobs(1));
        api.bulk("first", api.page("about"));
        assertThat(api.post("/bulk", "name", "second", "urls", api.page("about")).statusCode()).isEqualTo(505);
    }
}
