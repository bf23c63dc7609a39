/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.cameldiffbot.sandbox.DiffbotSandbox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class SeveralNodesTest {

    @TempDir
    private Path folder;

    @Test
    void theOtherNodeTakesOverAndTellsNothingAgain() throws Exception {
        List<String> told;
        try (DiffbotSandbox sandbox = DiffbotSandbox.start()) {
            Map<String, String> properties = new HashMap<>(SeveralNodes.onSandbox(sandbox));
            properties.put("example.folder", folder.toString());
            told = new SeveralNodes().run(properties);
        }

        assertThat(told).hasSize(2);
        assertThat(told.get(0)).endsWith("-1 completed");
        assertThat(told.get(1)).endsWith("-2 completed");
        assertThat(told.get(1).charAt(0)).isNotEqualTo(told.get(0).charAt(0));
    }
}
