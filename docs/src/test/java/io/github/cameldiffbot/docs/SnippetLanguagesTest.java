/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Each block has a language, so that none is left untested")
class SnippetLanguagesTest {

    /**
     * A test of the sandbox runs the lines of sh. PageProjectsTest expects the lines of text.
     */
    private static final Set<String> TESTED = Set.of("yaml", "xml", "java", "properties", "bash", "sh", "json", "mermaid",
            "text");

    @Test
    @DisplayName("Each block is in a language that is tested")
    void everyBlockIsInALanguageThatIsTested() {
        List<Snippet> untested = Pages.all().stream().flatMap(page -> page.snippets().stream())
                .filter(snippet -> !TESTED.contains(snippet.language())).toList();

        assertThat(untested).as("Blocks in a language that no test knows").isEmpty();
    }

    @Test
    @DisplayName("Blocks of JSON are valid")
    void jsonIsJson() {
        assertThat(Pages.snippets("json")).allSatisfy(
                snippet -> assertThat(new ObjectMapper().readTree(snippet.text()).isContainerNode()).isTrue());
    }

    @Test
    @DisplayName("Diagrams are of a kind that GitHub renders")
    void diagramsAreOfAKindThatIsRendered() {
        assertThat(Pages.snippets("mermaid")).isNotEmpty().allSatisfy(
                snippet -> assertThat(snippet.text())
                        .containsPattern("^(flowchart (LR|TB)|stateDiagram-v2|sequenceDiagram)\n"));
    }
}
