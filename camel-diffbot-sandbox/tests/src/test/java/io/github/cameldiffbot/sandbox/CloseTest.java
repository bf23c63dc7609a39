/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("A closed sandbox leaves nothing behind")
class CloseTest {

    @Test
    @DisplayName("A closed sandbox has no threads, and its threads do not keep the JVM alive")
    void threads() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        DiffbotSandbox sandbox = DiffbotSandbox.start();
        Api api = new Api(sandbox);
        api.crawl("c", sandbox.demoSite().toString());
        api.awaitStatus("c", 9);
        assertThat(ours(before)).isNotEmpty().allMatch(Thread::isDaemon);
        sandbox.close();
        await().atMost(Duration.ofSeconds(30)).until(() -> ours(before).isEmpty());
    }

    private static Set<Thread> ours(Set<Thread> before) {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeAll(before);
        threads.removeIf(thread -> !thread.getName().startsWith("diffbot-sandbox"));
        return threads;
    }
}
