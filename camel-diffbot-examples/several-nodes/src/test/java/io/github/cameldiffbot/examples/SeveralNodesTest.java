/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.cameldiffbot.sandbox.DiffbotSandbox;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The example hands over from node to node")
class SeveralNodesTest {

    @TempDir
    private Path folder;

    @Test
    @DisplayName("The other node takes over and repeats no event")
    void theOtherNodeTakesOverWithoutRepetitions() throws Exception {
        List<String> delivered;
        try (DiffbotSandbox sandbox = DiffbotSandbox.start()) {
            Map<String, String> properties = new HashMap<>(SeveralNodes.onSandbox(sandbox));
            properties.put("example.folder", folder.toString());
            delivered = new SeveralNodes().run(properties);
        }

        assertThat(delivered).hasSize(2);
        assertThat(delivered.get(0)).endsWith("-1 completed");
        assertThat(delivered.get(1)).endsWith("-2 completed");
        assertThat(delivered.get(1).charAt(0)).isNotEqualTo(delivered.get(0).charAt(0));
    }
}
