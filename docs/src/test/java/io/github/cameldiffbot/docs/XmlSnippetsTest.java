/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.util.List;

import io.github.cameldiffbot.sandbox.DiffbotSandbox;
import io.github.cameldiffbot.sandbox.DiffbotSandboxExtension;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Each block of routes in XML starts unchanged")
class XmlSnippetsTest {

    @RegisterExtension
    static final DiffbotSandboxExtension DIFFBOT
            = new DiffbotSandboxExtension(DiffbotSandbox.builder().token(System.getenv("DIFFBOT_TOKEN")));

    static List<Snippet> snippets() {
        return Pages.snippets("xml").stream().filter(snippet -> !PomSnippetsTest.isPom(snippet)).toList();
    }

    @ParameterizedTest
    @MethodSource("snippets")
    @DisplayName("The routes of each block start")
    void starts(Snippet snippet) throws Exception {
        RunningRoutes.of(DIFFBOT.sandbox(), snippet).close();
    }
}
