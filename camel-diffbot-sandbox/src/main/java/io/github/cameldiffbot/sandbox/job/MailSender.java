/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.job;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Hands one plain mail to a mail server: enough for a server that catches mail on a developer's machine. */
final class MailSender {

    private static final int TIMEOUT = 10_000;
    private static final String FROM = "diffbot-sandbox@localhost";

    private final InetSocketAddress server;

    MailSender(InetSocketAddress server) {
        this.server = server;
    }

    void send(String to, String subject, String text) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(server, TIMEOUT);
            socket.setSoTimeout(TIMEOUT);
            BufferedReader in
                    = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            OutputStream out = socket.getOutputStream();
            expect(in, '2');
            say(out, in, "HELO localhost", '2');
            say(out, in, "MAIL FROM:<" + FROM + ">", '2');
            say(out, in, "RCPT TO:<" + oneLine(to) + ">", '2');
            say(out, in, "DATA", '3');
            String head = "From: " + FROM + "\r\nTo: " + oneLine(to) + "\r\nSubject: " + oneLine(subject)
                          + "\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n";
            String body = text.replaceAll("\\R", "\r\n").replaceAll("(?m)^\\.", "..");
            say(out, in, head + body + "\r\n.", '2');
            say(out, in, "QUIT", '2');
        }
    }

    private static void say(OutputStream out, BufferedReader in, String line, char expected) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        expect(in, expected);
    }

    private static void expect(BufferedReader in, char expected) throws IOException {
        String reply = in.readLine();
        while (reply != null && reply.length() > 3 && reply.charAt(3) == '-') {
            reply = in.readLine();
        }
        if (reply == null || reply.isEmpty() || reply.charAt(0) != expected) {
            throw new IOException("the mail server said: " + reply);
        }
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\r\\n<>]", " ").trim();
    }
}
