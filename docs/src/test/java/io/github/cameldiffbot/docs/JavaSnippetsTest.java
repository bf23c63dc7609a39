/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.io.IOException;
import java.util.List;

import io.github.cameldiffbot.sandbox.DiffbotSandboxExtension;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Each block of Java compiles without a warning; routes start, and tests pass")
class JavaSnippetsTest {

    @RegisterExtension
    static final DiffbotSandboxExtension DIFFBOT = new DiffbotSandboxExtension();

    static List<Snippet> snippets() {
        return Pages.snippets("java");
    }

    static List<Snippet> routes() {
        return snippets().stream().filter(JavaBlock::isRoutes).toList();
    }

    static List<Snippet> tests() {
        return snippets().stream().filter(JavaBlock::isTest).toList();
    }

    @ParameterizedTest
    @MethodSource("snippets")
    @DisplayName("Each block compiles")
    void compiles(Snippet snippet) throws IOException {
        assertThat(JavaBlock.of(snippet).className()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("routes")
    @DisplayName("The routes of each block start")
    void starts(Snippet snippet) throws Exception {
        RunningRoutes.of(DIFFBOT.sandbox(), snippet).close();
    }

    @ParameterizedTest
    @MethodSource("tests")
    @DisplayName("The tests of each block pass")
    void passes(Snippet snippet) throws Exception {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(JavaBlock.of(snippet).load())).build();

        LauncherFactory.create().execute(request, listener);

        TestExecutionSummary summary = listener.getSummary();
        assertThat(summary.getFailures()).isEmpty();
        assertThat(summary.getTestsSucceededCount()).isPositive();
    }
}
