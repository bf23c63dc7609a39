/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Links between pages, to headings and to files have existing targets")
class LinksTest {

    static List<Page> pages() {
        return Pages.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    @DisplayName("Each link has a target")
    void leadSomewhere(Page page) {
        List<String> dead = new ArrayList<>();
        for (String link : page.links()) {
            if (!link.matches("https?://.*") && !isAlive(page, link)) {
                dead.add(link);
            }
        }
        assertThat(dead).as("dead links in %s", page).isEmpty();
    }

    private static boolean isAlive(Page page, String link) {
        int hash = link.indexOf('#');
        String path = hash < 0 ? link : link.substring(0, hash);
        Path target = path.isEmpty() ? page.file() : page.file().resolveSibling(path).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        return hash < 0 || new Page(Pages.root(), target).anchors().contains(link.substring(hash + 1));
    }
}
