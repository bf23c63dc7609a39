/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("The demo site has pages of each kind")
class DemoSiteTest extends SandboxTest {

    @Test
    @DisplayName("The pages give articles and products")
    void extractablePages() {
        List<URI> pages = sandbox.demoPages();
        api.bulk("demo", pages.stream().map(URI::toString).collect(Collectors.joining(" ")));
        api.awaitStatus("demo", 9);
        assertThat(api.pages("demo")).hasSameSizeAs(pages);
        assertThat(api.records("demo")).extracting(node -> node.path("type").asText()).containsOnly("article", "product");
    }

    @Test
    @DisplayName("A late page exists from the second request on")
    void latePage() {
        String page = sandbox.demoSite() + "late/7";
        api.bulk("first", sandbox.demoSite() + "notes/1 " + page);
        api.awaitStatus("first", 9);
        api.bulk("second", page);
        api.awaitStatus("second", 9);

        assertThat(api.records("first")).hasSize(1);
        assertThat(api.records("second")).extracting(node -> node.path("title").asText()).containsExactly("Field note 7");
    }

    @Test
    @DisplayName("Its port can be set, so that its URLs are the same after a restart")
    void port() {
        int port;
        try (DiffbotSandbox first = DiffbotSandbox.start()) {
            port = first.demoSite().getPort();
        }
        try (DiffbotSandbox second = DiffbotSandbox.builder().sitePort(port).start()) {
            assertThat(second.demoSite().getPort()).isEqualTo(port);
        }
        SandboxBuilder inUse = DiffbotSandbox.builder().sitePort(sandbox.port());
        assertThatThrownBy(inUse::start).hasMessageContaining("Cannot listen on port " + sandbox.port());
    }
}
