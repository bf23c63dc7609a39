/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

@DisplayName("The shell examples of docs/sandbox.md run one after the other")
class DocsTest extends SandboxTest {

    private static final Path PAGE = Path.of("..", "..", "docs", "sandbox.md");

    @Test
    @DisplayName("The examples of docs/sandbox.md run")
    void shellExamples() throws Exception {
        assumeTrue(Files.exists(PAGE), "docs/sandbox.md is not beside the module: its examples were not run");
        assumeTrue(has("curl") && has("sh"), "curl or sh is not installed: the examples of docs/sandbox.md were not run");
        List<String> lines = examples();
        assertThat(lines).hasSizeGreaterThan(15).allMatch(line -> line.startsWith("curl "));
        for (String line : lines) {
            String response = run(line);
            assertThat(response).as(line).isNotBlank().doesNotContain("\"error\"");
            if (line.contains("/v3/bulk\"") || line.contains("/v3/crawl\"")) {
                JsonNode job = Api.parse(response).path("jobs").path(0);
                assertThat(job.path("name").asText()).as(line).isNotEmpty();
                api.awaitStatus(job.path("name").asText(), 9);
            }
        }
        assertThat(api.json("/bulk").path("jobs")).isEmpty();
    }

    private String run(String line) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", line).redirectErrorStream(true);
        builder.environment().put("BASE", "http://127.0.0.1:" + sandbox.port());
        builder.environment().put("TOKEN", sandbox.token());
        builder.environment().put("SITE", sandbox.demoSite().toString().replaceFirst("/$", ""));
        Process process = builder.start();
        process.getOutputStream().close();
        String response = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(line + " said " + response).isZero();
        return response;
    }

    private static List<String> examples() throws IOException {
        List<String> lines = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith("```")) {
                inside = line.equals("```sh");
            } else if (inside && !line.isBlank() && !line.matches("(BASE|TOKEN|SITE)=\\S+")) {
                lines.add(line);
            }
        }
        return lines;
    }

    private static boolean has(String program) {
        return List.of(System.getenv().getOrDefault("PATH", "").split(":")).stream()
                .anyMatch(dir -> Files.isExecutable(Path.of(dir, program)));
    }
}
