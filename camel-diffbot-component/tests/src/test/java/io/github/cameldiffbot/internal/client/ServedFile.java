/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A download, which can be cut after a number of bytes of each response.
 */
public final class ServedFile implements RawServer.Reply {

    private final byte[] content;
    private final boolean chunked;
    private final int cut;

    private ServedFile(byte[] content, boolean chunked, int cut) {
        this.content = content;
        this.chunked = chunked;
        this.cut = cut;
    }

    public static ServedFile of(String content) {
        return new ServedFile(content.getBytes(StandardCharsets.UTF_8), false, Integer.MAX_VALUE);
    }

    public ServedFile chunked() {
        return new ServedFile(content, true, cut);
    }

    public ServedFile cutAfter(int bytes) {
        return new ServedFile(content, chunked, bytes);
    }

    @Override
    public boolean to(String request, Socket socket) throws IOException {
        // with validators, as of a server that could send the rest alone
        String head = "HTTP/1.1 200\r\nETag: \"v1\"\r\nAccept-Ranges: bytes\r\n"
                      + (chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + content.length) + "\r\n\r\n";
        byte[] sent = Arrays.copyOf(content, Math.min(content.length, cut));
        OutputStream out = socket.getOutputStream();
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        if (chunked) {
            writeChunks(out, sent, sent.length == content.length);
        } else {
            out.write(sent);
        }
        out.flush();
        return sent.length == content.length;
    }

    private static void writeChunks(OutputStream out, byte[] bytes, boolean whole) throws IOException {
        int half = bytes.length / 2;
        for (byte[] chunk : new byte[][] { Arrays.copyOf(bytes, half), Arrays.copyOfRange(bytes, half, bytes.length) }) {
            if (chunk.length > 0) {
                out.write((Integer.toHexString(chunk.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                out.write(chunk);
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        }
        if (whole) {
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
    }
}
