/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DemoSiteTest extends SandboxTest {

    @Test
    void itsPagesGiveArticlesAndProducts() {
        List<URI> pages = sandbox.demoPages();
        api.bulk("demo", pages.stream().map(URI::toString).collect(Collectors.joining(" ")));
        api.awaitStatus("demo", 9);
        assertThat(api.pages("demo")).hasSameSizeAs(pages);
        assertThat(api.records("demo")).extracting(node -> node.path("type").asText()).containsOnly("article", "product");
    }
}
