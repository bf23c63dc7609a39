/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("The sandbox starts from the command line")
class SandboxMainTest {

    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(text, true, UTF_8);

    @Test
    @DisplayName("The help does not start a sandbox")
    void help() {
        assertThat(SandboxMain.run(new String[] { "--help" }, out)).isNull();
        assertThat(text.toString(UTF_8)).contains("--port", "--token", "--page-time", "--clock");
    }

    @Test
    @DisplayName("The start prints the address and the token")
    void start() throws Exception {
        int port;
        try (DiffbotSandbox sandbox = SandboxMain.run(
                new String[] { "--port", "0", "--token", "mine", "--clock", "virtual", "--page-time", "1", "--idle", "5" },
                out)) {
            port = sandbox.port();
            assertThat(text.toString(UTF_8)).contains(sandbox.baseUrl(), "mine", "curl '" + sandbox.baseUrl() + "/crawl'");
            assertThat(new Api(sandbox).get("/bulk").statusCode()).isEqualTo(200);
        }
        assertThatThrownBy(() -> new Socket("127.0.0.1", port).close()).isInstanceOf(ConnectException.class);
    }

    @Test
    @DisplayName("Two sandboxes without port options have different ports, the first one 8181 if it is free")
    void usualPorts() {
        try (DiffbotSandbox first = SandboxMain.run(new String[0], out);
             DiffbotSandbox second = SandboxMain.run(new String[0], out)) {
            assertThat(second.port()).isNotIn(first.port(), SandboxDefaults.PORT);
            assertThat(second.demoSite().getPort()).isNotIn(first.demoSite().getPort(), SandboxDefaults.SITE_PORT);
            assertThat(new Api(second).get("/bulk").statusCode()).isEqualTo(200);
        }
        assertThatThrownBy(() -> {
            try (DiffbotSandbox used = SandboxMain.run(new String[] { "--port", "0" }, out)) {
                SandboxMain.run(new String[] { "--port", Integer.toString(used.port()) }, out).close();
            }
        }).hasMessageContaining("Cannot listen on port");
    }

    @Test
    @DisplayName("Faults and state are read from files")
    void files(@TempDir Path folder) throws Exception {
        Path state = folder.resolve("state");
        try (DiffbotSandbox before = DiffbotSandbox.start()) {
            before.generate("kept", 3, 500);
            before.save(state);
        }
        Path faults = Files.writeString(folder.resolve("faults.yaml"), "- path: /v3/crawl\n  status: 503\n");
        try (DiffbotSandbox sandbox = SandboxMain.run(
                new String[] { "--faults", faults.toString(), "--state", state.toString(), "--strict", "--redirect-data" },
                out)) {
            Api api = new Api(sandbox);
            assertThat(api.get("/crawl").statusCode()).isEqualTo(503);
            assertThat(api.get("/bulk", "nmae", "x").statusCode()).isEqualTo(400);
            assertThat(api.get("/bulk/data", "name", "kept").statusCode()).isEqualTo(302);
            assertThat(sandbox.job("kept").objectsFound()).isEqualTo(3);
        }
    }

    @Test
    @DisplayName("A plan does not remove the credits, in any order")
    void planAndCredits() throws Exception {
        for (String[] args : new String[][] {
                { "--port", "0", "--plan", "plus", "--credits", "7" },
                { "--port", "0", "--credits", "7", "--plan", "plus" } }) {
            try (DiffbotSandbox sandbox = SandboxMain.run(args, out)) {
                URI account = URI.create("http://127.0.0.1:" + sandbox.port() + "/v4/account?token=" + sandbox.token());
                assertThat(Api.parse(Api.send(HttpRequest.newBuilder(account).build()).body()).path("planCredits").asInt())
                        .isEqualTo(7);
            }
        }
    }

    @Test
    @DisplayName("An invalid option is an error that names it")
    void invalidOptions() {
        assertThatThrownBy(() -> SandboxMain.run(new String[] { "--prot" }, out)).hasMessage("Unknown option --prot");
        assertThatThrownBy(() -> SandboxMain.run(new String[] { "--port", "x" }, out)).hasMessageContaining("needs a number");
        assertThatThrownBy(() -> SandboxMain.run(new String[] { "--clock", "x" }, out)).hasMessageContaining("real, virtual");
        assertThatThrownBy(() -> SandboxMain.run(new String[] { "--plan", "x" }, out)).hasMessageContaining("startup or plus");
        assertThatThrownBy(() -> SandboxMain.run(new String[] { "--credits", "x" }, out))
                .hasMessageContaining("needs a number");
        assertThatThrownBy(() -> SandboxMain.run(new String[] { "--token" }, out)).hasMessage("--token needs a value");
    }
}
