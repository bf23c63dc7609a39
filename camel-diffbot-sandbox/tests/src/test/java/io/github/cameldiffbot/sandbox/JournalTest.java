/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import io.github.cameldiffbot.sandbox.model.RecordedRequest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Requests are recorded")
class JournalTest extends SandboxTest {

    @Test
    @DisplayName("A recorded request has the parameters of query and form")
    void parameters() {
        api.post("/bulk?extra=a%20b", "name", "j", "urls", api.page("about") + " " + api.page("shop/"),
                "customHeaders", "A:1", "customHeaders", "B:2");
        RecordedRequest request = sandbox.requests().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/v3/bulk");
        assertThat(request.param("extra")).isEqualTo("a b");
        assertThat(request.param("urls")).isEqualTo(api.page("about") + " " + api.page("shop/"));
        assertThat(request.params().get("customHeaders")).containsExactly("A:1", "B:2");
        assertThat(request.param("missing")).isNull();
        assertThat(request.time()).isEqualTo(sandbox.clock().now());
    }

    @Test
    @DisplayName("The journal keeps fewer requests if they are large")
    void largeRequests() {
        for (int i = 0; i < 20; i++) {
            api.post("/bulk", "name", "n" + i, "apiUrl", "x".repeat(1_000_000));
        }
        assertThat(sandbox.requests()).hasSizeBetween(14, 16);
        assertThat(sandbox.requests().get(sandbox.requests().size() - 1).param("name")).isEqualTo("n19");
    }
}
