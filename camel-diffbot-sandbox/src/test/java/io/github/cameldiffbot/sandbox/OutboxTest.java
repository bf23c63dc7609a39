/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class OutboxTest extends SandboxTest {

    @Test
    void aMailIsKept() {
        api.bulk("mail", api.page("about"), "notifyEmail", "me@example.org");
        await().until(() -> sandbox.outbox().size() == 1);
        SandboxNotice notice = sandbox.outbox().get(0);
        assertThat(notice.kind()).isEqualTo("email");
        assertThat(notice.to()).isEqualTo("me@example.org");
        assertThat(notice.job()).isEqualTo("mail");
        assertThat(notice.body()).contains("Job has completed and no repeat is scheduled.");
        assertThat(notice.result()).isEqualTo("kept");
    }

    @Test
    void aMailIsSentWhereThereIsAServer() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            CompletableFuture<List<String>> heard = CompletableFuture.supplyAsync(() -> converse(server));
            try (DiffbotSandbox mailing
                    = DiffbotSandbox.builder().mailServer("127.0.0.1", server.getLocalPort()).start()) {
                new Api(mailing).bulk("mail", mailing.demoSite() + "about", "notifyEmail", "me@example.org");
                assertThat(heard.get()).contains("RCPT TO:<me@example.org>", "To: me@example.org",
                        "Subject: Diffbot job mail: Job has completed and no repeat is scheduled.");
                await().until(() -> mailing.outbox().size() == 1);
                assertThat(mailing.outbox().get(0).result()).isEqualTo("sent");
            }
        }
    }

    private static List<String> converse(ServerSocket server) {
        List<String> lines = new ArrayList<>();
        try (Socket socket = server.accept();
             BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
            reply(socket, "220-hello");
            reply(socket, "220 ready");
            boolean data = false;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line);
                data = data ? !line.equals(".") : line.equals("DATA");
                if (line.equals("DATA")) {
                    reply(socket, "354 go on");
                } else if (!data) {
                    reply(socket, "250 fine");
                }
            }
        } catch (IOException e) {
            lines.add(e.toString());
        }
        return lines;
    }

    private static void reply(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(UTF_8));
    }
}
