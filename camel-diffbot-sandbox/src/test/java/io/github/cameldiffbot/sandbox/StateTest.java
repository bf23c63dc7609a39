/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StateTest extends SandboxTest {

    @TempDir
    Path folder;

    @Test
    @DisplayName("Saved jobs and their data are restored")
    void finishedJobs() {
        api.crawl("c", api.page(""), "repeat", "7", "maxHops", "1", "customHeaders", "X-Evaluate:a:b");
        api.awaitStatus("c", 4);
        JsonNode before = sandbox.job("c").toJson();
        String data = api.get("/crawl/data", "name", "c").body();
        String report = api.get("/crawl/data", "name", "c", "type", "urls").body();
        sandbox.save(folder.resolve("state"));
        sandbox.reset();
        sandbox.load(folder.resolve("state"));
        assertThat(sandbox.job("c").toJson()).isEqualTo(before);
        assertThat(api.get("/crawl/data", "name", "c").body()).isEqualTo(data);
        assertThat(api.get("/crawl/data", "name", "c", "type", "urls").body()).isEqualTo(report);
        sandbox.clock().advance(Duration.ofDays(7));
        assertThat(sandbox.job("c").roundsCompleted()).isEqualTo(2);
    }

    @Test
    @DisplayName("A job that was running continues")
    void runningJob() {
        sandbox.hold();
        api.bulk("b", api.page("about") + " " + api.page("shop/"));
        sandbox.save(folder.resolve("state"));
        sandbox.reset();
        sandbox.load(folder.resolve("state"));
        api.awaitStatus("b", 9);
        assertThat(api.pages("b")).containsExactlyInAnyOrder(api.page("about"), api.page("shop/"));
    }

    @Test
    @DisplayName("An invalid file is an error, and no job is lost")
    void invalidFile() throws IOException {
        api.bulk("b", api.page("about"));
        Path file = Files.writeString(folder.resolve("other"), "something else");
        assertThatThrownBy(() -> sandbox.load(file)).isInstanceOf(RuntimeException.class);
        assertThat(sandbox.job("b")).isNotNull();
    }
}
